"""Batches of decreed people, sent to BPJS as an Excel file."""

from iuran.pendaftaran.actions import tutup_bila_selesai
from iuran.pendaftaran.ekspor import ISI_KOLOM, galat_kolom

__all__ = [
    "ISI_KOLOM",
    "galat_kolom",
    "tutup_bila_selesai",
]
