"""Old .xls workbooks: the reader takes the whole book at once."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pijar.errors import BerkasDitolakError
from pijar.excel.berkas_buku import kalimat_galat, teks_waktu
from pijar.excel.lembar import Baris, Lembar
from pijar.excel.letak import Gabungan, NomorBaris
from pijar.excel.pembaca_xls import baris_sembunyi, buku_kerja
from pijar.excel.periksa import TANPA_DATA, TERKUNCI, bernama
from pijar.excel.sel import Sel, kosong


def baca_xls(path: Path) -> Iterator[Lembar]:
    """The worksheets of ``path``. Raises BerkasDitolakError when locked, damaged or empty.

    Formulas and error cells of an .xls cannot be told from others.
    """
    with kalimat_galat(), bernama(path, "xls") as berkas:
        try:
            buku = CalamineWorkbook.from_path(berkas)
        except PasswordError as galat:
            raise BerkasDitolakError(TERKUNCI) from galat
        sembunyi = _sembunyi(path)
        semua = [
            _lembar(buku, ke, sembunyi[ke] if ke < len(sembunyi) else [])
            for ke, sifat in enumerate(buku.sheets_metadata)
            if sifat.typ == SheetTypeEnum.WorkSheet
        ]
    if not any(berisi for berisi, _ in semua):
        raise BerkasDitolakError(TANPA_DATA)
    return iter([lembar for _, lembar in semua])


def _sembunyi(path: Path) -> list[list[int]]:
    with suppress(struct.error, IndexError, ValueError, StopIteration):
        return baris_sembunyi(buku_kerja(path.read_bytes()))
    return []


def _lembar(buku: CalamineWorkbook, ke: int, baris: list[int]) -> tuple[bool, Lembar]:
    """The sheet, and whether it holds anything."""
    sifat, lembar = buku.sheets_metadata[ke], buku.get_sheet_by_index(ke)
    sembunyi = NomorBaris()
    for nomor in baris:
        sembunyi.tambah(nomor, nomor)
    gabungan = [
        Gabungan(atas + 1, bawah + 1, kiri)
        for (atas, kiri), (bawah, _) in lembar.merged_cell_ranges or []
        if bawah > atas
    ]
    tersembunyi = sifat.visible != SheetVisibleEnum.Visible
    return lembar.start is not None, Lembar(
        sifat.name, _baris(lembar), tersembunyi, sembunyi=sembunyi, gabungan=gabungan
    )


def _baris(lembar: CalamineSheet) -> Baris:
    if lembar.start is None:
        return
    kiri: list[Sel] = [None] * lembar.start[1]
    with kalimat_galat():
        for nomor, isi in enumerate(lembar.iter_rows(), start=1):
            sel = [_sel(nilai) for nilai in isi]
            if not all(map(kosong, sel)):
                yield nomor, kiri + sel


def _sel(nilai: Any) -> Sel:
    if nilai == "":
        return None
    return nilai if isinstance(nilai, str | int | float | date) else teks_waktu(nilai)
