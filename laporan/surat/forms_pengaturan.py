"""Forms of the settings of papers."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from laporan.models import PolaNomor
from laporan.surat.actions.pengaturan import Logo
from laporan.surat.berkas.templat import BATAS_MB
from laporan.surat.isi import Bentuk
from laporan.surat.jenis import JENIS, PILIHAN_JENIS
from laporan.surat.nomor import isi_pola
from pijar.errors import AturanDilanggarError, BerkasDitolakError
from pijar.models import Kop, Penandatangan
from pijar.tanggal import TanggalField
from pijar.unggahan.logo import bersihkan_logo
from pijar.unggahan.terima import terima

SEMUA = ("", "Semua jenis yang tidak diatur sendiri")
# Documents that are no kind of paper here, but are signed as well.
DOKUMEN = [("tagihan", "Tagihan iuran (dokumen)"), ("laporan", "Laporan bulanan")]
MULAI = {"required": "Isi mulai kapan ini berlaku."}


class KopForm(forms.ModelForm):
    """The letterhead from a day on."""

    mulai = TanggalField(
        label="Berlaku mulai",
        help_text="Boleh sebelum hari ini. Surat yang sudah dibuat tidak berubah.",
        error_messages=MULAI,
    )
    berkas_logo = forms.FileField(
        label="Logo baru",
        required=False,
        help_text="PNG atau SVG, paling besar 1 MB. Kosongkan untuk memakai logo yang sekarang. "
        "Berkas Word hanya memuat logo PNG.",
        widget=forms.FileInput(attrs={"accept": ".png,.svg"}),
    )
    tanpa_logo = forms.BooleanField(label="Tanpa logo", required=False)

    class Meta:
        model = Kop
        fields = ("mulai", "pemerintah", "instansi", "alamat", "kota", "kertas")
        widgets: ClassVar = {"alamat": forms.Textarea(attrs={"rows": 3})}
        error_messages: ClassVar = {
            "pemerintah": {"required": "Isi baris pertama kop."},
            "instansi": {"required": "Isi baris kedua kop."},
            "kota": {"required": "Isi tempat tanda tangan, misalnya Semarang."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logo: Logo | None = None

    def clean_berkas_logo(self) -> UploadedFile | None:
        berkas: UploadedFile | None = self.cleaned_data["berkas_logo"]
        if berkas:
            try:
                self.logo = bersihkan_logo(berkas)
            except BerkasDitolakError as penolakan:
                raise forms.ValidationError(penolakan.kalimat) from penolakan
        return berkas


class PenandatanganForm(forms.ModelForm):
    """Somebody signs from a day on."""

    jenis = forms.ChoiceField(
        label="Untuk surat", choices=[SEMUA, *PILIHAN_JENIS, *DOKUMEN], required=False
    )
    mulai = TanggalField(label="Menandatangani mulai", error_messages=MULAI)
    sampai = TanggalField(label="Sampai", required=False, help_text="Kosongkan bila belum tahu.")
    nip = forms.CharField(label="NIP", max_length=40, required=False)  # often typed with spaces

    class Meta:
        model = Penandatangan
        fields = (
            "jenis", "mulai", "sampai", "cara", "atas_nama", "jabatan", "nama", "pangkat", "nip",
        )  # fmt: skip
        labels: ClassVar = {"cara": "Cara menandatangani"}
        help_texts: ClassVar = {
            "atas_nama": "Hanya untuk a.n. dan u.b., misalnya Wali Kota Semarang.",
            "pangkat": "Misalnya Pembina Utama Muda (IV/c).",
        }
        error_messages: ClassVar = {
            "jabatan": {"required": "Isi jabatannya."},
            "nama": {"required": "Isi namanya, dengan gelar."},
        }

    def clean_nip(self) -> str:
        return "".join(str(self.cleaned_data["nip"]).split())


class AkhirForm(forms.Form):
    """The last day on which somebody signs."""

    sampai = TanggalField(label="Terakhir menandatangani", error_messages=MULAI)


class PolaForm(forms.ModelForm):
    """How papers are numbered from a day on."""

    jenis = forms.ChoiceField(
        label="Untuk surat",
        choices=[SEMUA, *[(k, n) for k, n in PILIHAN_JENIS if JENIS[k].bernomor]],
        required=False,
    )
    mulai = TanggalField(label="Berlaku mulai", error_messages=MULAI)
    pola = forms.CharField(
        label="Pola nomor",
        max_length=80,
        required=False,
        help_text="Misalnya 560/{n}/{tahun}. Isian: {n} nomor urut, {tahun}, {bulan} angka Romawi. "
        "Kosongkan bila nomornya diketik dari register kota.",
    )
    register = forms.SlugField(
        label="Register",
        max_length=20,
        initial="umum",
        help_text="Pola dengan register yang sama berbagi satu urutan nomor dalam setahun.",
        error_messages={
            "required": "Isi nama registernya, misalnya umum.",
            "invalid": "Pakai huruf, angka dan tanda hubung saja.",
        },
    )

    class Meta:
        model = PolaNomor
        fields = ("jenis", "mulai", "pola", "register")

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        pola, mulai = isi.get("pola"), isi.get("mulai")
        if pola and mulai:
            if "{tahun}" not in pola:  # "560/{n}/2026" of the year in which it begins
                pola = re.sub(rf"(?<![0-9]){mulai.year}(?![0-9])", "{tahun}", pola)
                isi["pola"] = pola
            try:
                isi_pola(pola, 1, mulai)
            except AturanDilanggarError as penolakan:
                self.add_error("pola", penolakan.kalimat)
        return isi


NAMA_BENTUK = {
    Bentuk.SURAT: "Surat dinas",
    Bentuk.NOTA: "Nota dinas",
    Bentuk.KEPUTUSAN: "Keputusan",
    Bentuk.BERITA_ACARA: "Berita acara",
    Bentuk.KETERANGAN: "Surat keterangan",
    Bentuk.DAFTAR: "Daftar dan tanda terima",
    Bentuk.LAPORAN: "Laporan bulanan",
}


class TemplatForm(forms.Form):
    """A Word template of one shape of paper."""

    bentuk = forms.ChoiceField(
        label="Untuk bentuk", choices=[(b.value, nama) for b, nama in NAMA_BENTUK.items()]
    )
    berkas = forms.FileField(
        label="Templat Word",
        help_text=f"Berkas .docx, paling besar {BATAS_MB} MB. Mulailah dari templat bawaan.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": "Pilih berkas templatnya dahulu.",
            "empty": "Berkas ini kosong (0 byte). Pilih berkas lain.",
        },
    )

    def clean_berkas(self) -> UploadedFile:
        berkas: UploadedFile = self.cleaned_data["berkas"]
        self.diterima = terima(berkas, berkas.name or "templat.docx")
        self.isi = berkas.read(BATAS_MB * 1024 * 1024 + 1)
        return berkas
