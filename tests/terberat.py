"""What each hostile file cost; the worst ones are told at the end of a run."""

from collections.abc import Iterable
from typing import NamedTuple

TERBERAT = 10


class Biaya(NamedTuple):
    """Seconds of processor time, megabytes of the largest process, which file, what was said."""

    detik: float
    mb: int
    siapa: str
    kata: str


def terberat(semua: Iterable[Biaya]) -> list[Biaya]:
    """The worst by time, and by memory."""
    daftar = sorted(semua, reverse=True)
    besar = sorted(daftar, key=lambda b: b.mb, reverse=True)
    return list(dict.fromkeys([*daftar[:TERBERAT], *besar[:TERBERAT]]))


def tulisan(semua: Iterable[Biaya]) -> str:
    """Two lists for a person: the ten longest and the ten largest."""
    daftar, baris = [Biaya(*satu) for satu in semua], []
    for judul, urutan in (("terlama", 0), ("terbesar", 1)):
        baris.append(f"{judul}:")
        baris += [
            f"  {b.detik:6.2f} s {b.mb:5d} MB  {b.siapa}: {b.kata[:70]}"
            for b in sorted(daftar, key=lambda b: b[urutan], reverse=True)[:TERBERAT]
        ]
    return "\n".join(baris)
