"""How many a sample takes, and what a share of it says: pure functions of counted people."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

CUKUP = 30  # of fewer people a share says little
Z_95 = 1.959964  # the normal distribution's 97,5 % point
"""The interval is Wilson's (1927): it stays inside 0 to 1 and holds for few people and for none."""


def banyak_diambil(populasi: int, persen: int) -> int:
    """``persen`` in a hundred of ``populasi`` people, rounded up: one at least if there is one."""
    return -(-populasi * persen // 100)


@dataclass(frozen=True)
class Bagian:
    """A share in percent with its 95 % interval; ``n`` people were judged.

    Of a weighted share ``n`` is the effective number, which may be broken.
    """

    persen: float
    bawah: float
    atas: float
    n: float

    @property
    def sedikit(self) -> bool:
        """Whether too few were judged to say much."""
        return self.n < CUKUP


def bagian(gagal: int, dinilai: int) -> Bagian | None:
    """The share of ``gagal`` among ``dinilai`` people; None when nobody was judged."""
    return _bagian(gagal / dinilai, dinilai) if dinilai else None


@dataclass(frozen=True)
class IsiStrata:
    """What is known of one stratum: its people, how many were visited, judged, and failed."""

    populasi: int
    dikunjungi: int
    dinilai: int
    gagal: int


def bagian_tertimbang(strata: Iterable[IsiStrata]) -> Bagian | None:
    """The share that failed when each visited person stands for as many as their stratum has.

    The weight is people of the stratum by people visited in it; a stratum that nobody visited says
    nothing. The interval is Wilson's for Kish's effective number (sum of weights squared by sum of
    squared weights), without a correction for a finite population, so it is rather too wide.
    """
    timbang = [(s.populasi / s.dikunjungi, s) for s in strata if s.dinilai]
    jumlah = sum(w * s.dinilai for w, s in timbang)
    if not jumlah:
        return None
    kuadrat = sum(w * w * s.dinilai for w, s in timbang)
    return _bagian(sum(w * s.gagal for w, s in timbang) / jumlah, jumlah * jumlah / kuadrat)


def _bagian(p: float, n: float) -> Bagian:
    z2 = Z_95 * Z_95
    tengah = (p + z2 / (2 * n)) / (1 + z2 / n)
    lebar = Z_95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    bawah, atas = max(0.0, tengah - lebar), min(1.0, tengah + lebar)
    return Bagian(100 * p, 100 * bawah, 100 * atas, n)
