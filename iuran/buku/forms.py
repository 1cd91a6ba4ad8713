"""Filter of the sources page."""

from django import forms


class TahunForm(forms.Form):
    """Which year's sources to show; an unreadable year shows this year's."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2199, required=False)
