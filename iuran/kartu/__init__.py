"""Cards: who has got theirs, who still waits, here or at BPJS."""

from iuran.kartu.angka import belum_diserahkan, terlambat

__all__ = ["belum_diserahkan", "terlambat"]
