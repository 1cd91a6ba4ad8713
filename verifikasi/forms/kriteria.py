"""Forms of a version of the criteria: its Keputusan, one criterion of a kind, what became known."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from peserta.models import Kecamatan, Pekerjaan
from pijar.models import DasarHukum, Pengguna
from pijar.rupiah import RupiahField
from pijar.tanggal import TanggalField
from pijar.unggahan.forms import LampiranForm
from verifikasi.forms.bidang import tanpa_form_tag
from verifikasi.models import (
    KODE_KEPUTUSAN,
    JenisKriteria,
    Kesampingkan,
    Kriteria,
    Saat,
    VersiKriteria,
)
from verifikasi.takaran import TAKARAN, Takaran, lengkap, parameter_keliru

KODE = re.compile(r"[a-z][a-z0-9_]{0,29}")
AWALAN = "batas_"
NAMA_GOLONGAN = (("peserta", "Sudah ditetapkan atau terdaftar"), ("calon", "Belum ditetapkan"))
ISI_JUDUL = {"required": "Isi judul keputusannya."}


class DrafForm(forms.Form):
    """A new draft: what it is called and when it begins."""

    judul = forms.CharField(
        label="Judul keputusan", max_length=200, error_messages=ISI_JUDUL, strip=True
    )
    berlaku_mulai = TanggalField(
        label="Berlaku mulai", error_messages={"required": "Isi tanggal mulai berlakunya."}
    )
    helper = tanpa_form_tag()

    def __init__(self, data: Any = None, *, pada: date, dari: VersiKriteria | None = None) -> None:
        super().__init__(data, initial={"judul": dari.judul if dari else ""})
        self.pada = pada

    def clean_berlaku_mulai(self) -> date:
        return _belum_lewat(self.cleaned_data["berlaku_mulai"], self.pada)


def _belum_lewat(mulai: date, pada: date) -> date:
    if mulai < pada:
        raise ValidationError("Kriteria tidak berlaku surut. Isi hari ini atau sesudahnya.")
    return mulai


class PindaianForm(LampiranForm):
    """A scan that may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].required = False
        self.fields["berkas"].label = "Pindaian keputusan (bila ada)"

    def clean_berkas(self) -> Any:
        return super().clean_berkas() if self.cleaned_data.get("berkas") else None


class KepalaForm(PindaianForm):
    """The Keputusan of a draft; number and date may still be unknown."""

    judul = forms.CharField(label="Judul keputusan", max_length=200, error_messages=ISI_JUDUL)
    nomor = forms.CharField(
        label="Nomor",
        max_length=100,
        required=False,
        help_text="Kosongkan bila belum diketahui; dapat dilengkapi sesudah aktif.",
    )
    tanggal = TanggalField(label="Tanggal keputusan", required=False)
    berlaku_mulai = TanggalField(
        label="Berlaku mulai", error_messages={"required": "Isi tanggal mulai berlakunya."}
    )
    berlaku_sampai = TanggalField(
        label="Berlaku sampai",
        required=False,
        help_text="Kosongkan bila berlaku sampai diganti versi berikutnya.",
    )
    perlu_konfirmasi = forms.BooleanField(label="Masih perlu konfirmasi", required=False)
    field_order = [
        *("judul", "nomor", "tanggal", "berlaku_mulai", "berlaku_sampai", "berkas"),
        "perlu_konfirmasi",
    ]
    helper = tanpa_form_tag()
    KOLOM = ("judul", "nomor", "tanggal", "berlaku_mulai", "berlaku_sampai", "perlu_konfirmasi")

    def __init__(self, *args: Any, versi: VersiKriteria, pada: date) -> None:
        super().__init__(*args, initial={nama: getattr(versi, nama) for nama in self.KOLOM})
        self.pada = pada

    def clean_berlaku_mulai(self) -> date:
        return _belum_lewat(self.cleaned_data["berlaku_mulai"], self.pada)

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        mulai, sampai = isi.get("berlaku_mulai"), isi.get("berlaku_sampai")
        if mulai and sampai and sampai < mulai:
            self.add_error("berlaku_sampai", "Hari terakhirnya tidak mendahului hari pertamanya.")
        return isi

    def isi(self) -> dict[str, Any]:
        return {nama: self.cleaned_data[nama] for nama in self.KOLOM}


class JenisForm(forms.Form):
    """Which kind of criterion to add."""

    jenis = forms.ChoiceField(
        label="Jenis kriteria",
        choices=JenisKriteria.choices,
        error_messages={"required": "Pilih jenis kriterianya."},
    )
    helper = tanpa_form_tag()


class KriteriaForm(forms.Form):
    """One criterion; the fields of its limits are made from its kind."""

    judul = forms.CharField(max_length=150, error_messages={"required": "Isi judul kriterianya."})
    kode = forms.CharField(
        max_length=30,
        error_messages={"required": "Isi kodenya."},
        help_text="Huruf kecil, angka dan garis bawah; sama dari versi ke versi.",
    )
    pertanyaan = forms.CharField(
        max_length=300,
        help_text="Dalam kata sehari-hari, dijawab ya atau tidak. Ya berarti memenuhi.",
        error_messages={"required": "Tulis pertanyaannya."},
    )
    wajib = forms.BooleanField(
        label="Menghalangi bila tidak terpenuhi",
        required=False,
        help_text="Tanpa centang hanya menjadi peringatan.",
    )
    dasar_hukum = forms.ChoiceField(
        label="Dasar hukum",
        error_messages={"required": "Pilih dasar hukumnya."},
    )
    bukti = forms.CharField(
        label="Bukti yang diperlukan",
        max_length=200,
        required=False,
        help_text="Kosongkan bila tidak perlu bukti.",
    )
    bukti_hari = forms.IntegerField(
        label="Bukti berlaku (hari)",
        required=False,
        min_value=1,
        max_value=3_650,
        help_text="Kosongkan bila tidak dibatasi.",
    )
    kesampingkan = forms.ChoiceField(
        label="Bila data menolak", choices=Kesampingkan.choices, widget=forms.RadioSelect
    )
    saat = forms.MultipleChoiceField(
        label="Diperiksa saat",
        choices=Saat.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu saat pemeriksaan."},
    )
    perlu_konfirmasi = forms.BooleanField(label="Masih perlu konfirmasi", required=False)
    helper = tanpa_form_tag()
    KOLOM = (
        *("judul", "kode", "pertanyaan", "wajib", "dasar_hukum", "bukti", "bukti_hari"),
        *("kesampingkan", "saat", "perlu_konfirmasi"),
    )

    def __init__(self, data: Any = None, *, kriteria: Kriteria) -> None:
        awal = {nama: getattr(kriteria, nama) for nama in self.KOLOM}
        batas = lengkap(kriteria.jenis, kriteria.parameter)
        super().__init__(data, initial=awal | {AWALAN + n: isi for n, isi in batas.items()})
        self.fields["dasar_hukum"].choices = _pilihan_dasar(kriteria)  # type: ignore[attr-defined]
        self.jenis = kriteria.jenis
        self.takaran = TAKARAN.get(kriteria.jenis, ())
        for t in self.takaran:
            self.fields[AWALAN + t.nama] = _bidang(t)
        if kriteria.jenis == JenisKriteria.MASIH_BEKERJA:
            del self.fields["bukti_hari"]  # its limit says for how long it is valid
        batas_dulu = ["judul", "kode", "pertanyaan", *(AWALAN + t.nama for t in self.takaran)]
        self.order_fields([*batas_dulu, *self.KOLOM])

    def clean_kode(self) -> str:
        kode: str = self.cleaned_data["kode"]
        if not KODE.fullmatch(kode):
            raise ValidationError("Kode hanya huruf kecil, angka dan garis bawah.")
        return kode

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not any(nama.startswith(AWALAN) for nama in self.errors):
            for nama, kalimat in parameter_keliru(self.jenis, self.parameter()).items():
                self.add_error(AWALAN + nama, kalimat)
        return isi

    def parameter(self) -> dict[str, Any]:
        return {t.nama: self.cleaned_data.get(AWALAN + t.nama) for t in self.takaran}

    def isi(self) -> dict[str, Any]:
        kolom = {nama: self.cleaned_data[nama] for nama in self.KOLOM if nama in self.fields}
        return kolom | {"parameter": self.parameter()}


def _pilihan_dasar(kriteria: Kriteria) -> list[tuple[str, str]]:
    """The version's own Keputusan, the bases in force, and the one that the criterion has."""
    lain = dict(DasarHukum.objects.exclude(kode__startswith=KODE_KEPUTUSAN).pilihan())
    if kriteria.dasar_hukum not in {"", KODE_KEPUTUSAN, *lain}:
        lain[kriteria.dasar_hukum] = kriteria.dasar.judul_kini
    return [("", "Pilih"), (KODE_KEPUTUSAN, "Keputusan ini sendiri"), *lain.items()]


def _bidang(t: Takaran) -> forms.Field:
    """The field of one limit."""
    label = f"{t.judul} ({t.satuan})" if t.satuan else t.judul
    umum: dict[str, Any] = {"label": label, "required": False, "help_text": t.bantuan}
    if t.nama == "penghasilan_maks":
        return RupiahField(**umum)
    if t.angka:
        return forms.IntegerField(**umum)
    if t.pola:
        return forms.CharField(max_length=20, **umum)
    pilihan: Any = t.pilihan
    if isinstance(t.pilihan, str):
        pilihan = [(p.kode, p.nama) for p in Pekerjaan.objects.all()]
    return forms.MultipleChoiceField(choices=pilihan, widget=forms.CheckboxSelectMultiple, **umum)


class PelengkapForm(PindaianForm):
    """What became known of an active version; its questions and limits are not asked."""

    judul = forms.CharField(label="Judul keputusan", max_length=200, error_messages=ISI_JUDUL)
    nomor = forms.CharField(label="Nomor", max_length=100, required=False)
    tanggal = TanggalField(label="Tanggal keputusan", required=False)
    pasti = forms.BooleanField(label="Versi ini sudah pasti", required=False)
    kriteria_pasti = forms.MultipleChoiceField(
        label="Kriteria yang sudah pasti", required=False, widget=forms.CheckboxSelectMultiple
    )
    alasan = forms.CharField(
        label="Dasar",
        max_length=300,
        help_text="Dari mana diketahui, misalnya salinan keputusan dari Bagian Hukum.",
        error_messages={"required": "Tulis dasarnya."},
    )
    field_order = ["judul", "nomor", "tanggal", "berkas", "pasti", "kriteria_pasti", "alasan"]
    helper = tanpa_form_tag()

    def __init__(self, *args: Any, versi: VersiKriteria) -> None:
        kini = {nama: getattr(versi, nama) for nama in ("judul", "nomor", "tanggal")}
        super().__init__(*args, initial=kini | {"pasti": not versi.perlu_konfirmasi})
        ragu = versi.daftar_kriteria.filter(perlu_konfirmasi=True).order_by("urutan")
        pilihan = list(ragu.values_list("kode", "judul"))
        self.fields["kriteria_pasti"].choices = pilihan  # type: ignore[attr-defined]
        if not pilihan:
            del self.fields["kriteria_pasti"]

    def isi(self) -> dict[str, Any]:
        kolom = {k: v for k, v in self.cleaned_data.items() if k != "berkas"}
        return {"kriteria_pasti": []} | kolom


class SaringCobaForm(forms.Form):
    """Of which kecamatan and group; a choice that does not exist is the first."""

    kecamatan = forms.ModelChoiceField(Kecamatan.objects.none(), empty_label=None)
    golongan = forms.ChoiceField(choices=NAMA_GOLONGAN)

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        boleh = Kecamatan.objects.for_petugas(petugas)
        pertama = {"kecamatan": boleh.first(), "golongan": NAMA_GOLONGAN[0][0]}
        super().__init__(data or None, initial=pertama)
        self.fields["kecamatan"].queryset = boleh  # type: ignore[attr-defined]

    def dipilih(self, nama: str) -> Any:
        isi = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return isi.get(nama) or self.initial[nama]
