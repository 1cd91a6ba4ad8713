"""Batches of decreed people, sent to BPJS as an Excel file."""

from iuran.pendaftaran.actions.batal import lepaskan_menunggu
from iuran.pendaftaran.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.pendaftaran.actions.kirim import catat_kiriman
from iuran.pendaftaran.actions.status import tutup_bila_selesai
from iuran.pendaftaran.ekspor import ISI_KOLOM, galat_kolom

__all__ = [
    "ISI_KOLOM",
    "catat_kiriman",
    "galat_kolom",
    "ikutkan_lagi",
    "keluarkan_baris",
    "lepaskan_menunggu",
    "tutup_bila_selesai",
]
