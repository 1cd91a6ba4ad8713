"""People who lose cover, by month: the end of the unbroken run that protects each of them today.

Only who is protected can lose it, so nobody is counted twice and never more people than these.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least

from iuran.models import Bantuan, Iuran, StatusBantuan
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan.aturan import TERLINDUNGI
from iuran.perlindungan.cakupan import dengan_cakupan
from peserta.models import Peserta, Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, rentang_bulan, tambah_bulan

BULAN_DILIHAT = 3
DITERIMA = (Status.DIDAFTARKAN, Status.TERDAFTAR)
"""BPJS may have accepted people of these for payment; those of the first still lack their card."""


class BarisBerakhir(NamedTuple):
    """People whose last covered month is ``bulan``, by source and kecamatan."""

    bulan: date
    sumber_id: int
    sumber: str
    kecamatan_id: str
    kecamatan: str
    orang: int


def bulan_terakhir(pada: date, bulan: int = BULAN_DILIHAT) -> IuranQuerySet:
    """The row with which the cover of each protected person ends in the next ``bulan`` months.

    ``pada``'s own month is the first of them. It is the last row of the unbroken run that covers
    ``pada``, and no grant that waits for its rows pays the month after it. Where something pays
    later again there is a gap: ``lanjut`` is the month that follows it, else None.
    """
    awal = awal_bulan(pada)
    akhir = Q()
    for n in range(bulan):
        akhir |= _berakhir_dengan(awal, n)
    sesudah = Iuran.objects.hidup().filter(peserta=OuterRef("peserta"), bulan__gt=OuterRef("bulan"))
    menyusul = _menunggu_baris().filter(bulan_awal__gt=OuterRef("bulan"))
    return (
        Iuran.objects.hidup()
        .filter(akhir, bulan__gte=awal, bulan__lt=tambah_bulan(awal, bulan))
        .filter(peserta__status__in=DITERIMA, peserta__digabung_ke=None)
        .filter(peserta__in=_terlindungi(pada).order_by().values("pk"))
        .annotate(
            lanjut=Least(
                Subquery(sesudah.order_by("bulan").values("bulan")[:1]),
                Subquery(menyusul.order_by("bulan_awal").values("bulan_awal")[:1]),
            )
        )
    )


def _terlindungi(pada: date) -> PesertaQuerySet:
    """Everybody covered on ``pada``: nearly all people, so their months are joined."""
    semua = Peserta.objects.filter(status__in=DITERIMA, digabung_ke=None)
    return dengan_cakupan(semua, pada).filter(Q(cakupan__in=TERLINDUNGI))


def _berakhir_dengan(awal: date, n: int) -> Q:
    """The row ``n`` months after ``awal``, with every month before it live and the next one not."""
    milik = Iuran.objects.hidup().filter(peserta=OuterRef("peserta"))
    berikut = tambah_bulan(awal, n + 1)
    dibiayai = _menunggu_baris().filter(bulan_awal__lte=berikut, bulan_akhir__gte=berikut)
    syarat = Q(~Exists(milik.filter(bulan=berikut)), ~Exists(dibiayai), bulan=tambah_bulan(awal, n))
    for sebelum in rentang_bulan(awal, n):
        syarat &= Q(Exists(milik.filter(bulan=sebelum)))
    return syarat


def _menunggu_baris() -> QuerySet[Bantuan]:
    """For a query on Iuran: the person's grants whose months may still come into the ledger."""
    return Bantuan.objects.filter(
        peserta=OuterRef("peserta"),
        status__in=[StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN],
    ).order_by()


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
