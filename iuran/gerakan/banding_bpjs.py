"""What evidence paid for a month beside what BPJS reported of it, by office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count

from iuran.gerakan.angka import BERBUKTI, KEMUDIAN, MASA
from iuran.models import OPD, BagianSetoran, DaftarSetoran, LaporanBPJSGerakan
from pijar.bulan import akhir_bulan
from pijar.models import Pengguna
from pijar.simpanan import Simpanan

# Like BPJS: whoever paid the month by the day of its report, for how many workers, how much.
DIBAYAR = f"""
    WITH {MASA}
    SELECT m.opd, count(DISTINCT j.penyumbang_id), count(*), sum(i.nominal)
    FROM iuran_iuran i
    JOIN iuran_bantuan g ON g.id = i.bantuan_id AND g.janji_id IS NOT NULL
    JOIN iuran_janji j ON j.id = g.janji_id
    JOIN masa m ON m.penyumbang = j.penyumbang_id AND i.bulan >= m.dari AND i.bulan < m.hingga
    WHERE i.hidup AND i.tagihan_id IS NULL AND i.pembayaran_id IS NOT NULL AND i.bulan = %(bulan)s
        AND i.pembayaran_id NOT IN ({KEMUDIAN.format(sesudah="tanggal")})
    GROUP BY m.opd
"""


@dataclass(frozen=True)
class Sisi:
    """Donors who paid the month, workers, and rupiah; by our records, or by BPJS's."""

    penyumbang: int = 0
    pekerja: int = 0
    rupiah: int = 0

    def __add__(self, lain: "Sisi") -> "Sisi":
        return Sisi(*(a + b for a, b in zip(self.isi, lain.isi, strict=True)))

    def __sub__(self, lain: "Sisi") -> "Sisi":
        return Sisi(*(a - b for a, b in zip(self.isi, lain.isi, strict=True)))

    @property
    def isi(self) -> tuple[int, int, int]:
        return self.penyumbang, self.pekerja, self.rupiah


@dataclass(frozen=True)
class Banding:
    """One office, or all of them: ours, theirs, and ours less theirs."""

    nama: str
    kita: Sisi
    bpjs: Sisi

    @property
    def beda(self) -> Sisi:
        return self.kita - self.bpjs

    @property
    def sama(self) -> bool:
        return self.kita == self.bpjs


@dataclass(frozen=True)
class PerbandinganBPJS:
    """The report that counts, and its offices and ours, those that differ first."""

    laporan: LaporanBPJSGerakan
    baris: list[Banding]

    @property
    def total(self) -> Banding:
        return Banding(
            "Jumlah", jumlah(b.kita for b in self.baris), jumlah(b.bpjs for b in self.baris)
        )

    @property
    def berbeda(self) -> int:
        return sum(not b.sama for b in self.baris)


@dataclass(frozen=True)
class SelisihNama:
    """BPJS's list of people of the month, and how many of its lines differ from our records."""

    daftar: DaftarSetoran
    bagian: Sequence[tuple[BagianSetoran, int]]


def selisih_nama(bulan: date, petugas: Pengguna) -> SelisihNama | None:
    """The list of ``bulan`` that counts, for who may see its names; None without one."""
    if not petugas.has_perm("pijar.mengelola_iuran"):
        return None
    daftar = DaftarSetoran.objects.for_petugas(petugas).berlaku().filter(bulan=bulan).first()
    if daftar is None:
        return None
    baris = daftar.daftar_baris.order_by().values_list("bagian")
    banyak = dict(baris.annotate(banyak=Count("pk")))
    beda = [(b, banyak.get(b, 0)) for b in BagianSetoran if b != BagianSetoran.SESUAI]
    return SelisihNama(daftar, beda)


def jumlah(sisi: Iterable[Sisi]) -> Sisi:
    """The sum of some."""
    return sum(sisi, Sisi())


def bandingkan_bpjs(bulan: date) -> PerbandinganBPJS | None:
    """The newest report of ``bulan`` beside what was paid by its day; None without a report.

    Four queries, whatever the number of people.
    """
    laporan = LaporanBPJSGerakan.objects.terbaru(bulan)
    if laporan is None:
        return None
    kita = DIBAYAR_OPD.baca(bulan, laporan.tanggal).nilai
    kolom = ("opd", "penyumbang", "pekerja", "rupiah")
    bpjs = {opd: Sisi(*isi) for opd, *isi in laporan.daftar_baris.values_list(*kolom)}
    nama = OPD.objects.filter(pk__in={*kita, *bpjs}).order_by("nama").values_list("pk", "nama")
    baris = [Banding(satu, kita.get(pk, Sisi()), bpjs.get(pk, Sisi())) for pk, satu in nama]
    return PerbandinganBPJS(laporan, sorted(baris, key=lambda b: b.sama))


def dibayar_opd(bulan: date, tanggal: date) -> dict[int, Sisi]:
    """What evidence paid for ``bulan`` until ``tanggal``, by office."""
    isi = {"bulan": bulan, "hari": akhir_bulan(bulan), "tanggal": tanggal}
    with connection.cursor() as kursor:
        kursor.execute(DIBAYAR, isi)
        return {opd: Sisi(*map(int, sisi)) for opd, *sisi in kursor}


DIBAYAR_OPD = Simpanan("iuran.dibayar_opd", dibayar_opd, BERBUKTI)
