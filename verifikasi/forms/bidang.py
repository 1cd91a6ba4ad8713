"""Fields and widgets that the forms here share."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


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
