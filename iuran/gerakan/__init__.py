"""The movement by office: its offices as data, its figures for the Sekda, and what BPJS reports."""

from iuran.gerakan.angka import DEFINISI, BarisGerakan, Gerakan, gerakan_bulan, menurut_jenis
from iuran.gerakan.beku import gerakan_beku
from iuran.gerakan.dokumen_angka import lembar_gerakan

__all__ = [
    "DEFINISI",
    "BarisGerakan",
    "Gerakan",
    "gerakan_beku",
    "gerakan_bulan",
    "lembar_gerakan",
    "menurut_jenis",
]
