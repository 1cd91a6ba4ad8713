"""Everybody's cover on a date, read from the ledger and never stored.

:mod:`iuran.perlindungan.aturan` holds the one definition. Here it is applied three ways:
:func:`dengan_cakupan` to many people in one SQL, :func:`bercakupan` as a filter of a list,
:func:`cakupan_orang` to the few people of a page. A test compares the three over every ledger.

Two facts are never mixed: :func:`dijamin` (there is cover on this day, by our record) and
:func:`berhak_dibiayai` (the city may pay this month). A claim asks the first, a bill the second.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
)

from iuran.models import Bantuan, Iuran, Pembayaran
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan.aturan import (
    ARTI,
    BULAN_NONAKTIF,
    DIJAMIN,
    JANGKAUAN,
    TANPA,
    Aturan,
    Cakupan,
    PilihanCakupan,
    batas_nonaktif,
)
from iuran.perlindungan.bayar import dibayar, hari_bayar, menurut_terima
from iuran.perlindungan.buku import DIGABUNG, BukuOrang, BukuSql, Syarat
from peserta.models import Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, tambah_bulan

ORANG = (F("pk"), F("tanggal_lahir"))


def dengan_cakupan(peserta: PesertaQuerySet, pada: date) -> PesertaQuerySet:
    """Each person with ``cakupan`` (see :class:`Cakupan`) and ``tunggakan`` on ``pada``.

    ``tunggakan`` counts the months past their due day that are still owed, 3 at most. ``kini`` is
    the relation to the live row of the month itself.
    """
    bulan = awal_bulan(pada)
    baris = {n: _baris_hidup(tambah_bulan(bulan, -i)) for i, n in enumerate(DIGABUNG)}
    kolom = [k for n in DIGABUNG for k in (F(f"{n}__bulan"), hari_bayar(f"{n}__"))]
    aturan = Aturan(BukuSql(pada, gabung=True), pada)
    return peserta.annotate(
        **baris,
        cakupan=Syarat(_menurut(aturan), *ORANG, *kolom, output_field=CharField()),
        tunggakan=Syarat(_hitung(aturan), *ORANG, *kolom, output_field=IntegerField()),
    )


def _baris_hidup(bulan: date) -> FilteredRelation:
    """The live ledger row of a month; the database holds that there is one at most."""
    syarat = Q(daftar_iuran__bulan=bulan, daftar_iuran__hidup=True)
    return FilteredRelation("daftar_iuran", condition=syarat)


def _menurut(aturan: Aturan[str]) -> str:
    """The state as SQL."""
    pilihan = " ".join(f"WHEN {syarat} THEN '{nama}'" for nama, syarat in aturan.urutan())
    return f"(CASE {pilihan} ELSE '{Cakupan.LUNAS}' END)"


def _hitung(aturan: Aturan[str]) -> str:
    """The months in arrears as SQL."""
    semua = " + ".join(f"({utang})::int" for utang in aturan.tunggakan())
    return f"least({semua}, {BULAN_NONAKTIF})"


class KeadaanCakupan(NamedTuple):
    """The two values that :func:`dengan_cakupan` gives one person."""

    cakupan: str
    tunggakan: int


def cakupan_orang(orang: Sequence[int], pada: date) -> dict[int, KeadaanCakupan]:
    """The cover of each of ``orang`` (ids of people), from two look-ups of just these people.

    For one page the joins of :func:`dengan_cakupan` cost ten times as much, most of it in planning.
    """
    awal = tambah_bulan(awal_bulan(pada), 1 - JANGKAUAN)
    lunas: defaultdict[int, dict[date, date | None]] = defaultdict(dict)
    tempo: defaultdict[int, dict[date, date]] = defaultdict(dict)
    baris = Iuran.objects.hidup().filter(peserta__in=orang, bulan__range=(awal, pada)).order_by()
    kolom = ("peserta", "bulan", hari_bayar(), "tagihan__kode_iuran_tempo")
    for pk, bulan, tanggal, jatuh in baris.values_list(*kolom):
        lunas[pk][bulan] = tanggal
        if jatuh:
            tempo[pk][bulan] = jatuh
    hasil, dikenal = {}, dict[Any, KeadaanCakupan]()
    for pk, *fakta in _fakta(orang, pada):
        # Most people of a page have the same ledger, paid by the same bills.
        sama = (frozenset(lunas[pk].items()), frozenset(tempo[pk].items()), *fakta)
        if sama not in dikenal:
            dikenal[sama] = _keadaan(BukuOrang(pada, lunas[pk], tempo[pk], *fakta))
        hasil[pk] = dikenal[sama]
    return hasil


def _fakta(orang: Sequence[int], pada: date) -> QuerySet[Any, Any]:
    """Of each person: dead, not accepted, left, ever paid, paid since a lapse could have begun."""
    buku = BukuSql(pada)
    pola = (
        buku.meninggal(),
        buku.gugur(),
        buku.keluar(),
        buku.pernah(None),
        buku.pernah(Aturan(buku, pada).jendela),
    )
    fakta = [Syarat(p, *ORANG, output_field=BooleanField()) for p in pola]
    return Peserta.objects.filter(pk__in=orang).order_by().values_list("pk", *fakta)


def _keadaan(buku: BukuOrang) -> KeadaanCakupan:
    aturan = Aturan(buku, buku.pada)
    cakupan = next((nama for nama, benar in aturan.urutan() if benar), Cakupan.LUNAS)
    return KeadaanCakupan(cakupan, min(sum(aturan.tunggakan()), BULAN_NONAKTIF))


def bercakupan(peserta: PesertaQuerySet, pilihan: str, pada: date) -> PesertaQuerySet:
    """Those of ``peserta`` whose cover on ``pada`` is ``pilihan`` (see :class:`PilihanCakupan`).

    The same definition as a condition, so that one page does not join four months of everybody.
    """
    arti = ARTI[PilihanCakupan(pilihan)]
    aturan = Aturan(BukuSql(pada), pada)
    nilai = ", ".join(f"'{a}'" for a in arti)
    dipilih = f"({_menurut(aturan)} IN ({nilai}))"
    return _sempit(peserta, arti, aturan).filter(
        Syarat(dipilih, *ORANG, output_field=BooleanField())
    )


def _sempit(peserta: PesertaQuerySet, arti: Sequence[str], aturan: Aturan[str]) -> PesertaQuerySet:
    """What every one of the chosen has, as plain conditions that the planner begins with.

    Where they are few, their ids come first, as an array: else the rule is asked of everybody.
    """
    bulan = awal_bulan(aturan.pada)
    calon: dict[Sequence[str], Callable[[Aturan[str]], IuranQuerySet]] = {
        (Cakupan.NONAKTIF,): _tiga_bulan_lalu,
        (Cakupan.BELUM_AKTIF,): _tanpa_pembayaran,
        (Cakupan.TENGGANG,): _lewat_tempo,
    }
    if tuple(arti) in calon:
        sedikit = calon[tuple(arti)](aturan).order_by().values("peserta")
        peserta = peserta.filter(
            Func(
                F("pk"),
                ArraySubquery(sedikit),
                template="(%(expressions)s))",
                arg_joiner=" = ANY(",
                output_field=BooleanField(),
            )
        )
    elif TANPA not in arti:
        milik = Iuran.objects.hidup().filter(peserta=OuterRef("pk"), bulan=bulan)
        peserta = peserta.filter(Exists(milik))
    return peserta


def _tiga_bulan_lalu(aturan: Aturan[str]) -> IuranQuerySet:
    """The first of three months, unpaid when the third one was over."""
    bulan, belum = awal_bulan(aturan.pada), Q()
    for n in range(aturan.ketiga, aturan.ketiga + BULAN_NONAKTIF):
        batas = batas_nonaktif(tambah_bulan(bulan, -n))
        belum |= _belum_dibayar(batas) & Q(bulan=tambah_bulan(bulan, 1 - n - BULAN_NONAKTIF))
    return Iuran.objects.hidup().filter(belum)


def _tanpa_pembayaran(aturan: Aturan[str]) -> IuranQuerySet:
    """The rows of this month whose people have paid nothing for as long as a lapse needs."""
    bulan = awal_bulan(aturan.pada)
    lunas = Iuran.objects.hidup().filter(
        dibayar("lte", aturan.pada),
        peserta=OuterRef("peserta"),
        bulan__range=(tambah_bulan(bulan, -aturan.jendela), bulan),
    )
    return Iuran.objects.hidup().filter(~Exists(lunas), bulan=bulan)


def _lewat_tempo(aturan: Aturan[str]) -> IuranQuerySet:
    """Unpaid rows past their due day, of the months that can be in grace."""
    bulan = awal_bulan(aturan.pada)
    lewat = tambah_bulan(bulan, -aturan.lewat)
    dini = Q(bulan__lte=bulan, tagihan__kode_iuran_tempo__lt=aturan.pada)
    sejak = tambah_bulan(lewat, 1 - BULAN_NONAKTIF)
    dilihat = Q(bulan__lte=lewat) | dini
    return Iuran.objects.hidup().filter(_belum_dibayar(aturan.pada), dilihat, bulan__gte=sejak)


def _belum_dibayar(pada: date) -> Q:
    """For a query on Iuran: rows that were unpaid on ``pada``; of the few payments no join."""
    if menurut_terima():
        return Q(pembayaran=None) | dibayar("gt", pada)
    sesudah = Pembayaran.objects.filter(tanggal__gt=pada).order_by().values("pk")
    return Q(pembayaran=None) | Q(pembayaran__in=sesudah)


def terlindungi(pada: date) -> PesertaQuerySet:
    """Everybody covered on ``pada``, whoever pays; scope it with ``for_petugas``."""
    return bercakupan(Peserta.objects.all(), PilihanCakupan.TERLINDUNGI, pada)


def nonaktif(pada: date) -> PesertaQuerySet:
    """Everybody whose cover ended because three months in a row were not paid."""
    return bercakupan(Peserta.objects.all(), PilihanCakupan.NONAKTIF, pada)


def dijamin(pada: date) -> PesertaQuerySet:
    """Everybody with cover on ``pada`` by our record, also who has left the programme."""
    return dengan_cakupan(Peserta.objects.all(), pada).filter(Q(cakupan__in=DIJAMIN))


def berhak_dibiayai(pada: date) -> PesertaQuerySet:
    """Everybody for whom the city may pay ``pada``'s month: a grant, and nothing that ended it.

    From the month after a death or a move, and from the month of the 65th birthday, it may not.
    """
    bulan = awal_bulan(pada)
    bantuan = Bantuan.objects.hidup().filter(
        peserta=OuterRef("pk"), bulan_awal__lte=bulan, bulan_akhir__gte=bulan
    )
    buku = BukuSql(pada)
    selesai = buku.atau(buku.meninggal(), buku.keluar())
    return Peserta.objects.filter(
        Exists(bantuan), ~Q(Syarat(selesai, *ORANG, output_field=BooleanField()))
    )
