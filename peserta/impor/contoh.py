"""The rows of a file that an import keeps, so that an officer can tell its columns apart."""

import re
from itertools import chain
from typing import Any

from pijar.excel import Sel, teks
from pijar.samar import PANJANG_NIK, samarkan

Kepala = list[tuple[int, list[Sel]]]
BARIS_AWAL, BARIS_CONTOH = 15, 4  # stored rows: the first of the sheet, and below the header
KOLOM_AWAL, PANJANG_SEL = 100, 80
NOMOR_ORANG = re.compile(r"[0-9](?:[ .'-]?[0-9]){9,}")  # NIK, KK, KPJ, phone: masked in samples


def contoh_awal(kepala: Kepala, nomor_judul: int) -> list[list[Any]]:
    """Rows to store, as [row number, texts]: the first ones and a few below the header."""
    contoh = [satu for satu in kepala if satu[0] > nomor_judul][:BARIS_CONTOH]
    judul = [satu for satu in kepala if satu[0] == nomor_judul]
    pilihan = dict(chain(kepala[:BARIS_AWAL], judul, contoh))
    return [
        [nomor, [sel_tersamar(satu) for satu in sel[:KOLOM_AWAL]]]
        for nomor, sel in sorted(pilihan.items())
    ]


def sel_tersamar(sel: Sel) -> str:
    """The text of a sample cell, with numbers of people masked."""
    return NOMOR_ORANG.sub(_samar, teks(sel))[:PANJANG_SEL]


def _samar(cocok: re.Match[str]) -> str:
    angka = re.sub("[^0-9]", "", cocok[0])
    return samarkan(angka) if len(angka) == PANJANG_NIK else f"{angka[:2]}{'•' * (len(angka) - 2)}"
