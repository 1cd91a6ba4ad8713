"""ASN/PNS Peduli: civil servants, each of whom protects a neighbour."""

from iuran.penyumbang.tempo import baca_tempo

__all__ = ["baca_tempo"]
