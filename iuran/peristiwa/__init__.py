"""Life events: proposals, records, their effects, and undoing them."""

from iuran.peristiwa.usia import (
    DASAR_USIA,
    PERINGATAN_USIA,
    jumlah_usia,
    lahir_terakhir,
    mendekati_65,
    ulang_tahun,
)

__all__ = [
    "DASAR_USIA",
    "PERINGATAN_USIA",
    "jumlah_usia",
    "lahir_terakhir",
    "mendekati_65",
    "ulang_tahun",
]
