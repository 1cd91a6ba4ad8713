"""The money of a year by source: ceiling, bound, paid by SP2D, what may stay; month by month.

Counted by :mod:`iuran.buku.realisasi`, as the realisation paper of a source is. The city's money
and other money stand apart and are never added.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from iuran.buku import Realisasi, realisasi_banyak
from iuran.models import SumberDana
from pijar.bulan import rentang_bulan
from pijar.rupiah import persen

CARA = (
    "Komitmen: iuran yang terikat penetapan, sudah maupun belum terdaftar. Realisasi: iuran yang "
    "dibayar dengan SP2D (uang kota) atau bukti setor (pihak lain) bertanggal tahun sumbernya, "
    "dikurangi yang dikembalikan. Serapan: realisasi dibanding pagu.",
    "Menurut bulan: bulan iurannya, bukan bulan SP2D-nya. Rencana sebuah bulan adalah komitmennya; "
    "tidak ada rencana per bulan lain yang ditetapkan.",
    "Perkiraan SILPA: pagu dikurangi komitmen, yaitu sisa bila semua yang terikat dibayar dan "
    "tidak ada penetapan lagi. Sesudah tahunnya berakhir: pagu dikurangi realisasi.",
)


@dataclass(frozen=True)
class BulanSerapan:
    """One month of contribution: rupiah bound, and rupiah paid less what came back."""

    bulan: date
    rencana: int
    realisasi: int


@dataclass(frozen=True)
class JumlahSerapan:
    """Sums in rupiah over some sources and their months; ``silpa`` is negative in a deficit."""

    pagu: int
    komitmen: int
    realisasi: int
    silpa: int
    bulan: tuple[BulanSerapan, ...]

    @property
    def persen(self) -> Decimal | None:
        """The realisation in percent of the ceiling; None without a ceiling."""
        return persen(self.realisasi, self.pagu)


@dataclass(frozen=True)
class SerapanSumber(JumlahSerapan):
    """One source."""

    pk: int
    nama: str
    jenis: str
    kota: bool


@dataclass(frozen=True)
class Serapan:
    """Every source of ``tahun`` as it stood on ``pada``; ``kota`` and ``lain`` are sums apart."""

    tahun: int
    pada: date
    sumber: tuple[SerapanSumber, ...]
    kota: JumlahSerapan
    lain: JumlahSerapan

    @property
    def sumber_kota(self) -> tuple[SerapanSumber, ...]:
        return tuple(s for s in self.sumber if s.kota)

    @property
    def sumber_lain(self) -> tuple[SerapanSumber, ...]:
        return tuple(s for s in self.sumber if not s.kota)

    @property
    def cara(self) -> tuple[str, ...]:
        return CARA


def serapan(tahun: int, *, pada: date) -> Serapan:
    """The money of the year's sources by papers dated until ``pada``; seven queries."""
    daftar = list(SumberDana.objects.filter(tahun=tahun).order_by("urutan", "kode", "pk"))
    uang = realisasi_banyak(daftar, pada) if daftar else {}
    usai = pada > date(tahun, 12, 31)
    sumber = tuple(_satu(s, uang[s.pk], usai=usai) for s in daftar)
    return Serapan(
        tahun,
        pada,
        sumber,
        _jumlah(tahun, [s for s in sumber if s.kota]),
        _jumlah(tahun, [s for s in sumber if not s.kota]),
    )


def _satu(sumber: SumberDana, uang: Realisasi, *, usai: bool) -> SerapanSumber:
    nama = f"{sumber} ({sumber.gelombang})" if sumber.gelombang else str(sumber)
    return SerapanSumber(
        pk=sumber.pk,
        nama=nama,
        jenis=sumber.jenis,
        kota=sumber.dibayar_kota,
        pagu=uang.pagu.rupiah,
        komitmen=uang.komitmen,
        realisasi=uang.realisasi,
        silpa=uang.sisa_anggaran if usai else uang.sisa_komitmen,
        bulan=_bulan(sumber.tahun, uang),
    )


def _bulan(tahun: int, uang: Realisasi) -> tuple[BulanSerapan, ...]:
    rencana, nyata = Counter[date](), Counter[date]()
    for b in uang.per_bulan:
        rencana[b.bulan] += b.komitmen
        nyata[b.bulan] += b.dibayar + b.kembali
    for j in uang.janji:
        rencana[j.bulan] += j.rupiah
    semua = sorted({*rentang_bulan(date(tahun, 1, 1), 12), *rencana})
    return tuple(BulanSerapan(b, rencana[b], nyata[b]) for b in semua)


def _jumlah(tahun: int, sumber: Sequence[SerapanSumber]) -> JumlahSerapan:
    bulan = [b for s in sumber for b in s.bulan]
    semua = sorted({*rentang_bulan(date(tahun, 1, 1), 12), *(b.bulan for b in bulan)})
    return JumlahSerapan(
        pagu=sum(s.pagu for s in sumber),
        komitmen=sum(s.komitmen for s in sumber),
        realisasi=sum(s.realisasi for s in sumber),
        silpa=sum(s.silpa for s in sumber),
        bulan=tuple(_satu_bulan(b, bulan) for b in semua),
    )


def _satu_bulan(bulan: date, semua: Iterable[BulanSerapan]) -> BulanSerapan:
    milik = [b for b in semua if b.bulan == bulan]
    return BulanSerapan(bulan, sum(b.rencana for b in milik), sum(b.realisasi for b in milik))
