"""What BPJS really has: its lists beside our ledger and bills, and the points still open."""

from iuran.rekonsiliasi.angka import (
    Rekap,
    banyak_tidak_dikenal,
    belum_dibukukan,
    peringatan,
    rekap,
    sebut_daftar,
    titik_pada,
)
from iuran.rekonsiliasi.baca import TANPA_BARIS, TANPA_JUDUL, pastikan_bulan
from iuran.rekonsiliasi.kalimat import KATA_BAGIAN
from iuran.rekonsiliasi.lembar import BarisMentah, Kepala, baca_lembaran
from iuran.rekonsiliasi.tampil import isi_bagian, kata_sebab
from iuran.rekonsiliasi.vonis import Jumlah, bulan_terbanyak, cari_orang, tampung

__all__ = [
    "KATA_BAGIAN",
    "TANPA_BARIS",
    "TANPA_JUDUL",
    "BarisMentah",
    "Jumlah",
    "Kepala",
    "Rekap",
    "baca_lembaran",
    "banyak_tidak_dikenal",
    "belum_dibukukan",
    "bulan_terbanyak",
    "cari_orang",
    "isi_bagian",
    "kata_sebab",
    "pastikan_bulan",
    "peringatan",
    "rekap",
    "sebut_daftar",
    "tampung",
    "titik_pada",
]
