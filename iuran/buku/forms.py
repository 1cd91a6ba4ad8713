"""Filter of the sources page."""

from django import forms


class TahunForm(forms.Form):
    """The year whose sources are shown; an unreadable year falls back to this year."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2199, required=False)
