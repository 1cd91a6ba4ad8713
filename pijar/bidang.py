"""Form fields that several apps use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class DaftarPkField(forms.Field):
    """Ids of rows, from repeated values (ticked boxes) or one value with commas (hidden field)."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"invalid": "Pilihan tidak terbaca. Ulangi dari daftar."}

    def to_python(self, value: Any) -> list[int]:
        bagian = [b for isi in value or [] for b in str(isi).split(",") if b.strip()]
        if not all(b.strip().isdecimal() and len(b.strip()) < 19 for b in bagian):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return list(dict.fromkeys(int(b) for b in bagian))
