"""Filters of the list of people by cover. It belongs to ``iuran``, because it shows the ledger.

Its addresses stay below /peserta/ under the name ``peserta`` (see ``pijar.urls``), where officers
look for people and have bookmarks.
"""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property

from iuran.models import DIBAYAR_KOTA, Iuran, JenisSumber, SumberDana
from iuran.perlindungan import PilihanCakupan, Saring, bercakupan_tersimpan, bulan_papan, ujung
from peserta.daftar import Kunci, PesertaFilter, kunci_mirip
from peserta.models import Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, nama_bulan, rentang_bulan
from pijar.forms import AlasanBukaForm
from pijar.http import PER_HALAMAN
from pijar.models import Pengguna

TERJAUH = 6  # months ahead in which the end of cover can be asked for
KOTA = "kota"
PALING_BANYAK_DIHITUNG = 10_000
PER_HALAMAN_NAMA = 20
MAHAL = frozenset({"q", "cakupan", "sumber_dana", "berakhir"})
MURAH = frozenset({"status", "tanpa", "urut"})
KOTAK_TAMPAK = ("status", "cakupan")
KOTAK_LAIN = (  # folded away
    "kecamatan",
    "kelurahan",
    "pekerjaan",
    "usia_dari",
    "usia_sampai",
    "berakhir",
    "sumber_dana",
    "sumber_data",
    "urut",
)
_KE_DEPAN = {"1": "Bulan ini", "2": "Dalam 2 bulan", "3": "Dalam 3 bulan", "6": "Dalam 6 bulan"}


class Kotak(NamedTuple):
    """One field of the form as plain values; form widgets took half of the page's time."""

    label: str
    nama: str
    nilai: str
    salah: bool
    tersembunyi: bool
    pilihan: list[tuple[str, str]]


def kotak(isian: forms.BoundField) -> Kotak:
    """One field of a bound form as plain values."""
    return Kotak(
        label=str(isian.label),
        nama=isian.name,
        nilai=str(isian.value() or ""),
        salah=bool(isian.errors),
        tersembunyi=isian.is_hidden,
        pilihan=[] if isian.is_hidden else _pilihan(isian.field),
    )


def _pilihan(isian: forms.Field) -> list[tuple[str, str]]:
    """The choices of a field, empty without any; database choices come as plain values."""
    if isinstance(isian, forms.ModelChoiceField) and isian.queryset is not None:
        semua = isian.queryset.values_list("pk", "nama")
        kosong = [] if isian.empty_label is None else [("", str(isian.empty_label))]
        return [*kosong, *semua]
    return [(str(kode), str(arti)) for kode, arti in getattr(isian, "choices", ())]


class DaftarFilter(PesertaFilter):
    """The people an officer may see, narrowed and ordered; the same for page and export."""

    cakupan = django_filters.ChoiceFilter(
        choices=PilihanCakupan.choices,
        label="Perlindungan",
        method="saring_cakupan",
        empty_label="Semua",
    )
    sumber_dana = django_filters.ChoiceFilter(
        choices=[(KOTA, "Kota (APBD dan DBHCHT)"), *JenisSumber.choices],
        label="Dibayar bulan ini oleh",
        method="saring_sumber_dana",
        empty_label="Semua sumber dana",
    )
    berakhir = django_filters.ChoiceFilter(
        label="Perlindungan habis", method="saring_berakhir", empty_label="Kapan saja"
    )

    tanpa = django_filters.CharFilter(method="tanpa_kolom", widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna, pada: date) -> None:
        super().__init__(data, petugas=petugas, pada=pada)
        self._seluruh_kota = not petugas.wilayah and self.data.keys() <= MURAH
        bulan = rentang_bulan(awal_bulan(pada), TERJAUH)
        self.form.fields["berakhir"].choices = [
            *_KE_DEPAN.items(),
            *((f"{b:%Y-%m}", f"Akhir {nama_bulan(b)}") for b in bulan),
        ]

    @property
    def alasan_ekspor(self) -> AlasanBukaForm:
        return AlasanBukaForm(auto_id="ekspor-%s")

    @cached_property
    def pks(self) -> QuerySet[Peserta, int] | list[int]:
        """Ids of the people in order, as the pages need them.

        A search by name or cover costs as much to count as to read. So the first ten thousand ids
        are read once and counted in Python; ``lebih`` tells that there are more. The unfiltered
        list ends at the newest visible person: otherwise count and page would examine every row of
        an import that has not committed yet.
        """
        sampai = PALING_BANYAK_DIHITUNG + 1
        if self.menurut_kemiripan:
            return [kunci.pk for kunci in self.senama]
        pks = self.hasil.values_list("pk", flat=True)
        if self.data.keys() & MAHAL:
            return list(pks[:sampai])
        if not self._seluruh_kota:
            return pks
        terakhir = self.hasil.order_by("-pk").values_list("pk", flat=True).first() or 0
        return pks.filter(pk__lte=terakhir)

    @cached_property
    def senama(self) -> list[Kunci]:
        """Who was found by name, the exact names first; no more than are counted."""
        return [*islice(kunci_mirip(self.hasil, self.maksud.padanan), PALING_BANYAK_DIHITUNG + 1)]

    @property
    def persis(self) -> int:
        """How many of them bear exactly the typed name."""
        return sum(kunci.persis for kunci in self.senama)

    @property
    def mirip(self) -> int:
        """How many bear a name like it."""
        return len(self.senama) - self.persis

    @property
    def menurut_kemiripan(self) -> bool:
        """Whether a name was searched, so that the most similar names stand first."""
        return bool(self.maksud.padanan) and not self.data.get("urut")

    @property
    def per_halaman(self) -> int:
        """Rows per page; a search by name shows only the nearest few people."""
        return PER_HALAMAN_NAMA if self.menurut_kemiripan else PER_HALAMAN

    @property
    def lebih(self) -> bool:
        return isinstance(self.pks, list) and len(self.pks) > PALING_BANYAK_DIHITUNG

    @property
    def paling_banyak(self) -> int:
        return PALING_BANYAK_DIHITUNG

    @property
    def lain_salah(self) -> bool:
        """Whether the folded part of the form has an error; its valid fields show as chips."""
        return any(nama in self.form.errors for nama in KOTAK_LAIN)

    @property
    def kotak_tampak(self) -> list[Kotak]:
        return [kotak(self.form[nama]) for nama in KOTAK_TAMPAK]

    @property
    def kotak_lain(self) -> list[Kotak]:
        return [kotak(self.form[nama]) for nama in KOTAK_LAIN]

    @property
    def tersembunyi(self) -> str:
        """The columns that the officer does not want to see."""
        return self.data.get("tanpa", "")

    def tanpa_kolom(self, qs: PesertaQuerySet, *_: str) -> PesertaQuerySet:
        """Hidden columns keep everybody in the list."""
        return qs

    def saring_cakupan(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        return bercakupan_tersimpan(qs, isi, self.pada)

    def saring_sumber_dana(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        """People paid this month by ``isi``; the query lists source ids, because a join is slow."""
        jenis = DIBAYAR_KOTA if isi == KOTA else (isi,)
        sumber = list(SumberDana.objects.filter(jenis__in=jenis).values_list("pk", flat=True))
        bulan_ini = Iuran.objects.hidup().filter(bulan=awal_bulan(self.pada), sumber__in=sumber)
        return qs.filter(Exists(bulan_ini.filter(peserta=OuterRef("pk"))))

    def saring_berakhir(self, qs: PesertaQuerySet, _: str, isi: str) -> PesertaQuerySet:
        if isi in _KE_DEPAN:
            bulan = bulan_papan(self.pada, int(isi))
        else:
            bulan = (date.fromisoformat(f"{isi}-01"),)
        return ujung(self.pada).saring(qs, Saring(bulan))
