"""A month, a quarter or a year, in WIB: the period that a figure covers."""

from datetime import date, datetime, time
from typing import NamedTuple

from pijar.bulan import WIB, awal_bulan, nama_bulan, tambah_bulan

BULAN, TRIWULAN, TAHUN = 12, 4, 3  # how many of each can be chosen, the running one first


class Periode(NamedTuple):
    """``kode`` as in an address (2026-11, 2026-T4, 2026); from ``mulai`` until ``sebelum``."""

    kode: str
    label: str
    mulai: datetime
    sebelum: datetime


def daftar_periode(pada: date) -> list[Periode]:
    """The periods to choose from on ``pada``: months, quarters and years, the newest first."""
    bulan = awal_bulan(pada)
    triwulan = tambah_bulan(bulan, -((bulan.month - 1) % 3))
    tahun = bulan.replace(month=1)
    return [
        *(_bulan(tambah_bulan(bulan, -n)) for n in range(BULAN)),
        *(_triwulan(tambah_bulan(triwulan, -3 * n)) for n in range(TRIWULAN)),
        *(_tahun(tambah_bulan(tahun, -12 * n)) for n in range(TAHUN)),
    ]


def _bulan(awal: date) -> Periode:
    return _periode(f"{awal:%Y-%m}", nama_bulan(awal), awal, 1)


def _triwulan(awal: date) -> Periode:
    ke = awal.month // 3 + 1
    return _periode(f"{awal.year}-T{ke}", f"Triwulan {ke} {awal.year}", awal, 3)


def _tahun(awal: date) -> Periode:
    return _periode(f"{awal.year}", f"Tahun {awal.year}", awal, 12)


def _periode(kode: str, label: str, awal: date, bulan: int) -> Periode:
    return Periode(kode, label, _wib(awal), _wib(tambah_bulan(awal, bulan)))


def _wib(hari: date) -> datetime:
    return datetime.combine(hari, time.min, tzinfo=WIB)
