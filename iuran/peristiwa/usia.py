"""When a person turns 65, and who is about to: the end of what the programme may pay.

A participant is at most 64 years and 11 months old, 779 completed months, so the birthday itself is
the first day too late (Keputusan Wali Kota, ``DASAR_USIA``). Nothing here reads a clock.
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from peserta.models import Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import tambah_bulan

USIA_BATAS = 65
PERINGATAN_USIA = (3, 6)  # months before: look now, and plan
DASAR_USIA = "kepwal-kriteria"


def ulang_tahun(lahir: date) -> date:
    """The day on which 780 months are completed; born on 29 February, that is 1 March."""
    tahun = lahir.year + USIA_BATAS
    if (lahir.month, lahir.day) == (2, 29):
        return date(tahun, 3, 1)  # never a leap year: 65 is no multiple of four
    return lahir.replace(year=tahun)


def lahir_terakhir(pada: date) -> date:
    """The latest date of birth of somebody who is 65 or older on ``pada``."""
    tahun = pada.year - USIA_BATAS
    if (pada.month, pada.day) == (2, 29):
        return date(tahun, 2, 28)
    return pada.replace(year=tahun)


def hari_depan(pada: date, bulan: int) -> date:
    """The same day ``bulan`` months later, or that month's last one."""
    depan = tambah_bulan(pada, bulan)
    return depan.replace(day=min(pada.day, monthrange(depan.year, depan.month)[1]))


def mendekati_65(
    pada: date, bulan: int = PERINGATAN_USIA[-1], *, di: PesertaQuerySet
) -> PesertaQuerySet:
    """Who of ``di`` is in the programme or on the way in and turns 65 within ``bulan`` months.

    Whoever has turned 65 is among them.
    """
    return di.filter(tanggal_lahir__lte=lahir_terakhir(hari_depan(pada, bulan))).exclude(
        status__in=[Status.BERHENTI, Status.TIDAK_LAYAK]
    )


class JumlahUsia(NamedTuple):
    """How many are 65 already, turn 65 within three months, and in the three after those."""

    sudah: int
    tiga: int
    enam: int


def jumlah_usia(orang: PesertaQuerySet, pada: date) -> JumlahUsia:
    """Count ``orang`` (of :func:`mendekati_65`, narrowed to an area) in one query."""
    batas = [lahir_terakhir(hari_depan(pada, n)) for n in (0, *PERINGATAN_USIA)]
    sampai = [Count("pk", filter=Q(tanggal_lahir__lte=b)) for b in batas]
    hasil = orang.aggregate(kini=sampai[0], tiga=sampai[1], enam=sampai[2])
    return JumlahUsia(hasil["kini"], hasil["tiga"] - hasil["kini"], hasil["enam"] - hasil["tiga"])
