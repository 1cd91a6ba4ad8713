"""Fields and widgets that the forms here share."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


def tanpa_form_tag() -> FormHelper:
    """A helper without form tag and token: the template writes these and the buttons."""
    pembantu = FormHelper()
    pembantu.form_tag = False
    pembantu.disable_csrf = True
    return pembantu


class TanggalInput(forms.DateInput):
    """The browser's date picker, which needs ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
