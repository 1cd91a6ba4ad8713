"""Plan and realisation of a source as a picture: one bar for each month, drawn on the server."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pijar.bulan import NAMA_BULAN

KOLOM, BATANG = 40, 28  # units from bar to bar, and of one bar: whole numbers in every language
TINGGI, ALAS = 190, 164
TANGGA = 150  # height of the tallest bar
PALING_TIPIS = 2
BAGIAN = (("Dibayar", "#0b5560"), ("Ditagih", "#135f83"), ("Belum ditagih", "#f0a330"))
RENCANA = ("Rencana", "#d5dcde")


class Potong(NamedTuple):
    """A part of a bar, from the bottom up."""

    nama: str
    rupiah: int
    warna: str
    y: int
    tinggi: int


class Batang(NamedTuple):
    """One month: the plan behind, what became of it in front."""

    bulan: date
    x: int
    tengah: int
    rencana: Potong
    potong: list[Potong]

    @property
    def singkat(self) -> str:
        return NAMA_BULAN[self.bulan.month - 1][:3]


class Gambar(NamedTuple):
    """The whole picture; all measures are units of its view box."""

    lebar: int
    tinggi: int
    alas: int
    lebar_batang: int
    batang: list[Batang]
    legenda: list[tuple[str, str]]


def gambar_uang(bulan: Iterable[tuple[date, int, tuple[int, int, int]]]) -> Gambar:
    """Bars as high as their rupiah: of each month the plan, and paid, billed, not billed."""
    semua = list(bulan)
    tertinggi = max((max(rencana, sum(isi)) for _, rencana, isi in semua), default=0)
    batang = []
    for ke, (satu, rencana, isi) in enumerate(semua):
        tengah = ke * KOLOM + KOLOM // 2
        di_belakang = _potong(RENCANA, rencana, tertinggi, ALAS)
        batang.append(
            Batang(satu, tengah - BATANG // 2, tengah, di_belakang, _tumpuk(isi, tertinggi))
        )
    return Gambar(KOLOM * len(semua), TINGGI, ALAS, BATANG, batang, [*BAGIAN, RENCANA])


def _tumpuk(isi: tuple[int, int, int], tertinggi: int) -> list[Potong]:
    atas, potong = ALAS, []
    for bagian, uang in zip(BAGIAN, isi, strict=True):
        if uang:
            potong.append(_potong(bagian, uang, tertinggi, atas))
            atas = potong[-1].y
    return potong


def _potong(bagian: tuple[str, str], uang: int, tertinggi: int, alas: int) -> Potong:
    tinggi = max(PALING_TIPIS, round(TANGGA * uang / tertinggi)) if uang else 0
    return Potong(bagian[0], uang, bagian[1], alas - tinggi, tinggi)
