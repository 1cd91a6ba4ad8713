"""The money of one month of contribution: paid, billed and unpaid, not yet billed."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from iuran.models import DIBAYAR_KOTA, Iuran, JenisIuran
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan import dibayar
from pijar.bulan import besok

ORANG = Q(jenis=JenisIuran.IURAN)


def bagian_iuran(hari: date) -> dict[str, Q]:
    """The parts of a month on ``hari``; all but ``dibayar_lain`` are the city's money.

    A month set off or paid back is taken off what was paid from the day of the payment that set it
    off, or of its STS.
    """
    kota = Q(sumber__jenis__in=DIBAYAR_KOTA)
    lunas = dibayar("lte", hari) | Q(setor_pada__lte=hari)
    terbit = Q(tagihan__diterbitkan_pada__lt=besok(hari)) & ~lunas
    return {
        "dibayar": kota & lunas,
        "dibayar_lain": ~kota & lunas,
        "ditagih": kota & terbit & ORANG,
        "belum_ditagih": kota & ~lunas & ~terbit & ORANG,
    }


def baris_bulan(bulan: date) -> IuranQuerySet:
    """The rows of the month that count as money, each with its sign."""
    return Iuran.objects.uang().filter(bulan=bulan)


def jumlah_orang(syarat: Q) -> Any:
    """People of the rows: a reversal takes one off."""
    return Count("pk", filter=syarat & ORANG) - Count("pk", filter=syarat & ~ORANG)


def iuran_bulan(bulan: date, hari: date) -> dict[str, Any]:
    """People and rupiah of each part of the month."""
    bagian = bagian_iuran(hari)
    hitungan: dict[str, Any] = baris_bulan(bulan).aggregate(
        **{f"{n}_orang": jumlah_orang(syarat) for n, syarat in bagian.items()},
        **{f"{n}_rupiah": Sum("nominal", filter=syarat, default=0) for n, syarat in bagian.items()},
    )
    return hitungan
