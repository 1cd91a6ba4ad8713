"""Paid in vain: months that the city paid though it may not, until BPJS has settled them."""

from iuran.kelebihan.angka import belum_diminta

__all__ = ["belum_diminta"]
