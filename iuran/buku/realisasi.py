"""The money of a source up to a day: bound, billed, paid and come back, by month.

Bills, payments and deposits count by the date of their paper, whenever they were typed in. On the
present day the sums are those of the source's page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from iuran.models import (
    Bantuan,
    Iuran,
    JenisIuran,
    PerubahanPagu,
    StatusBantuan,
    StatusTagihan,
    SumberDana,
)
from iuran.models.pagu import StatusPerubahan
from pijar.bulan import WIB, besok, rentang_bulan, selisih_bulan

TERBIT = (StatusTagihan.DITERBITKAN, StatusTagihan.DIBAYAR)


class PaguPada(NamedTuple):
    """The ceiling that counts on a day, and the paper that set it, where one did."""

    rupiah: int
    dokumen: PerubahanPagu | None = None


class UangBulan(NamedTuple):
    """The money of one month, and the worker-months (``orang``) that are bound.

    ``kompensasi``, within ``ditagih``, and ``kembali`` are negative. ``dibayar``: by papers of the
    source's own year; ``kemudian``: by later ones, as a debt.
    """

    bulan: date
    orang: int
    komitmen: int
    ditagih: int
    kompensasi: int
    dibayar: int
    kemudian: int
    kembali: int

    @property
    def belum_dibayar(self) -> int:
        return self.ditagih - self.dibayar - self.kemudian


class JanjiBulan(NamedTuple):
    """Worker-months and rupiah of one month that are promised to people without a card."""

    bulan: date
    orang: int
    rupiah: int


class Realisasi(NamedTuple):
    """``terikat``: rupiah promised to ``orang_terikat`` worker-months that have no card yet.

    ``janji`` is the same by month.
    """

    pagu: PaguPada
    per_bulan: list[UangBulan]
    orang_terikat: int
    terikat: int
    janji: list[JanjiBulan]

    def jumlah(self, nama: str) -> int:
        """The sum of a column over the months."""
        return sum(getattr(b, nama) for b in self.per_bulan)

    @property
    def orang(self) -> int:
        """Worker-months that are bound."""
        return self.jumlah("orang") + self.orang_terikat

    @property
    def komitmen(self) -> int:
        return self.jumlah("komitmen") + self.terikat

    @property
    def realisasi(self) -> int:
        """Paid in the source's own year, less what came back."""
        return self.jumlah("dibayar") + self.jumlah("kembali")

    @property
    def sisa_komitmen(self) -> int:
        """Rupiah that may still be promised; the "sisa pagu" of the source's page."""
        return self.pagu.rupiah - self.komitmen

    @property
    def sisa_anggaran(self) -> int:
        """Rupiah that may still be paid."""
        return self.pagu.rupiah - self.realisasi


def realisasi_sumber(sumber: SumberDana, pada: date) -> Realisasi:
    """What became of the money of ``sumber`` up to the end of ``pada``; three queries."""
    return realisasi_banyak([sumber], pada)[sumber.pk]


def realisasi_banyak(sumber: Sequence[SumberDana], pada: date) -> dict[int, Realisasi]:
    """The same of each of these sources, by their id; three queries for any number."""
    pks = [s.pk for s in sumber]
    pagu, bulan, janji = _pagu(sumber, pada), _per_bulan(pks, pada), janji_per_bulan(pks, pada)
    return {
        pk: Realisasi(
            pagu[pk],
            bulan[pk],
            sum(j.orang for j in janji[pk]),
            sum(j.rupiah for j in janji[pk]),
            janji[pk],
        )
        for pk in pks
    }


def _pagu(sumber: Iterable[SumberDana], pada: date) -> dict[int, PaguPada]:
    """The ceiling of each that counted on ``pada``, by the dates of the papers that changed it."""
    dicari = {s.pk: s for s in sumber}
    perubahan: defaultdict[int, list[PerubahanPagu]] = defaultdict(list)
    for p in PerubahanPagu.objects.filter(sumber__in=list(dicari)).order_by("pk"):
        perubahan[p.sumber_id].append(p)
    return {pk: _pagu_satu(s, perubahan[pk], pada) for pk, s in dicari.items()}


def _pagu_satu(sumber: SumberDana, daftar: Sequence[PerubahanPagu], pada: date) -> PaguPada:
    """Before the first change the ceiling was what that one found."""
    sah = (p for p in daftar if p.status == StatusPerubahan.DISAHKAN)
    berlaku = [p for p in sah if sejak_perubahan(p) <= pada]
    if berlaku:
        return PaguPada(berlaku[-1].pagu, berlaku[-1])
    return PaguPada(daftar[0].pagu_lama if daftar else sumber.pagu)


def sejak_perubahan(perubahan: PerubahanPagu) -> date:
    """The date of its paper; a draft without one counts from its confirmation."""
    if perubahan.tanggal or perubahan.diputus_pada is None:
        return perubahan.tanggal or date.max
    return perubahan.diputus_pada.astimezone(WIB).date()


def _per_bulan(sumber: Sequence[int], pada: date) -> Mapping[int, list[UangBulan]]:
    terbit = Q(tagihan__tanggal__lte=pada, tagihan__status__in=TERBIT)
    dibayar = Q(pembayaran__tanggal__lte=pada)
    ditagih = terbit | Q(dibayar, tagihan=None)  # a civil servant's paper asks and pays at once
    tahunnya = Q(pembayaran__tanggal__year__lte=F("sumber__tahun"))
    orang = Q(jenis=JenisIuran.IURAN)
    baris = Iuran.objects.uang().filter(
        Q(bantuan__dibuat_pada__lt=besok(pada)) | terbit | dibayar,
        Q(setor_pada=None) | Q(setor_pada__lte=pada),
        sumber__in=sumber,
    )
    per_bulan = baris.order_by("sumber", "bulan").values("sumber", "bulan").annotate(
        orang=Count("pk", filter=orang) - Count("pk", filter=~orang),
        komitmen=Sum("nominal"),
        ditagih=Sum("nominal", filter=ditagih, default=0),
        kompensasi=Sum("nominal", filter=terbit & ~orang, default=0),
        dibayar=Sum("nominal", filter=dibayar & tahunnya, default=0),
        kemudian=Sum("nominal", filter=dibayar & ~tahunnya, default=0),
        kembali=Sum("nominal", filter=Q(setor_pada__isnull=False), default=0),
    )  # fmt: skip
    hasil: defaultdict[int, list[UangBulan]] = defaultdict(list)
    for b in per_bulan.values_list("sumber", *UangBulan._fields):
        hasil[b[0]].append(UangBulan(*b[1:]))
    return hasil


def janji_pada(sumber: SumberDana, pada: date | None = None) -> tuple[int, int]:
    """Worker-months and rupiah of grants whose people have no card yet, decreed until ``pada``."""
    janji = janji_per_bulan([sumber.pk], pada)[sumber.pk]
    return sum(j.orang for j in janji), sum(j.rupiah for j in janji)


def janji_per_bulan(
    sumber: Sequence[int], pada: date | None = None
) -> Mapping[int, list[JanjiBulan]]:
    """The same of each of these sources by month, the first month first; one query."""
    daftar = Bantuan.objects.filter(status=StatusBantuan.DITETAPKAN, sumber__in=sumber)
    if pada:
        daftar = daftar.filter(dibuat_pada__lt=besok(pada))
    kolom = ("sumber", "bulan_awal", "bulan_akhir", "nominal_per_bulan")
    orang, rupiah = Counter[tuple[int, date]](), Counter[tuple[int, date]]()
    for pk, awal, akhir, nominal, n in (
        daftar.order_by().values_list(*kolom).annotate(n=Count("pk"))
    ):
        for bulan in rentang_bulan(awal, selisih_bulan(awal, akhir) + 1):
            orang[pk, bulan] += n
            rupiah[pk, bulan] += n * nominal
    hasil: defaultdict[int, list[JanjiBulan]] = defaultdict(list)
    for pk, bulan in sorted(orang):
        hasil[pk].append(JanjiBulan(bulan, orang[pk, bulan], rupiah[pk, bulan]))
    return hasil
