"""How long personal data is kept: the table, the nightly run, and what holds it back (ADR 0037)."""

from pijar.retensi.daftar import SapuDaftar
from pijar.retensi.entri import Akhir, Entri, Masa
from pijar.retensi.sapuan import SapuBaris, SapuBerkas

__all__ = ["Akhir", "Entri", "Masa", "SapuBaris", "SapuBerkas", "SapuDaftar"]
