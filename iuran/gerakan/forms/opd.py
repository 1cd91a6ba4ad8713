"""Forms of an office: its name and kind, a spelling, its civil servants, its target."""

from datetime import date
from typing import Any, cast

from django import forms

from iuran.gerakan.forms.lembar import RATUSAN, BarisForm, BilanganField, LembarForm
from iuran.models import OPD, JenisOPD
from peserta.daftar import SebutanField
from peserta.models import Kecamatan, Kelurahan
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

SEDIKIT = {
    "min_value": "Tulis bilangan bulat, 0 atau lebih.",
    "max_value": f"Paling banyak {RATUSAN}.",
    "invalid": "Tulis bilangan bulat.",
}


class SaringOPDForm(forms.Form):
    """Which offices are listed; an invalid value in the address shows all."""

    cari = SebutanField(label="Cari", max_length=80, required=False)
    jenis = forms.ChoiceField(
        label="Jenis", choices=[("", "Semua jenis"), *JenisOPD.choices], required=False
    )


class OPDForm(forms.Form):
    """An office; its place where it is that of a kecamatan or kelurahan."""

    nama = forms.CharField(
        label="Nama OPD", max_length=150, error_messages={"required": "Tulis nama OPD."}
    )
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[("", "Pilih jenisnya"), *JenisOPD.choices],
        error_messages={"required": "Pilih jenisnya.", "invalid_choice": "Pilih dari daftar."},
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(),
        required=False,
        empty_label="Bukan kantor kecamatan",
        label="Kantor kecamatan",
    )
    kelurahan = forms.ModelChoiceField(
        Kelurahan.objects.none(),
        required=False,
        empty_label="Bukan kantor kelurahan",
        label="Kantor kelurahan",
    )
    aktif = forms.BooleanField(
        label="Masih ada",
        required=False,
        initial=True,
        help_text="OPD yang tidak ada lagi tidak menerima penyumbang baru; angka lamanya tetap.",
    )

    def __init__(self, data: Any = None, *, opd: OPD | None, petugas: Pengguna) -> None:
        kolom = ("nama", "jenis", "kecamatan", "kelurahan", "aktif")
        super().__init__(data, initial={k: getattr(opd, k) for k in kolom} if opd else None)
        kecamatan, kelurahan = (cast(Any, self.fields[n]) for n in ("kecamatan", "kelurahan"))
        kecamatan.queryset = Kecamatan.objects.for_petugas(petugas).order_by("nama")
        kelurahan.queryset = Kelurahan.objects.for_petugas(petugas).order_by("nama")


class EjaanForm(forms.Form):
    """Another name under which the office stands in lists."""

    ejaan = forms.CharField(
        label="Ejaan lain",
        max_length=150,
        error_messages={"required": "Tulis ejaannya."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PegawaiForm(forms.Form):
    """How many civil servants the office has on a day."""

    jumlah = forms.IntegerField(
        label="Jumlah ASN",
        min_value=0,
        max_value=RATUSAN,
        error_messages={"required": "Isi jumlah ASN.", **SEDIKIT},
    )
    pada = TanggalField(
        label="Keadaan tanggal", error_messages={"required": "Isi tanggal keadaannya."}
    )
    asal = forms.CharField(
        label="Menurut",
        max_length=200,
        help_text="Misalnya surat BKPP nomor 800/123.",
        error_messages={"required": "Tulis menurut siapa jumlahnya."},
    )


class TargetForm(forms.Form):
    """How many workers the office is to protect in a year."""

    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2025,
        max_value=2199,
        error_messages={"required": "Isi tahunnya.", "invalid": "Tulis tahun empat angka."},
    )
    orang = forms.IntegerField(
        label="Target (orang)",
        min_value=0,
        max_value=RATUSAN,
        error_messages={"required": "Isi targetnya.", **SEDIKIT},
    )


class BarisPegawaiForm(BarisForm):
    """One row of the numbers of civil servants."""

    jumlah = BilanganField()
    pada = TanggalField()


class JumlahForm(LembarForm):
    """The numbers of civil servants of many offices, and who says so."""

    isi_baris = BarisPegawaiForm
    judul = {
        "opd": ("OPD", "NAMA OPD", "UNIT KERJA"),
        "jumlah": ("JUMLAH ASN", "JUMLAH"),
        "pada": ("PER TANGGAL", "TANGGAL"),
    }
    field_order = ("asal", "berkas")

    asal = forms.CharField(
        label="Menurut",
        max_length=200,
        help_text="Misalnya surat BKPP nomor 800/123.",
        error_messages={"required": "Tulis menurut siapa jumlahnya."},
    )

    def kunci(self, isi: dict[str, Any]) -> tuple[int, date]:
        """One number of an office for a day."""
        return isi["opd"].pk, isi["pada"]
