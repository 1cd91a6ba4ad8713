"""Bills: drafted from the ledger, issued by another admin, paid by SP2D."""

from iuran.tagihan.actions.pindai import buka_pindaian, simpan_pindaian
from iuran.tagihan.angka import RincianTagihan, cabang_tagihan
from iuran.tagihan.dokumen import rincian_sah

__all__ = ["RincianTagihan", "buka_pindaian", "cabang_tagihan", "rincian_sah", "simpan_pindaian"]
