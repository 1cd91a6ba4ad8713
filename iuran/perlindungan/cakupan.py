"""Who is covered on a date: the one definition, read from the ledger, never stored.

- A month of the ledger is *paid on D* when its payment is dated D or earlier.
- *Nonaktif* on D: the three months before D's month all have live rows and none is paid on D
  (Peraturan BPJS: three unpaid months in a row, inactive from the fourth).
- *Terlindungi* on D: a live row for D's month, and not nonaktif. Such a person is *menunggak*
  when the last completed month is unpaid, else *aktif*. A month is completed on its last day,
  so January to March unpaid is menunggak (3) on 31 March and nonaktif on 1 April.

Months without a live row, such as those before the first one, owe nothing. Nothing here reads
a clock. :func:`dengan_cakupan` writes the definition; everything else asks it
(:func:`bercakupan` repeats it as a filter, :func:`cakupan_orang` for the few people of a page).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

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
from pijar.nada import Bernada, Nada

BULAN_NONAKTIF = 3  # unpaid months in a row after which BPJS ends the cover


class Cakupan(Bernada):
    """What the ledger says of one person on one date; empty: no live row for that month."""

    AKTIF = "aktif", Nada.BAIK, "Aktif"
    MENUNGGAK = "menunggak", Nada.PERHATIAN, "Menunggak"
    NONAKTIF = "nonaktif", Nada.BURUK, "Nonaktif"


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


class KeadaanCakupan(NamedTuple):
    """What :func:`dengan_cakupan` says of one person."""

    cakupan: str
    tunggakan: int


def cakupan_orang(orang: Sequence[int], pada: date) -> dict[int, KeadaanCakupan]:
    """The same for each of ``orang`` (keys of people), in one look-up of their last four months.

    For a page of people joining the ledger seven times costs ten times as much, most of it in
    planning; a test holds it to the definition over every possible ledger.
    """
    bulan = [tambah_bulan(awal_bulan(pada), -n) for n in range(BULAN_NONAKTIF + 1)]
    lunas: defaultdict[int, dict[date, date | None]] = defaultdict(dict)
    baris = Iuran.objects.hidup().filter(peserta__in=orang, bulan__in=bulan).order_by()
    for pk, bulan_ini, tanggal in baris.values_list("peserta", "bulan", "pembayaran__tanggal"):
        lunas[pk][bulan_ini] = tanggal
    return {pk: _keadaan(lunas[pk], bulan, pada) for pk in orang}


def _keadaan(
    lunas: Mapping[date, date | None], bulan: Sequence[date], pada: date
) -> KeadaanCakupan:
    """``lunas``: when each live month was paid; ``bulan``: that of ``pada`` and those before it."""
    utang = [b in lunas and ((hari := lunas[b]) is None or hari > pada) for b in bulan]
    selesai = utang[0 if _hari_terakhir(pada) else 1 :][:BULAN_NONAKTIF]
    tunggakan = [*selesai, False].index(False)
    if all(utang[1:]):
        return KeadaanCakupan(Cakupan.NONAKTIF, tunggakan)
    if bulan[0] not in lunas:
        return KeadaanCakupan("", tunggakan)
    return KeadaanCakupan(Cakupan.MENUNGGAK if selesai[0] else Cakupan.AKTIF, tunggakan)


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
