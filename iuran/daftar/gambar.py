"""The wave of the board as a picture: stacked bars, drawn on the server from its table."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from iuran.perlindungan import Gelombang
from pijar.bulan import NAMA_BULAN

LEBAR, TINGGI, ALAS = 720, 240, 190
TANGGA = 160  # height of the tallest bar
PALING_TIPIS = 2  # a single person is seen beside thousands
WARNA = ("#0b5560", "#f0a330", "#135f83", "#7a2d5e", "#5b8c2a", "#74868a")


class Potong(NamedTuple):
    """One source's part of a bar."""

    sumber: str
    sumber_id: int
    orang: int
    warna: str
    y: float
    tinggi: float


class Batang(NamedTuple):
    """One month's bar, its parts from the bottom up, and its total above it."""

    bulan: date
    x: float
    tengah: float
    lebar: float
    puncak: float
    potong: list[Potong]

    @property
    def orang(self) -> int:
        return sum(p.orang for p in self.potong)

    @property
    def singkat(self) -> str:
        return NAMA_BULAN[self.bulan.month - 1][:3]


class Warna(NamedTuple):
    """A line of the legend."""

    sumber: str
    warna: str


class Gambar(NamedTuple):
    lebar: int
    tinggi: int
    alas: int
    batang: list[Batang]
    legenda: list[Warna]


def gambar_gelombang(g: Gelombang) -> Gambar:
    """Bars as high as their people; the tallest fills the picture."""
    terbanyak = max(g.total, default=0)
    kolom = LEBAR / max(1, len(g.bulan))
    legenda = [Warna(str(s.sumber), WARNA[ke % len(WARNA)]) for ke, s in enumerate(g.per_sumber)]
    batang = []
    for ke, bulan in enumerate(g.bulan):
        potong = _tumpuk(g, ke, terbanyak, legenda)
        puncak = potong[-1].y if potong else ALAS
        x = round(ke * kolom + kolom * 0.15, 1)
        tengah = round((ke + 0.5) * kolom, 1)
        batang.append(Batang(bulan, x, tengah, round(kolom * 0.7, 1), puncak - 5, potong))
    return Gambar(LEBAR, TINGGI, ALAS, batang, legenda)


def _tumpuk(g: Gelombang, ke: int, terbanyak: int, legenda: Sequence[Warna]) -> list[Potong]:
    atas, potong = float(ALAS), []
    for s, (nama, warna) in zip(g.per_sumber, legenda, strict=True):
        if orang := s.per_bulan[ke]:
            tinggi = max(PALING_TIPIS, round(TANGGA * orang / terbanyak, 1))
            atas = round(atas - tinggi, 1)
            potong.append(Potong(nama, s.sumber.pk, orang, warna, atas, tinggi))
    return potong
