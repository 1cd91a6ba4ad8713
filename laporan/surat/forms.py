"""Forms of papers."""

from datetime import date
from typing import Any

from django import forms

from laporan.surat.jenis import JENIS, PILIHAN_JENIS
from peserta.daftar import SebutanField
from pijar.bulan import BulanField
from pijar.tanggal import TanggalField


class BuatForm(forms.Form):
    """Which paper about which row, dated when."""

    jenis = forms.ChoiceField(choices=PILIHAN_JENIS, widget=forms.HiddenInput)
    objek = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    kunci = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    tanggal = TanggalField(
        label="Tanggal surat",
        help_text="Boleh sebelum hari ini.",
        error_messages={"required": "Isi tanggal suratnya."},
    )

    def __init__(self, *args: Any, hari_ini: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hari_ini = hari_ini

    def clean_tanggal(self) -> date:
        tanggal: date = self.cleaned_data["tanggal"]
        jenis = JENIS.get(self.cleaned_data.get("jenis", ""))
        if jenis and jenis.sampai_hari_ini and tanggal > self.hari_ini:
            raise forms.ValidationError(
                "Surat ini menerangkan keadaan pada tanggalnya, jadi tanggalnya tidak boleh "
                "setelah hari ini."
            )
        return tanggal


class PerbaruiForm(forms.Form):
    """Gather the paper again; nothing to type."""


class NomorForm(forms.Form):
    """The number: ours by the pattern, or one of the city's register."""

    nomor = forms.CharField(
        label="Nomor dari register kota",
        max_length=80,
        required=False,
        help_text="Kosongkan untuk memakai nomor berikutnya menurut pola.",
    )


class SaringSuratForm(forms.Form):
    """What the list of papers shows."""

    jenis = forms.ChoiceField(
        label="Jenis", choices=[("", "Semua jenis"), *PILIHAN_JENIS], required=False
    )
    bulan = BulanField(label="Bulan", required=False)
    cari = SebutanField(label="Nomor atau judul", max_length=80, required=False)
