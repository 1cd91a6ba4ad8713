"""Forms of bills: which month to bill, up to which month to look, and the SP2D."""

from datetime import date

from django import forms

from iuran.models import SumberDana
from pijar.bulan import BulanField, awal_bulan
from pijar.rupiah import RupiahField


class SusunTagihanForm(forms.Form):
    """The month and source whose button was pressed."""

    sumber = forms.ModelChoiceField(
        SumberDana.objects.all(),
        widget=forms.HiddenInput,
        error_messages={
            "required": "Tekan tombol Susun pada bulan yang akan ditagih.",
            "invalid_choice": "Sumber dana itu tidak dikenal. Muat ulang halaman ini.",
        },
    )
    bulan = BulanField(
        widget=forms.HiddenInput,
        error_messages={"required": "Tekan tombol Susun pada bulan yang akan ditagih."},
    )


class SampaiForm(forms.Form):
    """The last month whose waiting contributions are listed; the month of ``pada`` by default."""

    sampai = BulanField(label="Tampilkan sampai bulan", required=False)

    def bulan(self, pada: date) -> date:
        dipilih = self.cleaned_data.get("sampai") if self.is_valid() else None
        return dipilih or awal_bulan(pada)


class SP2DForm(forms.Form):
    """One SP2D as it is written on paper."""

    nomor_sp2d = forms.CharField(
        label="Nomor SP2D atau bukti bayar",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis nomor SP2D."},
    )
    tanggal = forms.DateField(
        label="Tanggal SP2D",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal SP2D.", "invalid": "Tanggal ini tidak dikenal."},
    )
    nominal = RupiahField(
        label="Nominal SP2D",
        help_text="Harus sama dengan total tagihan.",
        error_messages={"required": "Tulis nominal SP2D."},
    )
