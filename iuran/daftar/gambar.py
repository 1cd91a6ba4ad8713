"""The wave of the board as a picture: stacked bars, drawn on the server from its table."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from iuran.perlindungan import Gelombang
from pijar.bulan import NAMA_BULAN

KOLOM, BATANG = 40, 28  # units from bar to bar, and of one bar: whole numbers in every language
TINGGI, ALAS = 240, 190
TANGGA = 160  # height of the tallest bar
PALING_TIPIS = 2  # a single person is seen beside thousands
WARNA = ("#0b5560", "#f0a330", "#135f83", "#7a2d5e", "#5b8c2a", "#74868a")


class Potong(NamedTuple):
    """One source's part of a bar."""

    sumber: str
    sumber_id: int
    orang: int
    warna: str
    y: int
    tinggi: int


class Batang(NamedTuple):
    """One month's bar, its parts from the bottom up, and its total above it."""

    bulan: date
    x: int
    tengah: int
    puncak: int
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
    """The whole picture; all measures are units of its view box."""

    lebar: int
    tinggi: int
    alas: int
    lebar_batang: int
    batang: list[Batang]
    legenda: list[Warna]


def gambar_gelombang(g: Gelombang) -> Gambar:
    """Bars as high as their people; the tallest fills the picture."""
    terbanyak = max(g.total, default=0)
    legenda = [Warna(str(s.sumber), WARNA[ke % len(WARNA)]) for ke, s in enumerate(g.per_sumber)]
    batang = []
    for ke, bulan in enumerate(g.bulan):
        potong = _tumpuk(g, ke, terbanyak, legenda)
        puncak = potong[-1].y if potong else ALAS
        tengah = ke * KOLOM + KOLOM // 2
        batang.append(Batang(bulan, tengah - BATANG // 2, tengah, puncak - 5, potong))
    return Gambar(KOLOM * len(g.bulan), TINGGI, ALAS, BATANG, batang, legenda)


def _tumpuk(g: Gelombang, ke: int, terbanyak: int, legenda: Sequence[Warna]) -> list[Potong]:
    """One month's parts, each on the one before it."""
    atas, potong = ALAS, []
    for s, (nama, warna) in zip(g.per_sumber, legenda, strict=True):
        if orang := s.per_bulan[ke]:
            tinggi = max(PALING_TIPIS, round(TANGGA * orang / terbanyak))
            atas -= tinggi
            potong.append(Potong(nama, s.sumber.pk, orang, warna, atas, tinggi))
    return potong
