"""Batches of decreed people, sent to BPJS as an Excel file."""

from iuran.pendaftaran.actions.batal import lepaskan_menunggu
from iuran.pendaftaran.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.pendaftaran.actions.kirim import catat_kiriman, periksa_siap
from iuran.pendaftaran.actions.status import tutup_bila_selesai
from iuran.pendaftaran.actions.terima import cabut_terima, kunci_orang, terima_baris
from iuran.pendaftaran.ekspor import ISI_KOLOM, galat_kolom

__all__ = [
    "ISI_KOLOM",
    "cabut_terima",
    "catat_kiriman",
    "galat_kolom",
    "ikutkan_lagi",
    "keluarkan_baris",
    "kunci_orang",
    "lepaskan_menunggu",
    "periksa_siap",
    "terima_baris",
    "tutup_bila_selesai",
]
