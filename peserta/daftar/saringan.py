"""Filters of the list of people by the person's own data; ``iuran`` adds filters by cover.

Officers share addresses with filters in them, so no filter holds a number of a person.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Model
from django.utils.functional import cached_property

from peserta.daftar.cari import memuat_nomor
from peserta.daftar.kata import cari_nama
from peserta.daftar.maksud import Maksud, baca_maksud
from peserta.models import (
    Kecamatan,
    Kelurahan,
    Pekerjaan,
    Peserta,
    Status,
    SumberData,
)
from peserta.models.peserta import PesertaQuerySet
from pijar.models import Pengguna
from pijar.rupiah import ribuan

URUTAN = (
    ("", "Terbaru"),
    ("nama", "Nama A–Z"),
    ("-nama", "Nama Z–A"),
    ("lahir", "Tertua"),
    ("-lahir", "Termuda"),
)
_KOLOM_URUT = {"nama": "nama", "lahir": "tanggal_lahir"}
BUKAN_SARINGAN = {"urut", "tanpa"}  # how the list is shown, not who is in it
USIA_TERTUA = 120
USIA_CEPAT: tuple[tuple[str, dict[str, str]], ...] = (
    ("di bawah 18 tahun", {"usia_dari": "", "usia_sampai": "17"}),
    ("60 tahun ke atas", {"usia_dari": "60", "usia_sampai": ""}),
    ("64 tahun ke atas", {"usia_dari": "64", "usia_sampai": ""}),
    ("65 tahun ke atas", {"usia_dari": "65", "usia_sampai": ""}),
)
ID_TERBESAR = 2**31 - 1


class Cip(NamedTuple):
    """An active filter in words; ``tanpa`` is the address of the list without it."""

    label: str
    nilai: str
    tanpa: str


class NamaField(forms.CharField):
    """A name; refuses a number, because logs keep addresses. The browser does not even send one."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        tanpa_angka = {"pattern": "[^0-9]*", "title": "Namanya saja. Nomor dicari di Cari orang."}
        return super().widget_attrs(widget) | tanpa_angka

    def clean(self, value: Any) -> str:
        isi = str(super().clean(value))
        if memuat_nomor(isi):
            raise forms.ValidationError("Nomor hanya dicari lewat kotak cari, bukan lewat alamat.")
        return isi


class SebutanField(forms.CharField):
    """Words, or the number of a paper; the browser does not send one as long as a person's."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        judul = "Nomor orang dicari di Cari orang."
        atribut = {"pattern": r"(?!.*([0-9][ .\-]?){11}).*", "title": judul}
        return super().widget_attrs(widget) | atribut


class NamaFilter(django_filters.Filter):
    field_class = NamaField


class Pintasan(NamedTuple):
    """A link that sets a filter with one click."""

    label: str
    alamat: str


class JudulUrut(NamedTuple):
    """A column heading: the address that sorts by it, and its order now."""

    label: str
    alamat: str
    arah: str


class BilanganFilter(django_filters.Filter):
    """A whole number; ``NumberFilter`` would take fractions and any length."""

    field_class = forms.IntegerField

    def __init__(self, *, paling_kecil: int, paling_besar: int, **lain: Any) -> None:
        batas = {"min_value": paling_kecil, "max_value": paling_besar}
        salah = f"Tulis angka bulat dari {paling_kecil} sampai {ribuan(paling_besar)}."
        pesan = dict.fromkeys(("invalid", *batas), salah)
        super().__init__(error_messages=pesan, **batas, **lain)


def lahir_paling_lambat(usia: int, pada: date) -> date:
    """Latest birth date of a person at least ``usia`` years old on ``pada``."""
    tahun = pada.year - usia
    try:
        return pada.replace(year=tahun)
    except ValueError:  # 29 February in a year without one
        return date(tahun, 2, 28)


def _lepas(nama: str) -> dict[str, str]:
    """Parameters that empty filter ``nama``; without a kecamatan its kelurahan goes too."""
    return {nama: "", "kelurahan": ""} if nama == "kecamatan" else {nama: ""}


def _kata(isian: forms.Field, nilai: Any) -> str:
    """A cleaned value in the words of the screen."""
    if isinstance(isian, forms.ChoiceField) and not isinstance(nilai, Model):
        pilihan: Any = isian.choices
        return str(dict(pilihan)[nilai])
    return str(nilai)


class PesertaFilter(django_filters.FilterSet):
    """The people an officer may see, filtered and sorted; page and export share it."""

    q = NamaFilter(label="Nama", method="saring_nama")
    status = django_filters.ChoiceFilter(
        label="Status", choices=Status.choices, empty_label="Semua status"
    )
    kecamatan = django_filters.ModelChoiceFilter(
        queryset=Kecamatan.objects.none(),
        label="Kecamatan",
        method="saring_kecamatan",
        empty_label="Semua kecamatan",
    )
    kelurahan = django_filters.ModelChoiceFilter(
        queryset=Kelurahan.objects.none(), label="Kelurahan", empty_label="Semua kelurahan"
    )
    pekerjaan = django_filters.ModelChoiceFilter(
        queryset=Pekerjaan.objects.all(), label="Pekerjaan", empty_label="Semua pekerjaan"
    )
    sumber_data = django_filters.ChoiceFilter(
        choices=SumberData.choices, label="Sumber data", empty_label="Semua sumber data"
    )
    usia_dari = BilanganFilter(
        label="Usia dari (tahun)",
        method="saring_usia_dari",
        paling_kecil=0,
        paling_besar=USIA_TERTUA,
    )
    usia_sampai = BilanganFilter(
        label="Usia sampai (tahun)",
        method="saring_usia_sampai",
        paling_kecil=0,
        paling_besar=USIA_TERTUA,
    )
    impor = BilanganFilter(
        label="Impor nomor",
        field_name="impor_id",
        widget=forms.HiddenInput,
        paling_kecil=1,
        paling_besar=ID_TERBESAR,
    )
    urut = django_filters.ChoiceFilter(
        choices=URUTAN[1:], label="Urutan", method="urutkan", empty_label=URUTAN[0][1]
    )

    class Meta:
        model = Peserta
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna, pada: date) -> None:
        """Ignores other parameters in ``data``; computes ages on ``pada``."""
        self.pada = pada
        super().__init__(self.isian(data), queryset=Peserta.objects.for_petugas(petugas))
        self.filters["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)
        self.filters["kelurahan"].queryset = Kelurahan.objects.for_petugas(petugas)
        self._pilihan_kelurahan(self.data.get("kecamatan", ""))

    @classmethod
    def isian(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The filters in ``data``, without empty ones and a kelurahan of another kecamatan."""
        semua = {k: nilai for k in cls.base_filters if (nilai := str(data.get(k, "")).strip())}
        if not semua.get("kelurahan", "").startswith(semua.get("kecamatan", "")):
            semua.pop("kelurahan", None)
        return semua

    def _pilihan_kelurahan(self, kecamatan: str) -> None:
        """Offer only kelurahan of the chosen kecamatan: all 177 would be most of the page.

        Without a kecamatan, a kelurahan from the address stays in a hidden field.
        """
        isian = self.form.fields["kelurahan"]
        if kecamatan and "\0" not in kecamatan:
            isian.queryset = isian.queryset.filter(kecamatan=kecamatan)
        else:
            isian.widget = forms.HiddenInput()

    @property
    def daftar_cip(self) -> list[Cip]:
        """Every active filter, as a chip whose link removes it; order and columns are none."""
        self.is_valid()
        benar = self.form.cleaned_data
        return [
            Cip(isian.label or nama, _kata(isian, benar[nama]), self.alamat(**_lepas(nama)))
            for nama, isian in self.form.fields.items()
            if nama not in BUKAN_SARINGAN and benar.get(nama) not in (None, "")
        ]

    def alamat(self, **ganti: str) -> str:
        """The query string of these filters changed by ``ganti``, without a page number."""
        return urlencode(self.isian({**self.data, **ganti}))

    @property
    def urut_nama(self) -> JudulUrut:
        return self._kepala("Nama", "nama")

    @property
    def urut_lahir(self) -> JudulUrut:
        return self._kepala("Usia", "lahir")

    def _kepala(self, label: str, kode: str) -> JudulUrut:
        """The heading of a sortable column; a second click reverses the order."""
        kini = self.data.get("urut")
        arah = {kode: "ascending", f"-{kode}": "descending"}.get(kini or "", "")
        return JudulUrut(label, self.alamat(urut=f"-{kode}" if kini == kode else kode), arah)

    @property
    def usia_cepat(self) -> list[Pintasan]:
        return [Pintasan(label, self.alamat(**usia)) for label, usia in USIA_CEPAT]

    @property
    def hasil(self) -> PesertaQuerySet:
        """The filtered people; empty while a filter is invalid."""
        return self.qs if self.is_valid() else self.qs.none()

    @cached_property
    def maksud(self) -> Maksud:
        """What the typed words mean; nothing of an invalid search."""
        return baca_maksud(self.form.cleaned_data.get("q") or "") if self.is_valid() else Maksud()

    def saring_nama(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        """People of the name, of the place, of the occupation; without a word nobody."""
        orang = self.maksud.saring(qs)
        if padanan := self.maksud.padanan:
            return cari_nama(orang, padanan)
        return orang if self.maksud.sempit else qs.none()

    def saring_kecamatan(self, qs: PesertaQuerySet, _: str, isi: Kecamatan) -> PesertaQuerySet:
        return qs.filter(kelurahan__kode__startswith=isi.kode)

    def saring_usia_dari(self, qs: PesertaQuerySet, _: str, isi: int) -> PesertaQuerySet:
        return qs.filter(tanggal_lahir__lte=lahir_paling_lambat(isi, self.pada))

    def saring_usia_sampai(self, qs: PesertaQuerySet, _: str, isi: int) -> PesertaQuerySet:
        return qs.filter(tanggal_lahir__gt=lahir_paling_lambat(isi + 1, self.pada))

    def urutkan(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        arah, kolom = ("-", isi[1:]) if isi.startswith("-") else ("", isi)
        return qs.order_by(f"{arah}{_KOLOM_URUT[kolom]}", f"{arah}pk")
