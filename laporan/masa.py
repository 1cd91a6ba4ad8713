"""A quarter or a year of closed reports: which months it has, and which are missing."""

import re
from datetime import date
from typing import NamedTuple

from laporan.models import LaporanBulanan
from pijar.bulan import TAHUN_TERAKHIR, TAHUN_TERAWAL, nama_bulan, rentang_bulan

KODE = re.compile(r"(\d{4})(?:-T([1-4]))?")


class Masa(NamedTuple):
    """``kode`` as in an address: 2026-T4 or 2026."""

    kode: str
    nama: str
    bulan: list[date]


class IsiMasa(NamedTuple):
    """The closed reports of a period, the oldest first, and the months without one."""

    masa: Masa
    laporan: list[LaporanBulanan]
    belum: list[date]

    @property
    def kalimat_belum(self) -> str:
        """Which months are missing; empty when none is."""
        if not self.belum:
            return ""
        return f"Belum ditutup: {', '.join(nama_bulan(b) for b in self.belum)}."


def baca_masa(kode: str) -> Masa | None:
    """The period of an address; None for anything else."""
    cocok = KODE.fullmatch(kode)
    if cocok is None or not TAHUN_TERAWAL <= int(cocok[1]) <= TAHUN_TERAKHIR:
        return None
    tahun = int(cocok[1])
    if cocok[2] is None:
        return Masa(kode, f"Tahun {tahun}", rentang_bulan(date(tahun, 1, 1), 12))
    ke = int(cocok[2])
    return Masa(kode, f"Triwulan {ke} {tahun}", rentang_bulan(date(tahun, 3 * ke - 2, 1), 3))


def isi_masa(masa: Masa) -> IsiMasa:
    """What is closed in it; one query."""
    ditutup = LaporanBulanan.objects.ditutup().filter(bulan__in=masa.bulan)
    laporan = list(ditutup.select_related("menggantikan").order_by("bulan"))
    ada = {satu.bulan for satu in laporan}
    return IsiMasa(masa, laporan, [b for b in masa.bulan if b not in ada])


def daftar_masa() -> list[Masa]:
    """Every quarter and year with a closed month, the newest first, a year after its quarters."""
    bulan = LaporanBulanan.objects.ditutup().order_by("-bulan").values_list("bulan", flat=True)
    kode: dict[str, None] = {}
    for tahun in dict.fromkeys(b.year for b in bulan):
        triwulan = (f"{tahun}-T{(b.month + 2) // 3}" for b in bulan if b.year == tahun)
        kode |= dict.fromkeys([*triwulan, f"{tahun}"])
    return [masa for k in kode if (masa := baca_masa(k))]
