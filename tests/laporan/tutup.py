"""Close a month as two admins do."""

from datetime import date, datetime, time

from laporan.actions.bulanan import (
    Kata,
    segel_laporan,
    siapkan_laporan,
    tutup_laporan,
    usulkan_laporan,
)
from laporan.models import LaporanBulanan
from pijar.bulan import WIB, tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik


def saat(hari: date, jam: int = 9) -> datetime:
    return datetime.combine(hari, time(jam), WIB)


def usulkan(
    bulan: date, admin: Pengguna, *, pada: date | None = None, kata: Kata | None = None
) -> LaporanBulanan:
    """Draft and propose on the first day after the month, or on ``pada``."""
    hari = pada or tambah_bulan(bulan, 1)
    laporan = siapkan_laporan(bulan, pada=hari, oleh=admin)
    return usulkan_laporan(laporan, kata or Kata(), pada=saat(hari), oleh=admin)


def tutup(
    bulan: date,
    admin: Pengguna,
    admin2: Pengguna,
    *,
    pada: date | None = None,
    kata: Kata | None = None,
) -> LaporanBulanan:
    """The same, and another admin closes it an hour later."""
    laporan = usulkan(bulan, admin, pada=pada, kata=kata)
    return tutup_lagi(laporan, admin2, pada or tambah_bulan(bulan, 1))


def tutup_lagi(laporan: LaporanBulanan, oleh: Pengguna, hari: date) -> LaporanBulanan:
    """Close a proposal as its page shows it."""
    dilihat = sidik(segel_laporan(laporan))
    return tutup_laporan(laporan, dilihat=dilihat, pada=saat(hari, 10), oleh=oleh)
