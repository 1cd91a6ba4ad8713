"""The money of a source up to a day: bound, billed, paid and come back, by month.

Bills, payments and deposits count by the date of their paper, whenever they were typed in. On the
present day the sums are those of the source's page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum

from iuran.models import (
    Bantuan,
    Iuran,
    JenisIuran,
    Pembayaran,
    PerubahanPagu,
    StatusBantuan,
    StatusTagihan,
    SumberDana,
    Tagihan,
)
from iuran.models.buku import IuranQuerySet
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
    """What became of the money of ``sumber`` up to the end of ``pada``; six queries."""
    return realisasi_banyak([sumber], pada)[sumber.pk]


def realisasi_banyak(sumber: Sequence[SumberDana], pada: date) -> dict[int, Realisasi]:
    """The same of each of these sources, by their id; six queries for any number."""
    pks = [s.pk for s in sumber]
    pagu, bulan, janji = _pagu(sumber, pada), _per_bulan(sumber, pada), janji_per_bulan(pks, pada)
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


def _per_bulan(sumber: Sequence[SumberDana], pada: date) -> Mapping[int, list[UangBulan]]:
    """Millions of rows are summed by their papers, which are few; then by month.

    The database knows how few (``iuran_golongan_uang``), and counts them on several cores.
    """
    kolom = ("sumber", "bulan", "jenis", "setor_pada", "tagihan", "pembayaran")
    golongan = _baris(sumber, pada).order_by().values_list(*kolom)
    kelompok = [*golongan.annotate(n=Count("*"), jumlah=Sum("nominal"))]
    tagihan = _surat(Tagihan, {k[4] for k in kelompok}, "status", "tanggal")
    pembayaran = _surat(Pembayaran, {k[5] for k in kelompok}, "tanggal")
    tahun = {s.pk: s.tahun for s in sumber}
    jumlah: defaultdict[tuple[int, date], Counter[str]] = defaultdict(Counter)
    for pk, bulan, jenis, setor, *surat, orang, rupiah in kelompok:
        berkas = Berkas._make((jenis, *tagihan[surat[0]], *pembayaran[surat[1]], setor))
        isi = jumlah[pk, bulan]
        isi["orang"] += orang if berkas.orang else -orang
        isi.update(dict.fromkeys(berkas.bagian(tahun[pk], pada), rupiah))
    hasil: defaultdict[int, list[UangBulan]] = defaultdict(list)
    for pk, bulan in sorted(jumlah):
        isi = jumlah[pk, bulan]
        hasil[pk].append(UangBulan(bulan, *(isi[nama] for nama in UangBulan._fields[1:])))
    return hasil


def _baris(sumber: Iterable[SumberDana], pada: date) -> IuranQuerySet:
    """The rows that were money by ``pada``: bound, or on a paper.

    Of the present day every grant is known; then no row need ask its own.
    """
    pks, batas = [s.pk for s in sumber], besok(pada)
    baris = Iuran.objects.uang().filter(Q(setor_pada=None) | Q(setor_pada__lte=pada))
    baris = baris.filter(sumber__in=pks)
    kemudian = Bantuan.objects.filter(dibuat_pada__gte=batas, daftar_iuran__sumber__in=pks)
    if not kemudian.exists():
        return baris
    terbit = Q(tagihan__tanggal__lte=pada, tagihan__status__in=TERBIT)
    surat = Q(pembayaran__tanggal__lte=pada) | Q(setor_pada__lte=pada)
    return baris.filter(Q(bantuan__dibuat_pada__lt=batas) | terbit | surat)


def _surat(
    model: type[Tagihan | Pembayaran], pks: set[int | None], *kolom: str
) -> dict[int | None, list[Any]]:
    """These columns of each paper; nothing in them where a row has none."""
    ada = model._default_manager.filter(pk__in=[pk for pk in pks if pk])  # noqa: SLF001 - public API
    tanpa: list[Any] = [None] * len(kolom)
    return {None: tanpa} | {pk: isi for pk, *isi in ada.values_list("pk", *kolom)}


class Berkas(NamedTuple):
    """The papers of a row: its bill's state and date, its payment's date, its deposit's."""

    jenis: str
    status: str | None
    tagihan: date | None
    pembayaran: date | None
    setor: date | None

    @property
    def orang(self) -> bool:
        """A reversal takes a person off."""
        return self.jenis == JenisIuran.IURAN

    def bagian(self, tahun: int, pada: date) -> Iterator[str]:
        """The sums of :class:`UangBulan` in which the row's money stands on ``pada``."""
        yield "komitmen"
        yield from self._ditagih(pada)
        if self._dibayar(pada) and self.pembayaran:
            yield "dibayar" if self.pembayaran.year <= tahun else "kemudian"
        if self.setor:
            yield "kembali"

    def _dibayar(self, pada: date) -> bool:
        return self.pembayaran is not None and self.pembayaran <= pada

    def _ditagih(self, pada: date) -> Iterator[str]:
        """A civil servant's paper asks and pays at once; a bill may take a reversal off."""
        if self.status is None:
            if self._dibayar(pada):
                yield "ditagih"
        elif self.status in TERBIT and self.tagihan and self.tagihan <= pada:
            yield "ditagih"
            if not self.orang:
                yield "kompensasi"


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
