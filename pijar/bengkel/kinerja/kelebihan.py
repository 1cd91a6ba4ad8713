"""The list of everything paid in vain, against one plain statement over the same rows.

Every second event of the sample is told to have come half a year earlier, so that many paid months
lie after it. The plain statement joins events and ledger as they are, with the same indexes.
"""

from pathlib import Path

from django.db import connection

from iuran.kelebihan.angka import (
    daftar_kelebihan,
    dengan_keadaan,
    dengan_rincian,
    rinci,
    urut_dan_jumlah,
)
from iuran.models import Iuran
from pijar.bengkel.kinerja import Ukuran, dasbor, hasil, p95, waktu
from pijar.http import PER_HALAMAN

ULANG = 9
MAJUKAN = """
    UPDATE peserta_peristiwa SET tanggal = (tanggal - interval '6 month')::date, akibat = NULL
    WHERE id % 2 = 0 AND jenis <> 'kecelakaan'
"""
PATOKAN = """
    SELECT i.id, i.nominal, p.nama
    FROM iuran_iuran i
    JOIN peserta_peristiwa e ON e.peserta_id = i.peserta_id AND i.bulan > e.tanggal
    JOIN peserta_peserta p ON p.id = i.peserta_id
    WHERE i.hidup AND i.pembayaran_id IS NOT NULL
      AND e.dibatalkan_pada IS NULL AND e.jenis <> 'kecelakaan'
    ORDER BY p.nama
"""


def siapkan(folder: Path, orang: int) -> None:
    dasbor.siapkan(folder, orang)
    with connection.cursor() as kursor:
        kursor.execute(MAJUKAN)
        kursor.execute("VACUUM (ANALYZE) peserta_peristiwa")


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of the sums of the list and its first page."""
    banyak = halaman()
    detik = [waktu(halaman) for _ in range(ULANG)]
    patokan = [waktu(polos) for _ in range(ULANG)]
    return hasil(
        detik=p95(detik),
        patokan="SELECT iuran JOIN peristiwa, satu perintah",
        detik_patokan=p95(patokan),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
        kelebihan=banyak,
    )


def halaman() -> int:
    """What the page asks: all ids with their sums, then the first rows; returns how many."""
    pks, jumlah = urut_dan_jumlah(daftar_kelebihan(Iuran.objects.all()))
    tampil = Iuran.objects.filter(pk__in=pks[:PER_HALAMAN]).dengan_baris()
    rinci(dengan_rincian(dengan_keadaan(tampil)))
    return jumlah.bulan


def polos() -> None:
    with connection.cursor() as kursor:
        kursor.execute(PATOKAN)
        kursor.fetchall()
