"""The movement by office: its offices as data, its figures for the Sekda, and what BPJS reports."""

from iuran.gerakan.angka import DEFINISI, BarisGerakan, Gerakan, gerakan_bulan, menurut_jenis

__all__ = ["DEFINISI", "BarisGerakan", "Gerakan", "gerakan_bulan", "menurut_jenis"]
