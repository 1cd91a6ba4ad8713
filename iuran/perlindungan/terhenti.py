"""Rows of a membership that has lapsed: nobody is billed for them (PP 44/2015).

The rule of cover decides, at the first day of each row's own month. It reads fifteen months of a
person, so it is asked only where three months in a row were unpaid, which an index tells; and that
only of people with a month that stayed long unpaid, whom the bills tell.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncMonth

from iuran.models import AlokasiPembayaran, Bantuan, Iuran, Tagihan
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan.aturan import BULAN_NONAKTIF, Aturan
from iuran.perlindungan.bayar import dibayar
from iuran.perlindungan.buku import BukuSql, Syarat
from pijar.bulan import tambah_bulan

ACUAN = date(2026, 7, 1)  # any month: the rule is written from it and counts from the row's own


def baris_nonaktif(baris: IuranQuerySet) -> IuranQuerySet:
    """The live rows among ``baris`` before whose month the cover had stopped.

    Who never paid has not begun and did not lapse. *Pengaktifan kembali* is a grant made after the
    lapse: its months are billed, until three of its own are unpaid.
    """
    lain = _hidup().exclude(bantuan=OuterRef("bantuan"))
    lain = lain.filter(bulan__gte=_mundur("bulan", 3), bulan__lt=OuterRef("bulan"))
    return (
        baris.filter(hidup=True)
        .alias(dibuat=TruncMonth("bantuan__dibuat_pada", output_field=DateField()))
        .alias(henti=_bila(_mungkin(), _terhenti("bulan")))
        .alias(balik=_bila(Q(Exists(lain)) & _tiga_utang("dibuat"), _terhenti("dibuat")))
        .filter(henti=True, balik=False)
    )


def pk_nonaktif(baris: IuranQuerySet) -> list[int]:
    """The ids of :func:`baris_nonaktif` for very many rows: the few that may be, then the rule."""
    mungkin = list(_menunggak(baris).filter(_mungkin()).order_by().values_list("pk", flat=True))
    if not mungkin:
        return []
    tepat = baris_nonaktif(Iuran.objects.filter(pk__in=mungkin))
    return list(tepat.order_by().values_list("pk", flat=True))


def _mungkin() -> Q:
    """Three months were unpaid, and the person has been a member."""
    pernah = _hidup().filter(pembayaran__isnull=False, bulan__lt=OuterRef("bulan"))
    return _tiga_utang("bulan") & Q(Exists(pernah) | Exists(_peserta_lama()))


def boleh_ditagih(baris: IuranQuerySet) -> IuranQuerySet:
    """``baris`` without the rows that nobody is billed for any more; one small query besides."""
    return baris.exclude(pk__in=baris_nonaktif(_menunggak(baris)).order_by().values("pk"))


def _menunggak(baris: IuranQuerySet) -> IuranQuerySet:
    """Those of ``baris`` whose people have a month that stayed unpaid long enough to lapse.

    The oldest of three unpaid months lies three to six months before the row, and was in no bill or
    in one that nobody paid in its two months. Such bills are few; 130.000 rows need no look each.
    """
    rentang = baris.order_by().aggregate(awal=Min("bulan"), akhir=Max("bulan"))
    if rentang["akhir"] is None:
        return baris.none()
    bulan = (
        tambah_bulan(rentang["awal"], -2 * BULAN_NONAKTIF),
        tambah_bulan(rentang["akhir"], -BULAN_NONAKTIF),
    )
    lama = Iuran.objects.hidup().filter(bulan__range=bulan).order_by()
    dua_bulan = Func(F("tagihan__bulan"), template="(%(expressions)s + interval '2 month')::date")
    tepat = AlokasiPembayaran.objects.filter(dibayar("lt", dua_bulan), berlaku=True)
    telat = Tagihan.objects.filter(bulan__range=bulan).exclude(pk__in=tepat.values("tagihan"))
    return baris.filter(
        Q(peserta__in=lama.filter(tagihan=None).values("peserta"))
        | Q(peserta__in=lama.filter(tagihan__in=telat.order_by().values("pk")).values("peserta"))
    )


def _terhenti(bulan: str) -> Syarat:
    """The cover of the row's person had stopped before the month in the field ``bulan``."""
    buku = BukuSql(ACUAN, terhadap="m.bulan")
    syarat = buku.sekali(lambda b: Aturan(b, ACUAN).belum_kembali())
    pola = f"(SELECT coalesce({syarat}, false) FROM (SELECT {{1}} AS bulan) m)"
    return Syarat(pola, F("peserta"), F(bulan), output_field=BooleanField())


def _bila(mungkin: Q, syarat: Any) -> Case:
    """``syarat``, asked only where it may hold."""
    return Case(When(mungkin, then=syarat), default=Value(False), output_field=BooleanField())


def _tiga_utang(bulan: str) -> Q:
    """Three months, not long before that in the field ``bulan``, were unpaid when the last ended.

    Where the due day decides, that is a month later.
    """
    awal = 2 if settings.NONAKTIF_MENURUT == "jatuh_tempo" else 1
    pilihan = Q()
    for n in range(awal, awal + BULAN_NONAKTIF):
        tiga = (_belum_dibayar(bulan, i, pada=n) for i in range(n, n + BULAN_NONAKTIF))
        pilihan |= Q(*map(Exists, tiga))
    return pilihan


def _belum_dibayar(bulan: str, n: int, *, pada: int) -> IuranQuerySet:
    """The live row ``n`` months before ``bulan``, unpaid when the month ``pada`` before began."""
    telat = Q(pembayaran=None) | dibayar("gte", _mundur(bulan, pada))
    return _hidup().filter(telat, bulan=_mundur(bulan, n))


def _hidup() -> IuranQuerySet:
    """For a query on Iuran: the live rows of the same person."""
    return Iuran.objects.hidup().filter(peserta=OuterRef("peserta")).order_by()


def _mundur(bulan: str, n: int) -> Func:
    """For a query on Iuran: the month ``n`` months before that of its field ``bulan``."""
    pola = f"(%(expressions)s - interval '{n} month')::date"
    return Func(OuterRef(bulan), template=pola, output_field=DateField())


def _peserta_lama() -> QuerySet[Bantuan]:
    """For a query on Iuran: grants of the person that tell of an older membership."""
    return Bantuan.objects.filter(peserta=OuterRef("peserta"), peserta_sejak__lt=F("bulan_awal"))
