"""Fields and widgets that the forms here share."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError


def tanpa_form_tag() -> FormHelper:
    """The template owns the form, its buttons and its token."""
    pembantu = FormHelper()
    pembantu.form_tag = False
    pembantu.disable_csrf = True
    return pembantu


class TanggalInput(forms.DateInput):
    """The browser's date picker; ISO, as it wants."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DaftarPkField(forms.Field):
    """Ids of rows: a name repeated (ticked boxes), or one value with commas (carried along)."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"invalid": "Pilihan tidak terbaca. Ulangi dari daftar."}

    def to_python(self, value: Any) -> list[int]:
        bagian = [b for isi in value or [] for b in str(isi).split(",") if b.strip()]
        if not all(b.strip().isdecimal() and len(b.strip()) < 19 for b in bagian):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return list(dict.fromkeys(int(b) for b in bagian))


class AlasanForm(forms.Form):
    """Why: for returning, refusing, cancelling, verifying again."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
