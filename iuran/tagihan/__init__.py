"""Bills: drafted from the ledger, issued by another admin, paid by SP2D."""

from iuran.tagihan.actions.pindai import buka_pindaian, simpan_pindaian
from iuran.tagihan.dokumen import DASAR, rincian_sah

__all__ = ["DASAR", "buka_pindaian", "rincian_sah", "simpan_pindaian"]
