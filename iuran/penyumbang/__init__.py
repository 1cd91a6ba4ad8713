"""ASN/PNS Peduli: civil servants, each of whom protects a neighbour."""

from iuran.penyumbang.aturan import (
    PERINGATAN_HARI,
    Janjinya,
    Keadaan,
    KeadaanJanji,
    keadaan_janji,
)

__all__ = ["PERINGATAN_HARI", "Janjinya", "Keadaan", "KeadaanJanji", "keadaan_janji"]
