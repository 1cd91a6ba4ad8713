"""People who lose cover, by month: each person's last live month with nothing after it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef

from iuran.models import Bantuan, Iuran, StatusBantuan
from iuran.models.buku import IuranQuerySet
from peserta.models import Status
from pijar.bulan import awal_bulan, rentang_bulan, tambah_bulan

BULAN_DILIHAT = 3


class BarisBerakhir(NamedTuple):
    """People whose last covered month is ``bulan``, by source and kecamatan."""

    bulan: date
    sumber_id: int
    sumber: str
    kecamatan_id: str
    kecamatan: str
    orang: int


def bulan_terakhir(pada: date, bulan: int = BULAN_DILIHAT) -> IuranQuerySet:
    """The last live row of everybody enrolled whose cover ends in the next ``bulan`` months.

    ``pada``'s own month is the first of them. A later live row, or a later grant that still
    waits for its rows, means that the cover goes on.
    """
    awal = awal_bulan(pada)
    sampai = tambah_bulan(awal, bulan)
    orang = Iuran.objects.hidup().filter(peserta=OuterRef("peserta"))
    menyusul = Bantuan.objects.filter(
        peserta=OuterRef("peserta"),
        bulan_awal__gt=OuterRef("bulan"),
        status__in=[StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN],
    )
    # A row in the month ``sampai`` is a later row too; excluding it first is much faster.
    return (
        Iuran.objects.hidup()
        .filter(bulan__gte=awal, bulan__lt=sampai)
        .filter(~Exists(orang.filter(bulan=sampai)))
        .filter(~Exists(orang.filter(bulan__gt=OuterRef("bulan")).filter(bulan__gt=awal)))
        .filter(~Exists(menyusul.filter(bulan_awal__gt=awal)))
        .filter(peserta__status=Status.TERDAFTAR, peserta__digabung_ke=None)
    )


class BarisTabel(NamedTuple):
    """One group's people per month, in the order of the table's months."""

    nama: str
    per_bulan: list[int]

    @property
    def orang(self) -> int:
        return sum(self.per_bulan)


class TabelBerakhir(NamedTuple):
    """The same people by source and by kecamatan; ``total`` counts them per month."""

    bulan: list[date]
    per_sumber: list[BarisTabel]
    per_kecamatan: list[BarisTabel]
    total: BarisTabel


def tabel_berakhir(baris: Sequence[BarisBerakhir], pada: date, bulan: int) -> TabelBerakhir:
    """Lay ``baris`` out with a column for each of the next ``bulan`` months."""
    kolom = rentang_bulan(awal_bulan(pada), bulan)
    return TabelBerakhir(
        kolom,
        _kelompokkan([(b.sumber, b) for b in baris], kolom),
        _kelompokkan([(b.kecamatan, b) for b in baris], kolom),
        BarisTabel("Jumlah", [sum(b.orang for b in baris if b.bulan == k) for k in kolom]),
    )


def _kelompokkan(baris: Sequence[tuple[str, BarisBerakhir]], kolom: list[date]) -> list[BarisTabel]:
    hitung: dict[str, Counter[date]] = {}
    for nama, b in baris:
        hitung.setdefault(nama, Counter())[b.bulan] += b.orang
    return [BarisTabel(nama, [hitung[nama][b] for b in kolom]) for nama in sorted(hitung)]


def akan_berakhir(
    pada: date, bulan: int = BULAN_DILIHAT, di: IuranQuerySet | None = None
) -> list[BarisBerakhir]:
    """How many people lose cover after each of the next ``bulan`` months, in one query.

    ``di`` is :func:`bulan_terakhir` narrowed to an area.
    """
    baris = bulan_terakhir(pada, bulan) if di is None else di
    kolom = ("bulan", "sumber_id", "nama_sumber", "kecamatan", "nama_kecamatan")
    hitungan = (
        baris.annotate(
            nama_sumber=F("sumber__nama"),
            kecamatan=F("peserta__kelurahan__kecamatan_id"),
            nama_kecamatan=F("peserta__kelurahan__kecamatan__nama"),
        )
        .order_by("bulan", "nama_sumber", "nama_kecamatan")
        .values_list(*kolom)
        .annotate(orang=Count("pk"))
    )
    return [BarisBerakhir(*b) for b in hitungan]
