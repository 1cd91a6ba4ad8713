"""Bills: drafted from the ledger, issued by another admin, paid by SP2D."""

from iuran.tagihan.actions.pindai import buka_pindaian, simpan_pindaian
from iuran.tagihan.angka import RincianTagihan, cabang_tagihan
from iuran.tagihan.aturan import Salah, rapikan_nomor
from iuran.tagihan.bulan import sebut_bulan
from iuran.tagihan.dokumen import rincian_sah

__all__ = [
    "RincianTagihan",
    "Salah",
    "buka_pindaian",
    "cabang_tagihan",
    "rapikan_nomor",
    "rincian_sah",
    "sebut_bulan",
    "simpan_pindaian",
]
