"""Life events: proposals, records, their effects, and undoing them."""

from iuran.peristiwa.henti import SEBAB_HENTI, PratinjauHenti, RencanaHenti, pratinjau_henti
from iuran.peristiwa.usia import (
    DASAR_USIA,
    PERINGATAN_USIA,
    USIA_BATAS,
    jumlah_usia,
    lahir_terakhir,
    mendekati_65,
    ulang_tahun,
)

__all__ = [
    "DASAR_USIA",
    "PERINGATAN_USIA",
    "SEBAB_HENTI",
    "USIA_BATAS",
    "PratinjauHenti",
    "RencanaHenti",
    "jumlah_usia",
    "lahir_terakhir",
    "mendekati_65",
    "pratinjau_henti",
    "ulang_tahun",
]
