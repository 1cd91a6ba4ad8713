"""Find pairs of possible duplicates, rate them with points, and show their differences."""

from peserta.duplikat.actions import (
    DIBANDINGKAN,
    cari_duplikat,
    cari_duplikat_impor,
    lupakan_pasangan,
    minta_cari_duplikat,
)
from peserta.duplikat.banding import PER_KODE, Banding, bandingkan, kosong
from peserta.duplikat.nilai import kalimat_alasan

__all__ = [
    "DIBANDINGKAN",
    "PER_KODE",
    "Banding",
    "bandingkan",
    "cari_duplikat",
    "cari_duplikat_impor",
    "kalimat_alasan",
    "kosong",
    "lupakan_pasangan",
    "minta_cari_duplikat",
]
