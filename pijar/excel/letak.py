"""Rows that a sheet hides, and cells that it merges downwards."""

from bisect import bisect_right
from typing import NamedTuple

PALING_BANYAK_GABUNGAN = 200_000  # more merged cells than any list has


class Gabungan(NamedTuple):
    """One value for the rows ``atas`` to ``bawah``; it stands in column ``kolom`` of the first.

    Rows count as in Excel, columns from 0.
    """

    atas: int
    bawah: int
    kolom: int


class NomorBaris:
    """Row numbers kept as ranges: a sheet may hide the million rows below its list."""

    def __init__(self) -> None:
        self._awal: list[int] = []
        self._akhir: list[int] = []

    def __contains__(self, nomor: int) -> bool:
        ke = bisect_right(self._awal, nomor) - 1
        return ke >= 0 and nomor <= self._akhir[ke]

    def __bool__(self) -> bool:
        return bool(self._awal)

    @property
    def rentang(self) -> list[tuple[int, int]]:
        """The ranges themselves, first and last row of each."""
        return [*zip(self._awal, self._akhir, strict=True)]

    def tambah(self, dari: int, sampai: int) -> None:
        """Add the rows ``dari`` to ``sampai``; ranges come in the order of the sheet."""
        if self._akhir and dari <= self._akhir[-1] + 1:
            self._akhir[-1] = max(self._akhir[-1], sampai)
            return
        self._awal.append(dari)
        self._akhir.append(sampai)
