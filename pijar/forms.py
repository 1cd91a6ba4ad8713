"""The forms that ask for a reason: every app has them, and they differ by length only."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS


class AlasanForm(forms.Form):
    """Why: for returning, refusing, cancelling, verifying again."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class AlasanSingkatForm(AlasanForm):
    """The same on one line: a batch or bill is cancelled, people are let go."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis alasannya."},
    )


def status_form(form: forms.BaseForm) -> int:
    """200 for a form without mistakes, 422 for one with some, 409 for one that a rule refused."""
    if not form.is_bound or not form.errors:
        return 200
    return 409 if set(form.errors) == {NON_FIELD_ERRORS} else 422
