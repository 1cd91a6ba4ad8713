"""Months and sources: what waits for a bill, and the bills of a year."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Sum

from iuran.models import Iuran, SumberDana, Tagihan
from iuran.perlindungan import boleh_ditagih
from pijar.bulan import awal_bulan


class Menunggu(NamedTuple):
    """Live rows of one source and month that are in no bill."""

    bulan: date
    sumber_id: int
    orang: int
    rupiah: int


def menunggu_ditagih(sampai: date, *, dari: date | None = None) -> list[Menunggu]:
    """Unbilled rows per month and source, oldest first, up to ``sampai``; without the lapsed."""
    baris = Iuran.objects.belum_ditagih().filter(bulan__lte=sampai)
    if dari:
        baris = baris.filter(bulan__gte=dari)
    hitungan = (
        boleh_ditagih(baris)
        .order_by("bulan", "sumber_id")
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
        for t in Tagihan.objects.hidup()
        .filter(bulan__in={m.bulan for m in daftar}, induk=None)
        .order_by("ke")
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
    for t in Tagihan.objects.hidup().filter(bulan__range=(awal, akhir)).order_by("ke", "nomor"):
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
