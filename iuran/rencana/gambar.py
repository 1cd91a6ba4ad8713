"""The picture of a plan: a bar for each month, in pieces as wide as their people."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from iuran.rencana.aturan import HasilSumber

LEBAR = 100
WARNA = ("#0b5560", "#8fbfbd", "#f0a330")  # bound, added and paid, added and not paid


class Potongan(NamedTuple):
    """A piece of a bar; numbers as text, because templates write them with a comma."""

    x: str
    lebar: str
    warna: str


class BulanGambar(NamedTuple):
    """Everybody of one month, and the bar that shows them."""

    bulan: date
    lalu: bool
    orang: int
    baru: int
    tak_terbayar: int
    rupiah: int
    potongan: list[Potongan]

    @property
    def rencana(self) -> int:
        return self.orang + self.baru


def gambar_bulan(hasil: Sequence[HasilSumber]) -> list[BulanGambar]:
    """The months of all ``hasil`` together; the longest bar is the fullest month."""
    per_bulan = list(zip(*(h.bulan for h in hasil), strict=True))
    terbanyak = max((sum(b.rencana for b in satu) for satu in per_bulan), default=0)
    daftar = []
    for satu in per_bulan:
        orang, baru = sum(b.orang for b in satu), sum(b.baru for b in satu)
        kurang = sum(b.tak_terbayar for b in satu)
        daftar.append(
            BulanGambar(
                satu[0].bulan,
                satu[0].lalu,
                orang,
                baru,
                kurang,
                sum(b.rupiah for b in satu),
                _potongan((orang, baru - kurang, kurang), terbanyak),
            )
        )
    return daftar


def _potongan(nilai: Sequence[int], terbanyak: int) -> list[Potongan]:
    hasil, x = [], 0.0
    for n, warna in zip(nilai, WARNA, strict=True):
        lebar = LEBAR * n / terbanyak if terbanyak else 0
        if n:
            hasil.append(Potongan(f"{x:.2f}", f"{lebar:.2f}", warna))
        x += lebar
    return hasil
