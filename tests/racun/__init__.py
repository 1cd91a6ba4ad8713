"""A thousand files that nobody should send, the same in every run, and the doors they come to.

``semua`` makes them by kind and number; ``pintu`` are the places where the application opens a
file from outside; :mod:`tests.terberat` says what each cost.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from tests.racun import foto, kertas, lembar, teks

BENIH = 19
Pembuat = Callable[[Random], tuple[str, bytes]]
DAFTAR: dict[str, Pembuat] = {k: v for m in (lembar, teks) for k, v in m.JENIS.items()}
LAMPIRAN: dict[str, Pembuat] = {k: v for m in (foto, kertas) for k, v in m.JENIS.items()}


class Racun(NamedTuple):
    """One file; ``nomor`` counts within its kind."""

    jenis: str
    nomor: int
    daftar: bool

    @property
    def berkas(self) -> tuple[str, bytes]:
        """Its name and contents."""
        pembuat = (DAFTAR if self.daftar else LAMPIRAN)[self.jenis]
        return pembuat(Random(f"{BENIH} {self.jenis} {self.nomor}"))  # noqa: S311 - not a secret


def semua(banyak: int) -> Iterator[Racun]:
    """``banyak`` files, each kind as often as any other."""
    jenis = [(j, True) for j in DAFTAR] + [(j, False) for j in LAMPIRAN]
    for n in range(banyak):
        nama, daftar = jenis[n % len(jenis)]
        yield Racun(nama, n // len(jenis), daftar)
