"""The day on which a person turns 65, the limit of the programme, and the people near it.

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
PERINGATAN_USIA = (3, 6)  # months ahead: check now, and plan
DASAR_USIA = "kepwal-kriteria"


def ulang_tahun(lahir: date) -> date:
    """The 65th birthday, when 780 months are complete; for 29 February it is 1 March."""
    tahun = lahir.year + USIA_BATAS
    if (lahir.month, lahir.day) == (2, 29):
        return date(tahun, 3, 1)  # never a leap year: 65 is no multiple of four
    return lahir.replace(year=tahun)


def lahir_terakhir(pada: date) -> date:
    """The latest date of birth that makes a person 65 or older on ``pada``."""
    tahun = pada.year - USIA_BATAS
    if (pada.month, pada.day) == (2, 29):
        return date(tahun, 2, 28)
    return pada.replace(year=tahun)


def hari_depan(pada: date, bulan: int) -> date:
    """The same day ``bulan`` months later, or the last day of that month."""
    depan = tambah_bulan(pada, bulan)
    return depan.replace(day=min(pada.day, monthrange(depan.year, depan.month)[1]))


def mendekati_65(
    pada: date, bulan: int = PERINGATAN_USIA[-1], *, di: PesertaQuerySet
) -> PesertaQuerySet:
    """People of ``di`` who turn 65 within ``bulan`` months, unless stopped or not eligible.

    People past 65 are among them.
    """
    return di.filter(tanggal_lahir__lte=lahir_terakhir(hari_depan(pada, bulan))).exclude(
        status__in=[Status.BERHENTI, Status.TIDAK_LAYAK]
    )


class JumlahUsia(NamedTuple):
    """People already 65, turning 65 within three months, and in the three months after."""

    sudah: int
    tiga: int
    enam: int


def jumlah_usia(orang: PesertaQuerySet, pada: date) -> JumlahUsia:
    """Count ``orang`` (of :func:`mendekati_65`, narrowed to an area) in one query."""
    batas = [lahir_terakhir(hari_depan(pada, n)) for n in (0, *PERINGATAN_USIA)]
    sampai = [Count("pk", filter=Q(tanggal_lahir__lte=b)) for b in batas]
    hasil = orang.aggregate(kini=sampai[0], tiga=sampai[1], enam=sampai[2])
    return JumlahUsia(hasil["kini"], hasil["tiga"] - hasil["kini"], hasil["enam"] - hasil["tiga"])
