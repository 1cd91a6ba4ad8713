"""Forms of the table of legal bases."""

from typing import Any, ClassVar

from django import forms

from pijar.models import DasarHukum
from pijar.models.dasar_hukum import ISI
from pijar.tanggal import TanggalField


class DasarHukumForm(forms.ModelForm):
    """A legal base; its code is given once, and what is confirmed stays as it is."""

    tanggal = TanggalField(label="Ditetapkan tanggal", required=False)
    mulai = TanggalField(label="Berlaku mulai", required=False)

    class Meta:
        model = DasarHukum
        fields = ("kode", *ISI, "perlu_konfirmasi")
        help_texts: ClassVar = {
            "kode": "Pengenal tetap, misalnya perwal-26-2025. Tidak dapat diubah lagi.",
            "sebutan": "Yang tertulis sebelum nomor, misalnya Peraturan Wali Kota Semarang.",
            "nomor": "Kosongkan bila belum diketahui; surat tidak mengutipnya sampai diisi.",
            "tentang": "Tanpa kata tentang.",
            "perubahan": "Misalnya Peraturan Pemerintah Nomor 82 Tahun 2019.",
            "perlu_konfirmasi": "Selama dicentang, isinya boleh diperbaiki. Sesudah pasti, yang "
            "kosong dapat dilengkapi, dan yang terisi hanya dapat diganti.",
        }
        labels: ClassVar = {"perlu_konfirmasi": "Masih perlu dikonfirmasi"}
        error_messages: ClassVar = {
            "kode": {
                "required": "Isi kodenya.",
                "invalid": "Pakai huruf, angka dan tanda hubung saja.",
                "unique": "Kode ini sudah ada. Buka dan ubah yang ada.",
            },
            "tingkat": {"required": "Pilih tingkatnya."},
            "sebutan": {"required": "Isi nama peraturannya."},
            "tahun": {"invalid": "Tulis tahun empat angka."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kode"].disabled = True
        if self.instance.pasti:
            for nama in ISI:
                self.fields[nama].disabled = bool(getattr(self.instance, nama))
            del self.fields["perlu_konfirmasi"]

    def clean_tahun(self) -> int | None:
        tahun: int | None = self.cleaned_data["tahun"]
        if tahun is not None and not 1945 <= tahun <= 2100:
            raise forms.ValidationError("Tulis tahun empat angka, misalnya 2025.")
        return tahun


class PenggantiForm(DasarHukumForm):
    """What stands in the place of a base from a day on, or from the beginning."""

    salah_tulis = forms.BooleanField(
        label="Yang lama salah tulis sejak awal",
        required=False,
        help_text="Penggantinya dikutip untuk semua tanggal. Surat yang sudah dibuat tetap.",
    )
