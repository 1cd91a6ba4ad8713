"""Rows of a membership that has lapsed: nobody is billed for them (PP 44/2015).

The rule of cover decides, at the first day of each row's own month. It reads fifteen months of a
person, so it is asked only of whom an index finds with three unpaid months before that day.
"""

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncMonth

from iuran.models import Bantuan, Iuran
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan.aturan import Aturan
from iuran.perlindungan.buku import BukuSql, Syarat
from iuran.perlindungan.dugaan import bukan_satu_pun, mungkin_terputus, salah_satu
from pijar.bulan import rentang_bulan, selisih_bulan, tambah_bulan

ACUAN = date(2026, 7, 1)  # any month: the rule is written from it and counts from the row's own


def pk_nonaktif(baris: IuranQuerySet) -> list[int]:
    """Ids of the live rows among ``baris`` before whose month the cover had stopped.

    Who never paid has not begun and did not lapse. *Pengaktifan kembali* is a grant made after the
    lapse: its months are billed, until three of its own are unpaid.
    """
    rentang = baris.order_by().aggregate(awal=Min("bulan"), akhir=Max("bulan"))
    if rentang["akhir"] is None:
        return []
    bulan = rentang_bulan(rentang["awal"], selisih_bulan(rentang["awal"], rentang["akhir"]) + 1)
    mungkin = mungkin_terputus(bulan).items()
    dicari = [_terputus(baris.filter(salah_satu("peserta", pk)), b) for b, pk in mungkin]
    return list(dicari[0].union(*dicari[1:])) if dicari else []


def _terputus(baris: IuranQuerySet, bulan: date) -> QuerySet[Iuran, int]:
    """The rule for the rows of one month."""
    hidup = Iuran.objects.hidup().filter(peserta=OuterRef("peserta")).order_by()
    pernah = hidup.filter(pembayaran__isnull=False, bulan__lt=bulan)
    lama = Bantuan.objects.filter(peserta=OuterRef("peserta"), peserta_sejak__lt=F("bulan_awal"))
    lain = hidup.exclude(bantuan=OuterRef("bantuan"))
    lain = lain.filter(bulan__gte=tambah_bulan(bulan, -3), bulan__lt=bulan)
    return (
        baris.filter(Exists(pernah) | Exists(lama), hidup=True, bulan=bulan)
        .alias(dibuat=TruncMonth("bantuan__dibuat_pada", output_field=DateField()))
        .alias(balik=_bila(Q(Exists(lain)), _terhenti_sebelum("dibuat")))
        .filter(_terhenti(bulan), balik=False)
        .order_by()
        .values_list("pk", flat=True)
    )


def boleh_ditagih(baris: IuranQuerySet) -> IuranQuerySet:
    """``baris`` without the rows that nobody is billed for any more."""
    return baris.filter(bukan_satu_pun("pk", pk_nonaktif(baris)))


def _terhenti(bulan: date) -> Syarat:
    """The cover of the row's person had stopped before ``bulan``."""
    syarat = BukuSql(bulan).sekali(lambda b: Aturan(b, bulan).belum_kembali())
    return Syarat(f"coalesce({syarat}, false)", F("peserta"), output_field=BooleanField())


def _terhenti_sebelum(bulan: str) -> Syarat:
    """The cover of the row's person had stopped before the month in the field ``bulan``."""
    buku = BukuSql(ACUAN, terhadap="m.bulan")
    syarat = buku.sekali(lambda b: Aturan(b, ACUAN).belum_kembali())
    pola = f"(SELECT coalesce({syarat}, false) FROM (SELECT {{1}} AS bulan) m)"
    return Syarat(pola, F("peserta"), F(bulan), output_field=BooleanField())


def _bila(mungkin: Q, syarat: Any) -> Case:
    """``syarat``, asked only where it may hold."""
    return Case(When(mungkin, then=syarat), default=Value(False), output_field=BooleanField())
