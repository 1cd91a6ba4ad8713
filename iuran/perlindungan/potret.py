"""Counts of everybody's cover on one date, for the dashboard, the report and the documents."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, QuerySet, Value

from iuran.models import SumberDana
from iuran.perlindungan.aturan import TERLINDUNGI, Cakupan
from iuran.perlindungan.cakupan import SEMUA, baris_hidup, keadaan_lain
from iuran.perlindungan.dugaan import bukan_satu_pun, salah_satu
from peserta.models import Kecamatan, Pekerjaan, Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan
from pijar.keadaan import sekali


class BarisPotret(NamedTuple):
    """People covered in one group; the city pays for ``kota`` of these ``orang``."""

    kode: str
    nama: str
    orang: int
    kota: int

    @property
    def lain(self) -> int:
        return self.orang - self.kota


class Ringkasan(NamedTuple):
    """The headline. ``tenggang`` are among the covered; the last three are not.

    ``di_luar`` are still insured, though they have left the programme.
    """

    terlindungi_kota: int
    terlindungi_lain: int
    tenggang_kota: int
    tenggang_lain: int
    belum_aktif: int
    nonaktif: int
    di_luar: int

    @property
    def tenggang(self) -> int:
        return self.tenggang_kota + self.tenggang_lain

    @property
    def lunas_kota(self) -> int:
        return self.terlindungi_kota - self.tenggang_kota

    @property
    def terlindungi(self) -> int:
        return self.terlindungi_kota + self.terlindungi_lain


class KelompokPotret(NamedTuple):
    """One counted group; ``sumber`` is None for people without a live row that month."""

    cakupan: str
    sumber: int | None
    kecamatan: str
    pekerjaan: str
    orang: int


@dataclass(frozen=True)
class Potret:
    """Everybody's cover on ``pada`` from one count, so that all its figures agree.

    The lists have the largest row first. They name every source in use, and every kecamatan and
    occupation even without people.
    """

    pada: date
    kelompok: list[KelompokPotret]
    sumber: Mapping[int, SumberDana]
    kecamatan: Mapping[str, str]
    pekerjaan: Mapping[str, str]

    @property
    def ringkasan(self) -> Ringkasan:
        n = Counter[tuple[str, bool]]()
        for k in self.kelompok:
            n[k.cakupan, self._dibayar_kota(k)] += k.orang
        terlindungi = [sum(n[c, kota] for c in TERLINDUNGI) for kota in (True, False)]
        tenggang = [n[Cakupan.TENGGANG, kota] for kota in (True, False)]
        lain = (Cakupan.BELUM_AKTIF, Cakupan.NONAKTIF, Cakupan.DI_LUAR)
        return Ringkasan(*terlindungi, *tenggang, *(n[c, True] + n[c, False] for c in lain))

    @property
    def per_sumber(self) -> list[BarisPotret]:
        """``kode`` is the source's code: APBD, DBHCHT, ASN."""
        return self._daftar("sumber", {pk: (s.kode, s.nama) for pk, s in self.sumber.items()})

    @property
    def per_kecamatan(self) -> list[BarisPotret]:
        return self._daftar("kecamatan", {k: (k, nama) for k, nama in self.kecamatan.items()})

    @property
    def per_pekerjaan(self) -> list[BarisPotret]:
        return self._daftar("pekerjaan", {k: (k, nama) for k, nama in self.pekerjaan.items()})

    def _daftar(self, kolom: str, sebutan: Mapping[Any, tuple[str, str]]) -> list[BarisPotret]:
        orang, kota = Counter[Any](), Counter[Any]()
        for k in self.kelompok:
            if k.cakupan in TERLINDUNGI:
                kunci = getattr(k, kolom)
                orang[kunci] += k.orang
                kota[kunci] += k.orang if self._dibayar_kota(k) else 0
        baris = [BarisPotret(*dua, orang[kunci], kota[kunci]) for kunci, dua in sebutan.items()]
        return sorted(baris, key=lambda b: (-b.orang, b.nama))

    def _dibayar_kota(self, k: KelompokPotret) -> bool:
        return k.sumber is not None and self.sumber[k.sumber].dibayar_kota


def potret(
    pada: date, di: PesertaQuerySet | None = None, tahu: Mapping[int, str] | None = None
) -> Potret:
    """Count everybody's cover on ``pada``; ``di`` narrows it to some people.

    ``tahu`` is :func:`keadaan_lain` of all states, where the caller has it. The names of the groups
    are three small queries more.
    """
    tahu = keadaan_lain(SEMUA, pada) if tahu is None else tahu
    kelompok = (
        _kelompok_kota(pada, frozenset(tahu.items())) if di is None else _kelompok(di, pada, tahu)
    )
    return Potret(
        pada,
        kelompok,
        SumberDana.objects.in_bulk({k.sumber for k in kelompok if k.sumber}),
        dict(Kecamatan.objects.values_list("kode", "nama")),
        dict(Pekerjaan.objects.values_list("kode", "nama")),
    )


@sekali
def _kelompok_kota(pada: date, tahu: frozenset[tuple[int, str]]) -> list[KelompokPotret]:
    """The same of the whole city; figures of one state share it (:mod:`pijar.keadaan`)."""
    return _kelompok(Peserta.objects.all(), pada, dict(tahu))


def _kelompok(orang: PesertaQuerySet, pada: date, tahu: Mapping[int, str]) -> list[KelompokPotret]:
    """Lunas is whoever has a row of the month and is not in ``tahu``; all in one statement."""
    kini = orang.annotate(kini=baris_hidup(awal_bulan(pada)))
    bagian = [_hitung(kini.filter(bukan_satu_pun("pk", tahu), kini__isnull=False), Cakupan.LUNAS)]
    per_keadaan: defaultdict[str, list[int]] = defaultdict(list)
    for pk, keadaan in tahu.items():
        per_keadaan[keadaan].append(pk)
    for keadaan, pks in per_keadaan.items():
        if keadaan:
            bagian.append(_hitung(kini.filter(salah_satu("pk", pks)), keadaan))
    return [KelompokPotret(*k) for k in bagian[0].union(*bagian[1:], all=True)]


def _hitung(orang: PesertaQuerySet, keadaan: str) -> QuerySet[Any, Any]:
    kolom = ("keadaan", "kini__sumber", "kelurahan__kecamatan", "pekerjaan")
    semua = orang.annotate(keadaan=Value(keadaan, CharField()))
    return semua.order_by().values_list(*kolom).annotate(orang=Count("pk"))
