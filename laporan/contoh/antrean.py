"""People on their way: drafts that the real actions take to each stage of the programme."""

from datetime import date

from laporan.contoh.perjalanan import Masa


def isi_antrean(benih: int, masa: Masa, *, pada: date) -> None:
    """Move the drafts on, a share to each stage."""
