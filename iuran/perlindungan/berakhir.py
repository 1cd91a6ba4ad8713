"""People who lose cover, by month: the end of the unbroken run that protects each of them today.

Only who is protected can lose it, so nobody is counted twice and never more people than these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings

from iuran.models import SumberDana
from iuran.perlindungan.ujung import BarisUjung
from pijar.bulan import akhir_bulan, awal_bulan, rentang_bulan, tambah_bulan

BULAN_DILIHAT = 3
BULAN_PAPAN = 18
DALAM_HARI = (90, 60, 30, 14, 7)
TEBING_BAGIAN = 10
"""The next cliff is the first month with at least this part of the largest month's people."""


class SumberBerakhir(NamedTuple):
    """One source's people per month, in the order of the board's months."""

    sumber: SumberDana
    per_bulan: tuple[int, ...]

    @property
    def orang(self) -> int:
        return sum(self.per_bulan)


class BulanBerakhir(NamedTuple):
    """One month's people by source."""

    bulan: date
    sel: list[tuple[SumberDana, int]]
    orang: int


class Gelombang(NamedTuple):
    """Who loses cover with each of the next months, by source; picture and table show this."""

    bulan: tuple[date, ...]
    per_sumber: list[SumberBerakhir]

    @property
    def total(self) -> tuple[int, ...]:
        """People per month, whatever source pays."""
        return tuple(b.orang for b in self.per_bulan)

    @property
    def orang(self) -> int:
        return sum(self.total)

    def pada(self, bulan: date) -> list[tuple[SumberDana, int]]:
        """The people of one month by source, where there are any."""
        return [(s, n) for b in self.per_bulan if b.bulan == bulan for s, n in b.sel if n]

    @property
    def per_bulan(self) -> list[BulanBerakhir]:
        """The rows of the table."""
        sumber = [s.sumber for s in self.per_sumber]
        kolom = zip(*(s.per_bulan for s in self.per_sumber), strict=True)
        orang = list(kolom) if sumber else [()] * len(self.bulan)
        return [
            BulanBerakhir(bulan, list(zip(sumber, satu, strict=True)), sum(satu))
            for bulan, satu in zip(self.bulan, orang, strict=True)
        ]


class Jeda(NamedTuple):
    """People without cover from the month after ``akhir`` until ``lanjut``."""

    akhir: date
    lanjut: date
    orang: int

    @property
    def dari(self) -> date:
        return tambah_bulan(self.akhir, 1)

    @property
    def sampai(self) -> date:
        return tambah_bulan(self.lanjut, -1)


class DalamHari(NamedTuple):
    """People whose cover ends within ``hari`` days."""

    hari: int
    orang: int


def bulan_papan(pada: date, banyak: int = BULAN_PAPAN) -> tuple[date, ...]:
    """The months of the board: ``pada``'s own and those after it."""
    return tuple(rentang_bulan(awal_bulan(pada), banyak))


def gelombang(
    baris: Iterable[BarisUjung], sumber: Mapping[int, SumberDana], pada: date
) -> Gelombang:
    """Lay the counts out by source and month; ``sumber`` holds every source of ``baris``."""
    bulan = bulan_papan(pada)
    orang: dict[int, Counter[date]] = {}
    for b in baris:
        if b.akhir in bulan:
            orang.setdefault(b.sumber_id, Counter())[b.akhir] += b.orang
    urut = sorted(orang, key=lambda pk: (sumber[pk].tahun, sumber[pk].urutan, pk))
    return Gelombang(
        bulan, [SumberBerakhir(sumber[pk], tuple(orang[pk][b] for b in bulan)) for pk in urut]
    )


def per_bulan(baris: Iterable[BarisUjung]) -> Counter[date]:
    """People by the last month of their cover."""
    orang: Counter[date] = Counter()
    for b in baris:
        orang[b.akhir] += b.orang
    return orang


def tebing(orang: Mapping[date, int], pada: date) -> date | None:
    """The next month in which many lose cover; None where nobody does on the board.

    The first of its months that holds a tenth of the largest one: a few people whose short grant
    ends earlier do not hide the wave behind them.
    """
    bulan = bulan_papan(pada)
    terbanyak = max((orang.get(b, 0) for b in bulan), default=0)
    cukup = (b for b in bulan if orang.get(b, 0) * TEBING_BAGIAN >= terbanyak)
    return next(cukup, None) if terbanyak else None


def bulan_dalam(hari: int, pada: date) -> tuple[date, ...]:
    """The months whose last day is at most ``hari`` days away."""
    return tuple(b for b in bulan_papan(pada) if akhir_bulan(b) <= pada + timedelta(days=hari))


def dalam_hari(orang: Mapping[date, int], pada: date) -> list[DalamHari]:
    """How many people lose cover within 90, 60, 30, 14 and 7 days."""
    return [
        DalamHari(hari, sum(orang.get(b, 0) for b in bulan_dalam(hari, pada)))
        for hari in DALAM_HARI
    ]


def daftar_jeda(baris: Sequence[BarisUjung], pada: date) -> list[Jeda]:
    """The gaps that begin on the board, the next one first."""
    orang: Counter[tuple[date, date]] = Counter()
    for b in baris:
        if b.lanjut and b.akhir in bulan_papan(pada):
            orang[b.akhir, b.lanjut] += b.orang
    return [Jeda(*bulan, orang[bulan]) for bulan in sorted(orang)]


def batas_sk(akhir: date) -> date:
    """The last day for the decree that extends who loses cover after ``akhir``.

    The papers take some days before the first month without cover: a setting, to be confirmed.
    """
    return akhir_bulan(akhir) - timedelta(days=settings.SK_PERPANJANGAN_HARI)
