"""Bills: drafted from the ledger, issued by another admin, paid by SP2D."""

from iuran.tagihan.actions.pindai import buka_pindaian, simpan_pindaian

__all__ = ["buka_pindaian", "simpan_pindaian"]
