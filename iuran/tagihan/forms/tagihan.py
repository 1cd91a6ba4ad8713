"""Forms of one bill: which month to bill, the date of its paper, who leaves it."""

from datetime import date
from typing import Any

from django import forms

from iuran.models import SumberDana, Tagihan
from iuran.tagihan.actions.terbit import salah_tanggal_tagihan
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField, awal_bulan
from pijar.forms import AlasanSingkatForm
from pijar.tanggal import TanggalField


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


class TerbitForm(forms.Form):
    """The date on the bill's paper, and the seal of what the page showed."""

    tanggal = TanggalField(
        label="Tanggal surat tagihan",
        help_text="Hari yang tertulis pada suratnya; SP2D boleh bertanggal sejak hari itu.",
        error_messages={"required": "Isi tanggal surat tagihannya."},
    )
    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tagihan: Tagihan, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tagihan, self.pada = tagihan, pada
        self.fields["tanggal"].initial = tagihan.tanggal or pada

    def clean_tanggal(self) -> date:
        tanggal: date = self.cleaned_data["tanggal"]
        if salah := salah_tanggal_tagihan(self.tagihan, tanggal, self.pada):
            raise forms.ValidationError(salah)
        return tanggal


class KeluarForm(AlasanSingkatForm):
    """The rows that leave a draft, and why."""

    iuran = DaftarPkField()
