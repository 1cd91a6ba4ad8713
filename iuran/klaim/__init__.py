"""Claims that a death or an accident opens."""

from iuran.klaim.actions import batalkan_klaim, buka_klaim
from iuran.klaim.aturan import batas_klaim, jenis_klaim

__all__ = [
    "batalkan_klaim",
    "batas_klaim",
    "buka_klaim",
    "jenis_klaim",
]
