"""How long the measures beside the month's figures take, each against one plain look at the rows.

The movement of a month, the path of the year, coverage, money by source, and one figure opened by
kelurahan: the slowest of them is the benchmark's figure, all of them are told.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from iuran.models import Iuran
from laporan.cakupan import cakupan
from laporan.jalur import jalur
from laporan.pergerakan import pergerakan
from laporan.rincian import buka
from laporan.serapan import serapan
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.bulan import awal_bulan, tambah_bulan

__all__ = ["siapkan", "ukur"]

ULANG = 5
# Everybody with a paid row in one of two months, told apart as the movement does.
PATOKAN = """
    SELECT l.peserta_id IS NULL, k.peserta_id IS NULL, count(*)
    FROM (SELECT i.peserta_id FROM iuran_iuran i JOIN iuran_pembayaran b ON b.id = i.pembayaran_id
          WHERE i.bulan = %(lalu)s AND i.hidup) l
    FULL JOIN (SELECT i.peserta_id FROM iuran_iuran i
          JOIN iuran_pembayaran b ON b.id = i.pembayaran_id
          WHERE i.bulan = %(kini)s AND i.hidup) k ON k.peserta_id = l.peserta_id
    GROUP BY 1, 2
"""


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of each measure of today."""
    pada = timezone.localdate()
    semua = {nama: _p95(kerja) for nama, kerja in _ukuran(pada).items()}
    lalu = [waktu(lambda: _patokan(pada)) for _ in range(ULANG)]
    return hasil(
        detik=max(semua.values()),
        patokan="orang dengan iuran dibayar pada salah satu dari dua bulan",
        detik_patokan=p95(lalu),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
        **{nama: round(detik, 3) for nama, detik in semua.items()},
    )


def _ukuran(pada: date) -> dict[str, Callable[[], object]]:
    bulan = awal_bulan(pada)
    return {
        "pergerakan": lambda: pergerakan(bulan, pada=pada),
        "jalur": lambda: jalur(pada.year, pada=pada),
        "serapan": lambda: serapan(pada.year, pada=pada),
        "cakupan": lambda: cakupan(pada=pada),
        "rincian": lambda: buka("terlindungi", "kelurahan", bulan=bulan, pada=pada),
        "rincian_gerak": lambda: buka("baru", "kelurahan", bulan=bulan, pada=pada),
    }


def _p95(kerja: Callable[[], object]) -> float:
    kerja()
    return p95([waktu(kerja) for _ in range(ULANG)])


def _patokan(pada: date) -> None:
    isi = {"kini": awal_bulan(pada), "lalu": tambah_bulan(pada, -1)}
    with connection.cursor() as kursor:
        kursor.execute(PATOKAN, isi)
        kursor.fetchall()
