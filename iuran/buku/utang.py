"""The closing of a budget year: the months of a source that nobody paid, before and after it.

An SP2D is written until the last day for it; what is unpaid then is a debt of the year, which the
next budget pays (perlu konfirmasi BPKAD). Only the city's money knows this day.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from iuran.models import (
    AlokasiPembayaran,
    Iuran,
    JenisIuran,
    Pembayaran,
    StatusTagihan,
    SumberDana,
    Tagihan,
)
from iuran.perlindungan import boleh_ditagih
from pijar.bulan import besok

BELUM_DIBAYAR = (StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN)


class UtangBulan(NamedTuple):
    """One month of a source: its unpaid bills, and the months that wait for a bill."""

    bulan: date
    tagihan: int = 0
    orang_ditagih: int = 0
    rupiah_ditagih: int = 0
    orang_lain: int = 0
    rupiah_lain: int = 0

    @property
    def orang(self) -> int:
        return self.orang_ditagih + self.orang_lain

    @property
    def rupiah(self) -> int:
        return self.rupiah_ditagih + self.rupiah_lain


class UtangSumber(NamedTuple):
    """All that is unpaid of one source's year; a debt (``jatuh``) once its last day has passed."""

    sumber: SumberDana
    daftar: list[UtangBulan]
    jatuh: bool

    @property
    def tagihan(self) -> int:
        return sum(b.tagihan for b in self.daftar)

    @property
    def rupiah_ditagih(self) -> int:
        return sum(b.rupiah_ditagih for b in self.daftar)

    @property
    def orang_lain(self) -> int:
        """Worker-months that no bill names yet."""
        return sum(b.orang_lain for b in self.daftar)

    @property
    def rupiah_lain(self) -> int:
        return sum(b.rupiah_lain for b in self.daftar)

    @property
    def orang(self) -> int:
        """Worker-months, billed or not."""
        return sum(b.orang for b in self.daftar)

    @property
    def rupiah(self) -> int:
        return self.rupiah_ditagih + self.rupiah_lain


def diingatkan(sumber: SumberDana, pada: date) -> bool:
    """Whether the last day for SP2D of ``sumber`` is near or past."""
    mulai = sumber.tutup_sp2d - timedelta(days=settings.PERINGATAN_SP2D_HARI)
    return sumber.dibayar_kota and pada >= mulai


def utang_sumber(sumber: Iterable[SumberDana], pada: date) -> dict[int, UtangSumber]:
    """The unpaid months of each source whose last day is near or past, by source id.

    Lapsed months are owed by nobody and left out. Two queries for any number of sources.
    """
    diperiksa = {s.pk: s for s in sumber if diingatkan(s, pada)}
    if not diperiksa:
        return {}
    per_sumber: dict[int, dict[date, UtangBulan]] = defaultdict(dict)
    for pk, bulan, tagihan, orang, rupiah in _tagihan(diperiksa):
        per_sumber[pk][bulan] = UtangBulan(bulan, tagihan, orang, rupiah)
    for pk, bulan, orang, rupiah in _belum_ditagih(diperiksa):
        ada = per_sumber[pk].get(bulan, UtangBulan(bulan))
        per_sumber[pk][bulan] = ada._replace(orang_lain=orang, rupiah_lain=rupiah)
    return {
        pk: UtangSumber(s, [bulan for _, bulan in sorted(isi.items())], pada > s.tutup_sp2d)
        for pk, s in diperiksa.items()
        if (isi := per_sumber.get(pk))
    }


def _tagihan(sumber: Iterable[int]) -> Iterable[tuple[int, date, int, int, int]]:
    """Unpaid bills per source and month: bills, people, rupiah."""
    daftar = Tagihan.objects.filter(sumber__in=list(sumber), status__in=BELUM_DIBAYAR).order_by()
    return (
        daftar.values("sumber", "bulan")
        .annotate(n=Count("pk"), orang=Sum("jumlah_orang"), rupiah=Sum("total"))
        .values_list("sumber", "bulan", "n", "orang", "rupiah")
    )


def _belum_ditagih(sumber: dict[int, SumberDana]) -> Iterable[tuple[int, date, int, int]]:
    """Live months in no bill, per source and month: people, rupiah."""
    return (
        _baris_belum_ditagih(sumber)
        .order_by()
        .values("sumber", "bulan")
        .annotate(orang=Count("pk"), rupiah=Sum("nominal"))
        .values_list("sumber", "bulan", "orang", "rupiah")
    )


def _baris_belum_ditagih(sumber: dict[int, SumberDana]) -> QuerySet[Iuran]:
    tahun = [s.tahun for s in sumber.values()]
    rentang = (date(min(tahun), 1, 1), date(max(tahun), 12, 1))
    daftar = Iuran.objects.belum_ditagih().filter(sumber__in=list(sumber), bulan__range=rentang)
    return boleh_ditagih(daftar)


def baris_utang_sumber(utang: dict[int, UtangSumber]) -> list[QuerySet[Iuran]]:
    """The rows of :func:`utang_sumber`, in parts without a row in common."""
    if not utang:
        return []
    ditagih = Iuran.objects.uang().filter(sumber__in=list(utang), tagihan__status__in=BELUM_DIBAYAR)
    return [ditagih, _baris_belum_ditagih({pk: u.sumber for pk, u in utang.items()})]


class UtangTahun(NamedTuple):
    """The city's worker-months of years that have ended, unpaid; rupiah with the sign of rows."""

    orang: int
    rupiah: int


def utang_pada(hari: date) -> UtangTahun:
    """What is owed at the end of ``hari`` of the city's years that ended by then.

    The same debt as :func:`utang_sumber`'s, by the dates of the papers: a bill that an SP2D paid
    later was still owed. It reads only tables whose past is kept, so that a closed month stands.
    """
    tutup = _tahun_tutup(hari)
    if not tutup:
        return UtangTahun(0, 0)
    dibayar, belum = _dibayar_kemudian(tutup, hari), _tanpa_tagihan(tutup, hari)
    pembalik = Q(jenis=JenisIuran.PEMBALIK)
    bagian = [
        Tagihan.objects.filter(sumber__in=tutup, status__in=BELUM_DIBAYAR).aggregate(
            orang=Sum("jumlah_orang", default=0), rupiah=Sum("total", default=0)
        ),
        dibayar.aggregate(
            orang=Count("pk", filter=~pembalik) - Count("pk", filter=pembalik),
            rupiah=Sum("nominal", default=0),
        ),
        belum.aggregate(orang=Count("pk"), rupiah=Sum("nominal", default=0)),
    ]
    return UtangTahun(sum(b["orang"] for b in bagian), sum(b["rupiah"] for b in bagian))


def baris_utang(hari: date) -> list[QuerySet[Iuran]]:
    """The rows of :func:`utang_pada`, in parts without a row in common."""
    tutup = _tahun_tutup(hari)
    ditagih = Iuran.objects.uang().filter(sumber__in=tutup, tagihan__status__in=BELUM_DIBAYAR)
    return [ditagih, _dibayar_kemudian(tutup, hari), _tanpa_tagihan(tutup, hari)]


def _tahun_tutup(hari: date) -> list[int]:
    """The city's sources whose year had ended at the end of ``hari``."""
    tutup = SumberDana.objects.dibayar_kota().filter(tahun__lt=besok(hari).year)
    return list(tutup.values_list("pk", flat=True))


def _dibayar_kemudian(sumber: list[int], hari: date) -> QuerySet[Iuran]:
    kemudian = Pembayaran.objects.filter(tanggal__gt=hari).order_by().values("pk")
    return Iuran.objects.uang().filter(sumber__in=sumber, pembayaran__in=kemudian)


def _tanpa_tagihan(sumber: list[int], hari: date) -> QuerySet[Iuran]:
    belum = Iuran.objects.belum_ditagih().filter(sumber__in=sumber, bulan__lte=hari)
    return boleh_ditagih(belum)


class UtangDibayar(NamedTuple):
    """A debt of an earlier year that papers of this year paid."""

    sumber: str
    rupiah: int


def utang_dibayar(tahun: int) -> list[UtangDibayar]:
    """Debts of earlier years that an SP2D of ``tahun`` paid, by the source that owed them."""
    alokasi = AlokasiPembayaran.objects.filter(
        berlaku=True, pembayaran__tanggal__year=tahun, tagihan__sumber__tahun__lt=tahun
    ).filter(tagihan__sumber__in=SumberDana.objects.dibayar_kota())
    jumlah = alokasi.order_by("tagihan__sumber__tahun", "tagihan__sumber__urutan")
    return [
        UtangDibayar(f"{nama} {thn}", rupiah)
        for nama, thn, rupiah in jumlah.values_list(
            "tagihan__sumber__nama", "tagihan__sumber__tahun"
        ).annotate(rupiah=Sum("nominal"))
    ]
