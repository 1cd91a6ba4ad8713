"""Figures of a bill, and of the months that wait for one: sums over the ledger.

Screen, PDF and Excel all start here, so that they cannot disagree.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Sum

from iuran.models import Iuran, SumberDana, Tagihan
from pijar.bulan import awal_bulan


class BarisTarif(NamedTuple):
    """People of a bill at one tariff; all amounts in rupiah a month."""

    jkk: int
    jkm: int
    jht: int
    orang: int

    @property
    def nominal(self) -> int:
        return self.jkk + self.jkm + self.jht

    @property
    def jumlah(self) -> int:
        return self.nominal * self.orang


class BarisWilayah(NamedTuple):
    """People and rupiah of a bill in one kecamatan."""

    kecamatan: str
    orang: int
    jumlah: int


class RincianTagihan(NamedTuple):
    """A bill's breakdown; both lists sum to the same people and rupiah."""

    per_tarif: list[BarisTarif]
    per_kecamatan: list[BarisWilayah]

    @property
    def orang(self) -> int:
        return sum(b.orang for b in self.per_tarif)

    @property
    def total(self) -> int:
        return sum(b.jumlah for b in self.per_tarif)

    @property
    def ada_jht(self) -> bool:
        return any(b.jht for b in self.per_tarif)


def rincian(tagihan: Tagihan) -> RincianTagihan:
    """The breakdown of the rows in ``tagihan``, by tariff and by kecamatan; two queries."""
    baris = tagihan.daftar_iuran.order_by()
    per_tarif = baris.values_list("jkk", "jkm", "jht").annotate(orang=Count("pk"))
    wilayah = (
        baris.values_list("peserta__kelurahan__kecamatan__nama")
        .annotate(orang=Count("pk"), jumlah=Sum("nominal"))
        .order_by("peserta__kelurahan__kecamatan__nama")
    )
    return RincianTagihan(
        [BarisTarif(*b) for b in per_tarif.order_by("-jkk", "-jkm", "-jht")],
        [BarisWilayah(*b) for b in wilayah],
    )


class BarisTagihan(NamedTuple):
    """One person's line of a bill."""

    nik: str
    kpj: str
    nama: str
    kelurahan: str
    kecamatan: str
    jkk: int
    jkm: int
    jht: int
    nominal: int


def daftar_orang(tagihan: Tagihan) -> Iterator[BarisTagihan]:
    """Every line of the bill, by kecamatan, kelurahan and name, streamed from the server."""
    baris = (
        tagihan.daftar_iuran.annotate(
            kelurahan=F("peserta__kelurahan__nama"),
            kecamatan=F("peserta__kelurahan__kecamatan__nama"),
        )
        .order_by("kecamatan", "kelurahan", "peserta__nama", "pk")
        .values_list(
            "peserta__nik",
            "peserta__kpj",
            "peserta__nama",
            "kelurahan",
            "kecamatan",
            "jkk",
            "jkm",
            "jht",
            "nominal",
        )
    )
    return (BarisTagihan(*b) for b in baris.iterator(5000))


class Menunggu(NamedTuple):
    """Live rows of one source and month that are in no bill."""

    bulan: date
    sumber_id: int
    orang: int
    rupiah: int


def menunggu_ditagih(sampai: date, *, dari: date | None = None) -> list[Menunggu]:
    """Unbilled rows per month and source, oldest first, up to ``sampai``; without the lapsed."""
    baris = Iuran.objects.belum_ditagih().boleh_ditagih().filter(bulan__lte=sampai)
    if dari:
        baris = baris.filter(bulan__gte=dari)
    hitungan = (
        baris.order_by("bulan", "sumber_id")
        .values_list("bulan", "sumber_id")
        .annotate(orang=Count("pk"), rupiah=Sum("nominal"))
    )
    return [Menunggu(*m) for m in hitungan]


class SiapDisusun(NamedTuple):
    """A month and source ready to bill; ``sebelumnya`` is the month's latest living bill."""

    bulan: date
    sumber: SumberDana
    orang: int
    rupiah: int
    sebelumnya: Tagihan | None


def siap_disusun(sampai: date) -> list[SiapDisusun]:
    """Everything that waits for a bill up to the month ``sampai``, oldest first; three queries."""
    daftar = menunggu_ditagih(sampai)
    sumber = SumberDana.objects.in_bulk({m.sumber_id for m in daftar})
    lama = {
        (t.bulan, t.sumber_id): t
        for t in Tagihan.objects.hidup().filter(bulan__in={m.bulan for m in daftar}).order_by("ke")
    }
    return [
        SiapDisusun(
            m.bulan, sumber[m.sumber_id], m.orang, m.rupiah, lama.get((m.bulan, m.sumber_id))
        )
        for m in daftar
    ]


class KotakBulan(NamedTuple):
    """One month of one source in the year's table: its bills and its unbilled rows."""

    sumber: SumberDana
    tagihan: list[Tagihan]
    menunggu: Menunggu | None


def tabel_tahun(tahun: int, pada: date) -> list[tuple[date, list[KotakBulan]]]:
    """Months of ``tahun`` with something in them, newest first, each with every source in use.

    Waiting rows are counted up to the month of ``pada``: later months are not due.
    """
    awal, akhir = date(tahun, 1, 1), date(tahun, 12, 1)
    batas = min(akhir, awal_bulan(pada))
    menunggu = {(m.bulan, m.sumber_id): m for m in menunggu_ditagih(batas, dari=awal)}
    tagihan: dict[tuple[date, int], list[Tagihan]] = {}
    for t in Tagihan.objects.hidup().filter(bulan__range=(awal, akhir)).order_by("ke"):
        tagihan.setdefault((t.bulan, t.sumber_id), []).append(t)
    kunci = {*menunggu, *tagihan}
    sumber = SumberDana.objects.filter(pk__in={s for _, s in kunci}).order_by("urutan", "kode")
    return [
        (
            bulan,
            [
                KotakBulan(s, tagihan.get((bulan, s.pk), []), menunggu.get((bulan, s.pk)))
                for s in sumber
            ],
        )
        for bulan in sorted({b for b, _ in kunci}, reverse=True)
    ]
