"""Batches of decreed people, sent to BPJS as an Excel file."""

from iuran.pendaftaran.actions import tutup_bila_selesai
from iuran.pendaftaran.ekspor import ISI, galat_kolom
from iuran.pendaftaran.forms import AKHIRAN, AlasanForm, JawabanForm

__all__ = [
    "AKHIRAN",
    "ISI",
    "AlasanForm",
    "JawabanForm",
    "galat_kolom",
    "tutup_bila_selesai",
]
