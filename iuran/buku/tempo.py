"""Months that nobody paid on their due day: bills, and months that no bill names yet.

The due day is that of the bill's kode iuran, else the setting's (:func:`jatuh_tempo`).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from iuran.models import Iuran, StatusTagihan, SumberDana, Tagihan
from iuran.perlindungan import boleh_ditagih, jatuh_tempo
from pijar.bulan import awal_bulan, tambah_bulan

BELUM_DIBAYAR = (StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN)


class Lewat(NamedTuple):
    """One unpaid bill, or (without ``tagihan``) the unbilled months of a source and month.

    ``orang`` are worker-months, ``tempo`` is the day on which they were due.
    """

    tempo: date
    sumber: SumberDana
    bulan: date
    orang: int
    rupiah: int
    tagihan: Tagihan | None = None


def lewat_tempo(pada: date) -> list[Lewat]:
    """Everything unpaid whose due day is over on ``pada``, the oldest first; not lapsed months.

    A divided bill counts by its unpaid parts. Three queries for any number of bills.
    """
    sampai = _bulan_lewat(pada)
    semua = [*_tagihan(pada, sampai), *_belum_ditagih(sampai)]
    return sorted(semua, key=lambda b: (b.tempo, -b.rupiah, b.sumber.kode))


def baris_lewat(daftar: Iterable[Lewat]) -> list[QuerySet[Iuran]]:
    """The rows of these bills and months, in parts without a row in common."""
    tagihan, bulan = [], Q(pk__in=[])
    for satu in daftar:
        if satu.tagihan:
            tagihan.append(satu.tagihan)
        else:
            bulan |= Q(sumber=satu.sumber, bulan=satu.bulan)
    belum = boleh_ditagih(Iuran.objects.belum_ditagih().filter(bulan))
    return [Iuran.objects.uang().filter(tagihan__in=tagihan), belum]


def _bulan_lewat(pada: date) -> date:
    """The newest month whose due day by the setting is over."""
    bulan = awal_bulan(pada)
    mundur = (tambah_bulan(bulan, -n) for n in range(3))
    return next(b for b in mundur if pada > jatuh_tempo(b))


def _tagihan(pada: date, sampai: date) -> Sequence[Lewat]:
    lewat = Q(kode_iuran_tempo__lt=pada) | Q(kode_iuran_tempo=None, bulan__lte=sampai)
    daftar = Tagihan.objects.filter(lewat, status__in=BELUM_DIBAYAR).select_related("sumber")
    return [
        Lewat(_tempo(t), t.sumber, t.bulan, t.jumlah_orang, t.total, t)
        for t in daftar.order_by("pk")
    ]


def _tempo(tagihan: Tagihan) -> date:
    return tagihan.kode_iuran_tempo or jatuh_tempo(tagihan.bulan)


def _belum_ditagih(sampai: date) -> Sequence[Lewat]:
    baris = boleh_ditagih(Iuran.objects.belum_ditagih().filter(bulan__lte=sampai))
    kelompok = list(
        baris.order_by()
        .values("sumber", "bulan")
        .annotate(orang=Count("pk"), rupiah=Sum("nominal"))
        .values_list("sumber", "bulan", "orang", "rupiah")
    )
    sumber = SumberDana.objects.in_bulk({pk for pk, *_ in kelompok})
    return [Lewat(jatuh_tempo(b), sumber[pk], b, orang, uang) for pk, b, orang, uang in kelompok]
