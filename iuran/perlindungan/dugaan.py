"""The few people whose cover may be another than the plain one, each kind found by an index.

Nearly everybody has a live row of the month, paid or not yet due, and nothing ended it: these are
lunas. Of the others the rule is asked (:mod:`iuran.perlindungan.aturan`). A candidate too many
costs time, one too few would be a wrong answer; a test compares both over every ledger.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from iuran.models import Bantuan, Iuran, Pembayaran, Tagihan
from iuran.perlindungan.aturan import BULAN_NONAKTIF, TANPA, Aturan, Cakupan, batas_nonaktif
from iuran.perlindungan.bayar import dibayar, menurut_terima
from iuran.perlindungan.buku import MULAI, BukuSql, Syarat, lahir_batas
from peserta.models import JenisPeristiwa, Peristiwa, Peserta
from pijar.bulan import awal_bulan, rentang_bulan, tambah_bulan

Ids = QuerySet[Any, Any]
SEMUA = Q()


class Dugaan(NamedTuple):
    """Ids of people with a live row of the month who may have one of the states asked for.

    Of ``ditanya`` the rule is asked; ``tenggang`` are in grace for certain, since a whole bill that
    nobody paid in time holds very many.
    """

    tenggang: set[int]
    ditanya: set[int]


def dugaan(keadaan: Iterable[str], pada: date) -> Dugaan:
    """Everybody who may have one of these states on ``pada``; of lunas nobody is looked for.

    Of who has no live row of the month only *nonaktif* is.
    """
    diminta, aturan = {*keadaan}, Aturan(BukuSql(pada), pada)
    if Cakupan.TENGGANG not in diminta:
        return Dugaan(set(), _cari(diminta, aturan))
    lain = _cari(LAIN, aturan)
    tenggang, lewat = dugaan_tenggang(pada, lain)
    diminta_lain = lain if diminta >= LAIN else _cari(diminta - {Cakupan.TENGGANG}, aturan)
    return Dugaan(tenggang, lewat | diminta_lain)


def dugaan_tenggang(pada: date, lain: set[int]) -> Dugaan:
    """Who may be in grace, where ``lain`` are all who may have one of the states :data:`LAIN`."""
    aturan = Aturan(BukuSql(pada), pada)
    tenggang = _ids(_tenggang_polos(aturan)) - lain
    return Dugaan(tenggang, _ids(_lewat_tempo(aturan)) - tenggang)


def mungkin_terputus(daftar_bulan: Sequence[date]) -> dict[date, set[int]]:
    """Who may have lapsed before each of these months; one query for all of them."""
    satu, *lain = (
        q.annotate(sebelum=Value(bulan, DateField())).values_list("sebelum", "peserta")
        for bulan in daftar_bulan
        for q in _tiga_bulan_lalu(Aturan(BukuSql(bulan), bulan))
    )
    hasil: defaultdict[date, set[int]] = defaultdict(set)
    for bulan, orang in satu.union(*lain, all=True):
        hasil[bulan].add(orang)
    return hasil


def _cari(keadaan: Iterable[str], aturan: Aturan[str]) -> set[int]:
    pencari = {cari for satu in keadaan for cari in _PENCARI[satu]}
    return _ids([q for cari in pencari for q in cari(aturan)])


def _ids(pencarian: list[Ids]) -> set[int]:
    """What the searches find, in one query."""
    if not pencarian:
        return set()
    satu, *lain = pencarian
    return set(satu.union(*lain, all=True))


def punya_bulan(orang: str, bulan: date) -> Exists:
    """A live row of ``bulan`` of the person in the field ``orang``."""
    return Exists(Iuran.objects.hidup().filter(peserta=OuterRef(orang), bulan=bulan))


def salah_satu(kolom: str, ids: Iterable[int]) -> Func:
    """The field is among these ids. As one array they are hashed, however many there are."""
    return _banding(kolom, "= ANY", ids)


def bukan_satu_pun(kolom: str, ids: Iterable[int]) -> Func:
    """The field is none of these ids."""
    return _banding(kolom, "<> ALL", ids)


def _banding(kolom: str, banding: str, ids: Iterable[int]) -> Func:
    """Numbers of ours stand in the text: a parameter for each of many thousands takes longer."""
    pola = f"%(expressions)s {banding} ('{{{','.join(map(str, ids))}}}'::bigint[])"
    return Func(F(kolom), template=pola, output_field=BooleanField())


def _berperistiwa(aturan: Aturan[str]) -> list[Ids]:
    """Who died or left the programme by the month and still has a row of it, and who reached 65."""
    bulan = awal_bulan(aturan.pada)
    meninggal = Q(jenis=JenisPeristiwa.MENINGGAL)
    mulai = Syarat(f"{MULAI} <= '{bulan}'", F("akibat"), F("tanggal"), output_field=BooleanField())
    sudah = Q(meninggal, tanggal__lt=bulan) | Q(~meninggal, Q(mulai))
    berbulan = punya_bulan("peserta", bulan)
    peristiwa = Peristiwa.objects.filter(sudah, berbulan, dibatalkan_pada=None)
    tua = Peserta.objects.filter(tanggal_lahir__lte=lahir_batas(aturan.pada))
    # In two, since one index holds the people and another those merged into them.
    tua = tua.filter(punya_bulan("pk", bulan)).order_by()
    return [
        _orang(peristiwa.exclude(jenis=JenisPeristiwa.KECELAKAAN)),
        tua.filter(digabung_ke=None).values_list("pk", flat=True),
        tua.filter(digabung_ke__isnull=False).values_list("pk", flat=True),
    ]


def _gugur(aturan: Aturan[str]) -> list[Ids]:
    """Whose month of the day BPJS did not accept in the end."""
    bulan = awal_bulan(aturan.pada)
    return [_orang(Bantuan.objects.filter(gugur_dari__lte=bulan, gugur_sampai__gte=bulan))]


def _tiga_bulan_lalu(aturan: Aturan[str]) -> list[Ids]:
    """The first of three months, unpaid when the third one was over."""
    bulan, hasil = awal_bulan(aturan.pada), list[Ids]()
    for n in range(aturan.ketiga, aturan.ketiga + BULAN_NONAKTIF):
        batas = batas_nonaktif(tambah_bulan(bulan, -n))
        hasil += _belum_dibayar(batas, [tambah_bulan(bulan, 1 - n - BULAN_NONAKTIF)])
    return hasil


def _tanpa_pembayaran(aturan: Aturan[str]) -> list[Ids]:
    """The rows of this month whose people have paid nothing for as long as a lapse needs."""
    bulan = awal_bulan(aturan.pada)
    lunas = Iuran.objects.hidup().filter(
        dibayar("lte", aturan.pada),
        peserta=OuterRef("peserta"),
        bulan__range=(tambah_bulan(bulan, -aturan.jendela), bulan),
    )
    return _belum_dibayar(aturan.pada, [bulan], Q(~Exists(lunas)))


def _lewat_tempo(aturan: Aturan[str]) -> list[Ids]:
    """Unpaid rows past their due day, of the months that can be in grace."""
    bulan = awal_bulan(aturan.pada)
    lewat = tambah_bulan(bulan, -aturan.lewat)
    baru = rentang_bulan(lewat, aturan.lewat + 1)
    lama = [tambah_bulan(lewat, -n) for n in range(BULAN_NONAKTIF)]
    dini = Tagihan.objects.filter(bulan__in=baru, kode_iuran_tempo__lt=aturan.pada)
    return [
        *_belum_dibayar(aturan.pada, lama),
        *_belum_dibayar(aturan.pada, baru, Q(tagihan__in=dini.order_by().values("pk"))),
    ]


def _tenggang_polos(aturan: Aturan[str]) -> list[Ids]:
    """Who owes the newest month past its due day and has paid none since: nobody came back by it.

    In grace, unless another search finds them too.
    """
    bulan = awal_bulan(aturan.pada)
    lewat = tambah_bulan(bulan, -aturan.lewat)
    sesudah = Iuran.objects.hidup().filter(
        dibayar("lte", aturan.pada), peserta=OuterRef("peserta"), bulan__gt=lewat
    )
    longgar = Tagihan.objects.filter(bulan=lewat, kode_iuran_tempo__gte=aturan.pada)
    syarat = Q(punya_bulan("peserta", bulan), ~Exists(sesudah.filter(bulan__lte=bulan)))
    syarat &= ~Q(tagihan__in=longgar.order_by().values("pk"))
    return _belum_dibayar(aturan.pada, [lewat], syarat)


def _belum_dibayar(pada: date, bulan: list[date], syarat: Q = SEMUA) -> list[Ids]:
    """Live rows of these months unpaid on ``pada``: still without a payment, or paid after it."""
    kemudian = Pembayaran.objects.filter(tanggal__gt=pada).order_by()
    sesudah = kemudian.filter(daftar_alokasi__tagihan__bulan__in=bulan)
    baris = Iuran.objects.hidup().filter(syarat, bulan__in=bulan)
    telat = baris.filter(pembayaran__in=sesudah.values("pk"))
    if menurut_terima():
        telat = baris.filter(dibayar("gt", pada))
    # What a donor's own evidence paid stands in no bill (ADR 0024): its index holds few rows.
    berbukti = baris.filter(tagihan=None, pembayaran__in=kemudian.bukti().values("pk"))
    return [_orang(baris.filter(pembayaran=None)), _orang(telat), _orang(berbukti)]


def _orang(baris: QuerySet[Any]) -> Ids:
    return baris.order_by().values_list("peserta", flat=True)


_PENCARI: dict[str, tuple[Callable[[Aturan[str]], list[Ids]], ...]] = {
    TANPA: (_berperistiwa, _gugur),
    Cakupan.NONAKTIF: (_tiga_bulan_lalu,),
    Cakupan.BELUM_AKTIF: (_tanpa_pembayaran,),
    Cakupan.DI_LUAR: (_berperistiwa,),
}
LAIN = frozenset(_PENCARI)
"""The states that a search finds; beside them stand tenggang and lunas."""
