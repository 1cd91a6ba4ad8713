"""Find pairs of possible duplicates, rate them with points, and show their differences."""

from peserta.duplikat.actions import (
    DIBANDINGKAN,
    cari_banyak,
    cari_duplikat,
    cari_duplikat_impor,
    lupakan_pasangan,
    minta_cari_duplikat,
)
from peserta.duplikat.banding import BANDING_PER_KODE, Banding, bandingkan, bidang_kosong
from peserta.duplikat.nilai import kalimat_alasan

__all__ = [
    "BANDING_PER_KODE",
    "DIBANDINGKAN",
    "Banding",
    "bandingkan",
    "bidang_kosong",
    "cari_banyak",
    "cari_duplikat",
    "cari_duplikat_impor",
    "kalimat_alasan",
    "lupakan_pasangan",
    "minta_cari_duplikat",
]
