"""Forms of an amending decree: its head, who leaves the amended one, a corrected line."""

from typing import Any

from django import forms

from iuran.models import SumberDana
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField
from verifikasi.actions.ubah import Koreksi
from verifikasi.forms.bidang import tanpa_form_tag
from verifikasi.forms.kembali import KepalaForm
from verifikasi.models import BarisPenetapan


class UbahForm(KepalaForm):
    """The head of an amending decree, and why it amends."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=300,
        help_text="Masuk ke pertimbangan keputusannya, misalnya peserta meninggal dan digantikan.",
        error_messages={"required": "Tulis mengapa SK ini diubah."},
    )

    helper = tanpa_form_tag()


class KeluarLewatForm(forms.Form):
    """The ticked people who leave by this draft, and why."""

    baris = DaftarPkField(error_messages={"required": "Centang dahulu orangnya."})
    alasan = forms.CharField(
        label="Alasan keluar",
        max_length=200,
        error_messages={"required": "Tulis alasan mereka dikeluarkan."},
    )


class KoreksiForm(forms.Form):
    """What a line should have said."""

    sumber = forms.ModelChoiceField(
        SumberDana.objects.berpenetapan().filter(aktif=True),
        label="Sumber dana",
        empty_label=None,
        error_messages={"required": "Pilih sumber dananya."},
    )
    bulan_awal = BulanField(
        label="Bulan pertama", error_messages={"required": "Isi bulan pertamanya."}
    )
    jumlah_bulan = forms.IntegerField(
        label="Jumlah bulan",
        min_value=1,
        max_value=12,
        error_messages={"required": "Isi jumlah bulannya."},
    )
    alasan = forms.CharField(
        label="Alasan koreksi",
        max_length=150,
        error_messages={"required": "Tulis apa yang keliru."},
    )

    helper = tanpa_form_tag()

    def __init__(self, data: Any = None, *, baris: BarisPenetapan) -> None:
        super().__init__(
            data,
            initial={
                "sumber": baris.sumber_id,
                "bulan_awal": baris.bulan_awal,
                "jumlah_bulan": baris.jumlah_bulan,
            },
        )
        self.baris = baris

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        sumber, awal = isi.get("sumber"), isi.get("bulan_awal")
        if sumber and awal and sumber.tahun != awal.year:
            self.add_error("bulan_awal", f"{sumber} hanya membiayai bulan-bulan {sumber.tahun}.")
        if self.baris.jenis == "insidental" and isi.get("jumlah_bulan", 0) > 3:
            self.add_error("jumlah_bulan", "Insidental 1 sampai 3 bulan.")
        return isi

    def koreksi(self) -> Koreksi:
        return Koreksi(**self.cleaned_data)
