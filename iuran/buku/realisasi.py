"""The money of a source up to a day: bound, billed, paid and come back, by month.

Bills, payments and deposits count by the date of their paper, whenever they were typed in. On the
present day the sums are those of the source's page.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from iuran.models import Iuran, JenisIuran, PerubahanPagu, StatusBantuan, StatusTagihan, SumberDana
from iuran.models.pagu import StatusPerubahan
from pijar.bulan import WIB, besok, selisih_bulan

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


class Realisasi(NamedTuple):
    """``terikat``: rupiah promised to ``orang_terikat`` worker-months that have no card yet."""

    pagu: PaguPada
    per_bulan: list[UangBulan]
    orang_terikat: int
    terikat: int

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
    orang, terikat = janji_pada(sumber, pada)
    return Realisasi(pagu_pada(sumber, pada), _per_bulan(sumber, pada), orang, terikat)


def pagu_pada(sumber: SumberDana, pada: date) -> PaguPada:
    """The ceiling that counted on ``pada``, by the dates of the papers that changed it."""
    daftar = list(sumber.daftar_perubahan.filter(status=StatusPerubahan.DISAHKAN).order_by("pk"))
    berlaku = [p for p in daftar if sejak_perubahan(p) <= pada]
    if berlaku:
        return PaguPada(berlaku[-1].pagu, berlaku[-1])
    return PaguPada(daftar[0].pagu_lama if daftar else sumber.pagu)


def sejak_perubahan(perubahan: PerubahanPagu) -> date:
    """The date of its paper; a draft without one counts from its confirmation."""
    if perubahan.tanggal or perubahan.diputus_pada is None:
        return perubahan.tanggal or date.max
    return perubahan.diputus_pada.astimezone(WIB).date()


def _per_bulan(sumber: SumberDana, pada: date) -> list[UangBulan]:
    terbit = Q(tagihan__tanggal__lte=pada, tagihan__status__in=TERBIT)
    dibayar = Q(pembayaran__tanggal__lte=pada)
    ditagih = terbit | Q(dibayar, tagihan=None)  # a civil servant's paper asks and pays at once
    tahunnya = Q(pembayaran__tanggal__year__lte=sumber.tahun)
    orang = Q(jenis=JenisIuran.IURAN)
    baris = Iuran.objects.uang().filter(
        Q(bantuan__dibuat_pada__lt=besok(pada)) | terbit | dibayar,
        Q(setor_pada=None) | Q(setor_pada__lte=pada),
        sumber=sumber,
    )
    per_bulan = baris.order_by("bulan").values("bulan").annotate(
        orang=Count("pk", filter=orang) - Count("pk", filter=~orang),
        komitmen=Sum("nominal"),
        ditagih=Sum("nominal", filter=ditagih, default=0),
        kompensasi=Sum("nominal", filter=terbit & ~orang, default=0),
        dibayar=Sum("nominal", filter=dibayar & tahunnya, default=0),
        kemudian=Sum("nominal", filter=dibayar & ~tahunnya, default=0),
        kembali=Sum("nominal", filter=Q(setor_pada__isnull=False), default=0),
    )  # fmt: skip
    return [UangBulan(**b) for b in per_bulan]


def janji_pada(sumber: SumberDana, pada: date | None = None) -> tuple[int, int]:
    """Worker-months and rupiah of grants whose people have no card yet, decreed until ``pada``."""
    daftar = sumber.daftar_bantuan.filter(status=StatusBantuan.DITETAPKAN)
    if pada:
        daftar = daftar.filter(dibuat_pada__lt=besok(pada))
    lama = daftar.order_by().values_list("bulan_awal", "bulan_akhir", "nominal_per_bulan")
    orang = rupiah = 0
    for awal, akhir, nominal, n in lama.annotate(n=Count("pk")):
        bulan = (selisih_bulan(awal, akhir) + 1) * n
        orang += bulan
        rupiah += bulan * nominal
    return orang, rupiah
