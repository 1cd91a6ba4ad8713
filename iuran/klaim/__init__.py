"""Claims that a death or an accident opens."""

from iuran.klaim.actions import batalkan_klaim, buka_klaim
from iuran.klaim.aturan import (
    Pertanggungan,
    batas_klaim,
    jenis_klaim,
    manfaat_jkk,
    manfaat_jkm,
    pertanggungan,
)

__all__ = [
    "Pertanggungan",
    "batalkan_klaim",
    "batas_klaim",
    "buka_klaim",
    "jenis_klaim",
    "manfaat_jkk",
    "manfaat_jkm",
    "pertanggungan",
]
