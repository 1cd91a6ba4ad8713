"""The measures of the movement by office, for one month; page, Excel and papers show this object.

Nobody is named here. Months and rupiah are rows of the ledger that evidence paid, looked at on one
day: the last of the month, or today while it runs. A donor counts for the office of that month.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from iuran.gerakan.aturan import batas_putus, hari_bulan, lewat_tempo
from iuran.models import (
    OPD,
    Bantuan,
    Iuran,
    Janji,
    JenisOPD,
    PegawaiOPD,
    Pembayaran,
    PenempatanOPD,
    Penyumbang,
    TargetOPD,
)
from pijar.bulan import akhir_bulan, tambah_bulan
from pijar.rupiah import persen
from pijar.simpanan import Simpanan

JUMLAHAN = (
    "pegawai",
    "berpegawai",
    "penyumbang",
    "dijanji",
    "lunas",
    "tenggang",
    "putus",
    "belum_aktif",
    "bulan_tahun",
    "rupiah_tahun",
    "target",
    "penyumbang_lalu",
    "dijanji_lalu",
    "lunas_lalu",
)
DEFINISI = (
    "Semua angka adalah keadaan pada satu tanggal: hari terakhir bulannya, atau hari ini selama "
    "bulannya masih berjalan. Bukti bayar terhitung sejak tanggalnya.",
    "Penyumbang: ASN yang janjinya berlaku pada bulan itu, dihitung pada OPD-nya bulan itu. "
    "Partisipasi: penyumbang dibagi jumlah ASN; OPD yang jumlah ASN-nya belum dicatat tidak ikut.",
    "Pekerja dijanjikan: janji yang berlaku pada bulan itu. Dibayar: bulan itu sudah ada di buku "
    "iuran dengan bukti bayar. Capaian: yang dibayar dibagi target tahun itu.",
    "Tenggang: iuran lewat jatuh tempo dan belum dibayar. Terputus: tiga bulan berturut-turut "
    "belum dibayar. Belum: belum pernah ada bukti bayar.",
    "Orang-bulan dan rupiah tahun ini: iuran untuk bulan-bulan tahun itu yang sudah dibayar sampai "
    "tanggal itu, termasuk yang dibayar di muka.",
)
BERBUKTI = (Iuran, Bantuan, Janji, Pembayaran, Penyumbang, PenempatanOPD)
# The offices of a donor as spans of months: the first one from ever, of two that begin in a month
# the later one; what begins after the day does not count yet.
MASA = """
    tempat AS (
        SELECT p.id AS penyumbang, coalesce(t.opd_id, p.opd_id) AS opd, t.sejak,
            CASE WHEN row_number() OVER (PARTITION BY p.id ORDER BY t.sejak) = 1
                THEN '-infinity' ELSE date_trunc('month', t.sejak)::date END AS bulan
        FROM iuran_penyumbang p LEFT JOIN iuran_penempatanopd t ON t.penyumbang_id = p.id
    ), terpilih AS (
        SELECT DISTINCT ON (penyumbang, bulan) penyumbang, opd, bulan FROM tempat
        WHERE bulan = '-infinity' OR sejak <= %(hari)s ORDER BY penyumbang, bulan, sejak DESC
    ), masa AS (
        SELECT penyumbang, opd, bulan AS dari, coalesce(
            lead(bulan) OVER (PARTITION BY penyumbang ORDER BY bulan), 'infinity') AS hingga
        FROM terpilih
    )"""
# Promises at each office of their donor; whether they ran there in the month, or in the last one.
JANJI = """
    janji AS MATERIALIZED (
        SELECT j.id, j.penyumbang_id AS penyumbang, m.opd, m.dari, m.hingga,
            j.status <> 'batal' AND %(bulan)s BETWEEN j.mulai AND j.sampai
                AND %(bulan)s >= m.dari AND %(bulan)s < m.hingga AS kini,
            j.status <> 'batal' AND %(lalu)s BETWEEN j.mulai AND j.sampai
                AND %(lalu)s >= m.dari AND %(lalu)s < m.hingga AS dulu
        FROM iuran_janji j JOIN masa m ON m.penyumbang = j.penyumbang_id
    )"""
KEMUDIAN = """
    SELECT id FROM iuran_pembayaran WHERE jenis IN ('slip', 'bpjs') AND tanggal > %({sesudah})s"""
# What evidence paid: one pass over the year's rows, and over those by which a promise may lapse.
BAYAR = f"""
    bayar AS (
        SELECT j.id, j.dari, bool_or(i.bulan = %(bulan)s) AS kini,
            bool_or(i.bulan = %(lalu)s
                AND i.pembayaran_id NOT IN ({KEMUDIAN.format(sesudah="hari_lalu")})) AS dulu,
            count(*) FILTER (WHERE i.bulan BETWEEN %(awal)s AND %(akhir)s) AS bulan_tahun,
            sum(i.nominal) FILTER (WHERE i.bulan BETWEEN %(awal)s AND %(akhir)s) AS rupiah_tahun,
            max(i.bulan) AS terakhir
        FROM iuran_iuran i
        JOIN iuran_bantuan g ON g.id = i.bantuan_id AND g.janji_id IS NOT NULL
        JOIN janji j ON j.id = g.janji_id AND i.bulan >= j.dari AND i.bulan < j.hingga
        WHERE i.hidup AND i.tagihan_id IS NULL AND i.pembayaran_id IS NOT NULL
            AND i.bulan >= least(%(awal)s, %(putus)s)
            AND i.pembayaran_id NOT IN ({KEMUDIAN.format(sesudah="hari")})
        GROUP BY j.id, j.dari
    ), akhir AS (
        SELECT id, max(terakhir) AS terakhir FROM bayar GROUP BY id
    )"""
PERNAH = f"""EXISTS (
    SELECT 1 FROM iuran_bantuan g JOIN iuran_iuran i ON i.bantuan_id = g.id
    WHERE g.janji_id = j.id AND i.hidup AND i.tagihan_id IS NULL AND i.pembayaran_id IS NOT NULL
        AND i.pembayaran_id NOT IN ({KEMUDIAN.format(sesudah="hari")})
)"""
HITUNG = f"""
    WITH {MASA}, {JANJI}, {BAYAR}, semua AS (
        SELECT j.*, b.kini AS lunas, b.dulu AS lunas_lalu, b.bulan_tahun, b.rupiah_tahun,
            coalesce(a.terakhir,
                CASE WHEN j.kini AND {PERNAH} THEN %(putus)s END) AS terakhir
        FROM janji j LEFT JOIN bayar b USING (id, dari) LEFT JOIN akhir a USING (id)
    )
    SELECT opd,
        count(DISTINCT penyumbang) FILTER (WHERE kini) AS penyumbang,
        count(*) FILTER (WHERE kini) AS dijanji,
        count(*) FILTER (WHERE kini AND lunas) AS lunas,
        count(*) FILTER (WHERE kini AND terakhir > %(putus)s AND terakhir < %(lewat)s) AS tenggang,
        count(*) FILTER (WHERE kini AND terakhir <= %(putus)s) AS putus,
        count(*) FILTER (WHERE kini AND terakhir IS NULL) AS belum_aktif,
        coalesce(sum(bulan_tahun), 0)::bigint AS bulan_tahun,
        coalesce(sum(rupiah_tahun), 0)::bigint AS rupiah_tahun,
        count(DISTINCT penyumbang) FILTER (WHERE dulu) AS penyumbang_lalu,
        count(*) FILTER (WHERE dulu) AS dijanji_lalu,
        count(*) FILTER (WHERE dulu AND lunas_lalu) AS lunas_lalu
    FROM semua GROUP BY opd
"""


@dataclass(frozen=True)
class BarisGerakan:
    """The figures of one office, or of all (``opd`` 0); rupiah whole, everything else counts.

    ``pegawai``: civil servants on ``pegawai_pada``, 0 where nobody wrote it down; ``berpegawai``
    are donors where it is known. ``_lalu``: the same at the end of the month before.
    """

    opd: int
    nama: str
    jenis: str = ""
    pegawai_pada: date | None = None
    pegawai: int = 0
    berpegawai: int = 0
    penyumbang: int = 0
    dijanji: int = 0
    lunas: int = 0
    tenggang: int = 0
    putus: int = 0
    belum_aktif: int = 0
    bulan_tahun: int = 0
    rupiah_tahun: int = 0
    target: int = 0
    penyumbang_lalu: int = 0
    dijanji_lalu: int = 0
    lunas_lalu: int = 0

    @property
    def partisipasi(self) -> Decimal | None:
        return persen(self.berpegawai, self.pegawai)

    @property
    def capaian(self) -> Decimal | None:
        return persen(self.lunas, self.target)

    @property
    def perubahan_penyumbang(self) -> int:
        return self.penyumbang - self.penyumbang_lalu

    @property
    def perubahan(self) -> int:
        """More, or fewer, promised workers than at the end of the month before."""
        return self.dijanji - self.dijanji_lalu

    @property
    def perubahan_lunas(self) -> int:
        return self.lunas - self.lunas_lalu

    @property
    def nama_jenis(self) -> str:
        return str(JenisOPD(self.jenis).label) if self.jenis else ""

    @property
    def kosong(self) -> bool:
        return not any(getattr(self, nama) for nama in JUMLAHAN)


@dataclass(frozen=True)
class Gerakan:
    """The offices of a month as they stood on ``hari``, by name; with all of them summed."""

    bulan: date
    hari: date
    baris: tuple[BarisGerakan, ...]

    @property
    def total(self) -> BarisGerakan:
        return jumlahkan(self.baris)

    @property
    def berpenyumbang(self) -> tuple[BarisGerakan, ...]:
        return tuple(b for b in self.baris if b.penyumbang)

    @property
    def definisi(self) -> tuple[str, ...]:
        return DEFINISI

    @property
    def lain(self) -> BarisGerakan:
        """The sums of the offices without a donor, named by their number."""
        semua = [b for b in self.baris if not b.penyumbang]
        return jumlahkan(semua, f"{len(semua)} OPD tanpa penyumbang")

    @property
    def jenis(self) -> list[BarisGerakan]:
        """The sums of each kind of office that there is."""
        return [b for _, b in menurut_jenis(self.baris)]

    def padat(self) -> "Gerakan | None":
        """Only the offices that have a figure, as a report keeps them; None where none has."""
        berangka = tuple(b for b in self.baris if not b.kosong)
        return replace(self, baris=berangka) if berangka else None


def jumlahkan(baris: Iterable[BarisGerakan], nama: str = "Jumlah") -> BarisGerakan:
    """The sums of these offices."""
    semua = list(baris)
    return BarisGerakan(0, nama, **{n: sum(getattr(b, n) for b in semua) for n in JUMLAHAN})


def gerakan_bulan(bulan: date, *, pada: date) -> Gerakan:
    """The measures of ``bulan`` as they stood on its last day, or on ``pada`` before that.

    Every office that is active, or that has a figure. Two queries, whatever the number of people.
    """
    hari = hari_bulan(bulan, pada)
    hitungan = _hitung(bulan, hari)
    opd = OPD.objects.with_bilangan(hari, bulan.year).order_by("nama")
    kolom = ("pk", "nama", "jenis", "pegawai_pada", "pegawai", "target", "aktif")
    daftar = ((isi.pop("aktif"), _baris(isi, hitungan)) for isi in opd.values(*kolom))
    return Gerakan(bulan, hari, tuple(b for aktif, b in daftar if aktif or not b.kosong))


def hitung_gerakan(bulan: date, pada: date) -> Gerakan:
    """The same, for keeping."""
    return gerakan_bulan(bulan, pada=pada)


GERAKAN = Simpanan(
    "iuran.gerakan",
    hitung_gerakan,
    [*BERBUKTI, OPD, PegawaiOPD, TargetOPD],
)


def _baris(isi: dict[str, Any], hitungan: dict[int, dict[str, int]]) -> BarisGerakan:
    pk, pegawai, target = isi.pop("pk"), isi.pop("pegawai"), isi.pop("target")
    angka: dict[str, Any] = {**hitungan.get(pk, {})}
    return BarisGerakan(
        opd=pk,
        pegawai=pegawai or 0,
        berpegawai=angka.get("penyumbang", 0) if pegawai else 0,
        target=target or 0,
        **isi,
        **angka,
    )


def _hitung(bulan: date, hari: date) -> dict[int, dict[str, int]]:
    """The counts by office; one statement."""
    lalu = tambah_bulan(bulan, -1)
    isi = {
        "bulan": bulan,
        "hari": hari,
        "lalu": lalu,
        "hari_lalu": akhir_bulan(lalu),
        "awal": date(bulan.year, 1, 1),
        "akhir": date(bulan.year, 12, 1),
        "putus": batas_putus(hari),
        "lewat": lewat_tempo(hari),
    }
    with connection.cursor() as kursor:
        kursor.execute(HITUNG, isi)
        nama = [kolom.name for kolom in kursor.description or ()]
        return {baris[0]: dict(zip(nama[1:], baris[1:], strict=True)) for baris in kursor}


def menurut_jenis(baris: Iterable[BarisGerakan]) -> Iterator[tuple[JenisOPD, BarisGerakan]]:
    """The sums of each kind of office that there is."""
    semua = list(baris)
    for jenis in JenisOPD:
        if milik := [b for b in semua if b.jenis == jenis]:
            yield jenis, jumlahkan(milik, str(jenis.label))
