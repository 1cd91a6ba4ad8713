"""Counts and amounts as papers write them: in figures and in words."""

from pijar.rupiah import ribuan, rupiah, terbilang


def banyak(n: int, satuan: str = "orang") -> str:
    """``12 (dua belas) orang``."""
    return f"{ribuan(n)} ({terbilang(n, '')}) {satuan}"


def uang(n: int) -> str:
    """``Rp16.800 (enam belas ribu delapan ratus rupiah)``."""
    return f"{rupiah(n)} ({terbilang(n)})"
