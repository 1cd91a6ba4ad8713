"""What an officer types when somebody asks for their own data."""

from django import forms

from laporan.data_orang import ALASAN_TERPANJANG, Peminta
from pijar.forms import AlasanForm


class DataOrangForm(AlasanForm):
    """Who asks, and why or by which letter."""

    peminta = forms.ChoiceField(
        label="Yang meminta",
        choices=[("", "Pilih …"), *Peminta.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Pilih siapa yang meminta."},
    )
    alasan = forms.CharField(
        label="Alasan",
        min_length=5,
        max_length=ALASAN_TERPANJANG,
        widget=forms.TextInput(
            attrs={"placeholder": "Misalnya: datang ke kantor membawa KTP", "autocomplete": "off"}
        ),
        error_messages={"required": "Tulis alasannya."},
    )
    field_order = ("peminta", "alasan")
