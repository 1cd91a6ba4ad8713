"""ASN/PNS Peduli: civil servants, each of whom protects a neighbour."""

from iuran.penyumbang.actions.janji import perpanjang

__all__ = ["perpanjang"]
