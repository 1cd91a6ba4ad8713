"""Who is covered on a date: the one definition, read from the ledger, never stored.

- A month of the ledger is *paid on D* when its payment is dated D or earlier.
- *Nonaktif* on D: the three months before D's month all have live rows and none is paid on D
  (Peraturan BPJS: three unpaid months in a row, inactive from the fourth).
- *Terlindungi* on D: a live row for D's month, and not nonaktif. Such a person is *menunggak*
  when the last completed month is unpaid, else *aktif*. A month is completed on its last day,
  so January to March unpaid is menunggak (3) on 31 March and nonaktif on 1 April.

Months without a live row, such as those before the first one, owe nothing. Nothing here reads
a clock. :func:`dengan_cakupan` writes the definition; everything else asks it
(:func:`bercakupan` repeats it as a filter).
"""

from datetime import date, timedelta

from django.db.models import (
    Case,
    Exists,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)

from iuran.models import Iuran
from peserta.models import Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, tambah_bulan

BULAN_NONAKTIF = 3  # unpaid months in a row after which BPJS ends the cover


class Cakupan(TextChoices):
    """What the ledger says of one person on one date; empty: no live row for that month."""

    AKTIF = "aktif", "Aktif"
    MENUNGGAK = "menunggak", "Menunggak"
    NONAKTIF = "nonaktif", "Nonaktif"


class PilihanCakupan(TextChoices):
    """What may be asked of a list: everybody is either covered, one way or the other, or not."""

    TERLINDUNGI = "terlindungi", "Terlindungi"
    AKTIF = "aktif", "Aktif, iuran lancar"
    MENUNGGAK = "menunggak", "Menunggak"
    NONAKTIF = "nonaktif", "Nonaktif"
    TANPA = "tanpa", "Tanpa perlindungan"


TERLINDUNGI = (Cakupan.AKTIF, Cakupan.MENUNGGAK)


def dengan_cakupan(peserta: PesertaQuerySet, pada: date) -> PesertaQuerySet:
    """Each person with ``cakupan`` (see :class:`Cakupan`) and ``tunggakan`` on ``pada``.

    ``tunggakan`` counts unpaid months in a row up to the last completed month, 3 at most.
    ``kini`` is the relation to the live row of the month itself.
    """
    bulan = awal_bulan(pada)
    nama = ["kini", "lalu_1", "lalu_2", "lalu_3"]
    baris = {n: _baris_hidup(tambah_bulan(bulan, -i)) for i, n in enumerate(nama)}
    utang = [_belum_lunas(n, pada) for n in nama]
    selesai = 0 if _hari_terakhir(pada) else 1  # how many months back the last completed one is
    hitung = [When(~Q(utang[selesai + n]), then=Value(n)) for n in range(BULAN_NONAKTIF)]
    return peserta.annotate(
        **baris,
        tunggakan=Case(*hitung, default=Value(BULAN_NONAKTIF), output_field=IntegerField()),
        cakupan=Case(
            When(utang[1] & utang[2] & utang[3], then=Value(Cakupan.NONAKTIF.value)),
            When(kini__bulan__isnull=True, then=Value("")),
            When(utang[selesai], then=Value(Cakupan.MENUNGGAK.value)),
            default=Value(Cakupan.AKTIF.value),
        ),
    )


def _baris_hidup(bulan: date) -> FilteredRelation:
    """The live ledger row of a month; the database holds that there is one at most."""
    syarat = Q(daftar_iuran__bulan=bulan, daftar_iuran__hidup=True)
    return FilteredRelation("daftar_iuran", condition=syarat)


def _belum_lunas(baris: str, pada: date) -> Q:
    """True for a live row without a payment on ``pada``; false when there is no row."""
    return Q(**{f"{baris}__bulan__isnull": False}) & (
        Q(**{f"{baris}__pembayaran": None}) | Q(**{f"{baris}__pembayaran__tanggal__gt": pada})
    )


def _hari_terakhir(pada: date) -> bool:
    return (pada + timedelta(days=1)).day == 1


def bercakupan(peserta: PesertaQuerySet, pilihan: str, pada: date) -> PesertaQuerySet:
    """Those of ``peserta`` whose cover on ``pada`` is ``pilihan`` (see :class:`PilihanCakupan`).

    The same definition as conditions, so that one page of people need not join four months of
    everybody; a test holds the two together over every possible ledger.
    """
    bulan = awal_bulan(pada)
    kini = Exists(_hidup(bulan))
    selesai = bulan if _hari_terakhir(pada) else tambah_bulan(bulan, -1)
    menunggak = Exists(_nunggak(selesai, pada))
    satu, dua, tiga = (Exists(_nunggak(tambah_bulan(bulan, -n), pada)) for n in (1, 2, 3))
    nonaktif = Q(satu) & Q(dua) & Q(tiga)
    syarat = {
        PilihanCakupan.TERLINDUNGI: Q(kini) & ~nonaktif,
        PilihanCakupan.AKTIF: Q(kini) & ~Q(menunggak) & ~nonaktif,
        PilihanCakupan.MENUNGGAK: Q(kini) & Q(menunggak) & ~nonaktif,
        PilihanCakupan.NONAKTIF: nonaktif,
        PilihanCakupan.TANPA: ~Q(kini) | nonaktif,
    }
    return peserta.filter(syarat[PilihanCakupan(pilihan)])


def _hidup(bulan: date) -> QuerySet[Iuran]:
    """For a query on Peserta: the person's live row of ``bulan``."""
    return Iuran.objects.hidup().filter(bulan=bulan, peserta=OuterRef("pk"))


def _nunggak(bulan: date, pada: date) -> QuerySet[Iuran]:
    """The same, without a payment on ``pada``."""
    return _hidup(bulan).filter(Q(pembayaran=None) | Q(pembayaran__tanggal__gt=pada))


def terlindungi(pada: date) -> PesertaQuerySet:
    """Everybody covered on ``pada``, whoever pays; scope it with ``for_petugas``."""
    return dengan_cakupan(Peserta.objects.all(), pada).filter(Q(cakupan__in=TERLINDUNGI))


def nonaktif(pada: date) -> PesertaQuerySet:
    """Everybody whose cover ended because three months in a row were not paid."""
    return dengan_cakupan(Peserta.objects.all(), pada).filter(Q(cakupan=Cakupan.NONAKTIF))
