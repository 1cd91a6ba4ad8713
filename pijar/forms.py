"""The forms that ask for a reason: every app has them, and they differ by length only."""

from django import forms


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
