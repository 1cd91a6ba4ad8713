"""Forms of ``laporan``."""

from django import forms

from pijar.bulan import BulanField


class BulanForm(forms.Form):
    """Which month to freeze."""

    bulan = BulanField(label="Bulan")
