"""What BPJS really has: its lists beside our ledger and bills, and the points still open."""

from iuran.rekonsiliasi.angka import Rekap, peringatan, rekap, titik_pada
from iuran.rekonsiliasi.kalimat import KATA_BAGIAN
from iuran.rekonsiliasi.tampil import isi_bagian, kata_sebab
from iuran.rekonsiliasi.vonis import Jumlah

__all__ = [
    "KATA_BAGIAN",
    "Jumlah",
    "Rekap",
    "isi_bagian",
    "kata_sebab",
    "peringatan",
    "rekap",
    "titik_pada",
]
