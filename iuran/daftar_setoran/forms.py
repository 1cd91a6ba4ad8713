"""The form by which BPJS's list of the movement comes in."""

from datetime import date
from typing import Any

from django import forms

from iuran.berkas_bpjs.forms import BerkasForm
from iuran.daftar_setoran.terima import KepalaSetoran
from pijar.bulan import BulanField
from pijar.excel.periksa import AKHIRAN
from pijar.tanggal import TanggalField


class SetoranForm(BerkasForm):
    """The file that BPJS sent, its month, and the day that it bears."""

    bulan = BulanField(
        label="Bulan iuran",
        error_messages={"required": "Isi bulan yang dimaksud daftar ini."},
    )
    tanggal = TanggalField(
        label="Tanggal daftar",
        help_text="Tanggal yang tertulis pada daftar atau suratnya, bukan hari mengunggahnya.",
        error_messages={"required": "Isi tanggal pada daftar atau surat BPJS."},
    )
    berkas = forms.FileField(
        label="Daftar dari BPJS",
        help_text="Excel, LibreOffice atau CSV yang memuat NIK atau NO KPJ, apa adanya.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=BerkasForm.base_fields["berkas"].error_messages,
    )
    field_order = ["bulan", "tanggal", "berkas"]

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada

    def clean_tanggal(self) -> date:
        """Refuse a day that has not come."""
        tanggal: date = self.cleaned_data["tanggal"]
        if tanggal > self.pada:
            raise forms.ValidationError("Tanggal daftar tidak boleh setelah hari ini.")
        return tanggal

    @property
    def kepala(self) -> KepalaSetoran:
        return KepalaSetoran(self.cleaned_data["bulan"], self.cleaned_data["tanggal"])
