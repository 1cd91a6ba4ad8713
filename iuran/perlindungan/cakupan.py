"""Everybody's cover on a date, read from the ledger and never stored.

:mod:`iuran.perlindungan.aturan` holds the one definition. Here it is applied three ways:
:func:`dengan_cakupan` to many people in one SQL, :func:`bercakupan` as a filter of a list,
:func:`cakupan_orang` to the few people of a page. A test compares the three over every ledger.

Two facts are never mixed: there is cover on this day by our record (:data:`DIJAMIN`), and the city
may pay this month (:func:`iuran.models.keluar.keluar`). A claim asks the first, a bill the second.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    F,
    FilteredRelation,
    IntegerField,
    Q,
    QuerySet,
)

from iuran.models import AlokasiPembayaran, Bantuan, Iuran, Pembayaran, Tagihan
from iuran.perlindungan.aturan import (
    ARTI,
    BULAN_NONAKTIF,
    JANGKAUAN,
    TANPA,
    Aturan,
    Cakupan,
    PilihanCakupan,
)
from iuran.perlindungan.bayar import hari_bayar
from iuran.perlindungan.buku import BukuOrang, BukuSql, Syarat
from iuran.perlindungan.dugaan import (
    LAIN,
    bukan_satu_pun,
    dugaan,
    dugaan_tenggang,
    punya_bulan,
    salah_satu,
)
from peserta.models import Peristiwa, Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.keadaan import sekali
from pijar.simpanan import Simpanan

ORANG = (F("pk"), F("tanggal_lahir"))
SEMUA = (TANPA, *Cakupan.values)


def dengan_cakupan(peserta: PesertaQuerySet, pada: date) -> PesertaQuerySet:
    """Each person with ``cakupan`` (see :class:`Cakupan`) and ``tunggakan`` on ``pada``.

    ``tunggakan`` counts the months past their due day that are still owed, 3 at most. ``kini`` is
    the relation to the live row of the month itself.
    """
    buku = BukuSql(pada)
    menurut = buku.sekali(lambda b: _menurut(Aturan(b, pada)))
    hitung = buku.sekali(lambda b: _hitung(Aturan(b, pada)))
    return peserta.annotate(
        kini=baris_hidup(awal_bulan(pada)),
        cakupan=Syarat(menurut, *ORANG, output_field=CharField()),
        tunggakan=Syarat(hitung, *ORANG, output_field=IntegerField()),
    )


def baris_hidup(bulan: date) -> FilteredRelation:
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

    For one page the SQL of :func:`dengan_cakupan` costs more, most of it in planning.
    """
    awal = tambah_bulan(awal_bulan(pada), 1 - JANGKAUAN)
    dibayar: defaultdict[int, dict[date, date | None]] = defaultdict(dict)
    tempo: defaultdict[int, dict[date, date]] = defaultdict(dict)
    baris = Iuran.objects.hidup().filter(peserta__in=orang, bulan__range=(awal, pada)).order_by()
    kolom = ("peserta", "bulan", hari_bayar(), "tagihan__kode_iuran_tempo")
    for pk, bulan, tanggal, jatuh in baris.values_list(*kolom):
        dibayar[pk][bulan] = tanggal
        if jatuh:
            tempo[pk][bulan] = jatuh
    hasil, dikenal = {}, dict[Any, KeadaanCakupan]()
    for pk, *fakta in _fakta(orang, pada):
        # Most people of a page have the same ledger, paid by the same bills.
        sama = (frozenset(dibayar[pk].items()), frozenset(tempo[pk].items()), *fakta)
        if sama not in dikenal:
            dikenal[sama] = _keadaan(BukuOrang(pada, dibayar[pk], tempo[pk], *fakta))
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

    The same definition: the few who may be otherwise are asked now, the others have a live row of
    the month or none.
    """
    arti = ARTI[PilihanCakupan(pilihan)]
    ditanya = _selain(arti) if Cakupan.LUNAS in arti else arti
    return _bercakupan(peserta, arti, pada, keadaan_lain(ditanya, pada, di=peserta))


def bercakupan_tersimpan(peserta: PesertaQuerySet, pilihan: str, pada: date) -> PesertaQuerySet:
    """The same for a page to look at: the states may be kept ones (:mod:`pijar.simpanan`)."""
    semua = KEADAAN_LAIN.baca(pada).nilai
    return _bercakupan(peserta, ARTI[PilihanCakupan(pilihan)], pada, semua)


def _bercakupan(
    peserta: PesertaQuerySet, arti: Sequence[str], pada: date, keadaan: Mapping[int, str]
) -> PesertaQuerySet:
    """``keadaan``: those who may have one of ``arti``, or another where lunas is among them."""
    kini = punya_bulan("pk", awal_bulan(pada))
    if Cakupan.LUNAS in arti:
        bukan = [pk for pk, satu in keadaan.items() if satu not in arti]
        return peserta.filter(kini, bukan_satu_pun("pk", bukan))
    benar = salah_satu("pk", [pk for pk, satu in keadaan.items() if satu in arti])
    return peserta.filter(Q(benar) | ~Q(kini) if TANPA in arti else Q(benar))


def _selain(arti: Iterable[str]) -> set[str]:
    return {*SEMUA} - {*arti}


def tanpa_keadaan(arti: Sequence[str], pada: date, di: PesertaQuerySet | None = None) -> list[int]:
    """Ids of people with a live row of ``pada``'s month who have none of the states ``arti``.

    Lunas must be among ``arti``, so that they are few.
    """
    keadaan = keadaan_lain(_selain(arti), pada, di)
    return [pk for pk, satu in keadaan.items() if satu not in arti]


def keadaan_lain(
    keadaan: Iterable[str], pada: date, di: PesertaQuerySet | None = None
) -> dict[int, str]:
    """The cover of everybody who may have one of these states; lunas has whoever else has a row.

    ``di`` narrows those of whom the rule is asked.
    """
    if di is None:
        return _keadaan_kota(frozenset(keadaan), pada)
    tenggang, ditanya = dugaan(keadaan, pada)
    return _tanya(ditanya, pada, di) | dict.fromkeys(tenggang, Cakupan.TENGGANG.value)


@sekali
def _keadaan_kota(keadaan: frozenset[str], pada: date) -> dict[int, str]:
    """The same of the whole city; figures of one state share it (:mod:`pijar.keadaan`)."""
    semua = Peserta.objects.all()
    if Cakupan.TENGGANG not in keadaan:
        return _tanya(dugaan(keadaan, pada).ditanya, pada, semua)
    lain = _keadaan_kota(LAIN, pada)
    tenggang, ditanya = dugaan_tenggang(pada, {*lain})
    lewat = _tanya(ditanya - lain.keys(), pada, semua)
    return lain | lewat | dict.fromkeys(tenggang, Cakupan.TENGGANG.value)


def _tanya(ditanya: Iterable[int], pada: date, di: PesertaQuerySet) -> dict[int, str]:
    """What the rule says of these."""
    orang: QuerySet[Any] = dengan_cakupan(di.filter(salah_satu("pk", ditanya)), pada)
    return dict(orang.order_by().values_list("pk", "cakupan"))


def nonaktif(pada: date) -> PesertaQuerySet:
    """Everybody whose cover ended because three months in a row were not paid."""
    return bercakupan(Peserta.objects.all(), PilihanCakupan.NONAKTIF, pada)


def hitung_keadaan_lain(pada: date) -> dict[int, str]:
    """The cover of everybody who may have another than lunas."""
    return keadaan_lain(SEMUA, pada)


KEADAAN_LAIN = Simpanan(
    "iuran.keadaan_lain",
    hitung_keadaan_lain,
    [
        *(Iuran, Bantuan, Tagihan, Pembayaran, AlokasiPembayaran, Peristiwa),
        *("peserta_peserta.tanggal_lahir", "peserta_peserta.digabung_ke_id"),
    ],
)
