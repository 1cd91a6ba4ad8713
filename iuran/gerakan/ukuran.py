"""How many promises make the page of the movement show its frame first (ADR 0022)."""

from peserta.daftar import tabel_besar

BANYAK = 5_000


def gerakan_besar() -> bool:
    """Whether there are so many promises that counting their months takes long."""
    return tabel_besar("iuran_janji", BANYAK)
