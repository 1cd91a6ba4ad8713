"""Read an uploaded list, sheet by sheet and row by row, exactly as the officer sees it.

:mod:`pijar.excel.tuang` runs this in a process with limits; the application calls
:mod:`pijar.excel.terpisah`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pijar.excel.berkas_buku import baca_buku
from pijar.excel.berkas_csv import baca_csv
from pijar.excel.berkas_xls import baca_xls
from pijar.excel.isi import selidiki
from pijar.excel.lembar import Lembar
from pijar.excel.pindai import Tampak

LEMBAR_CSV = "CSV"


def baca_langsung(path: Path) -> Iterator[Lembar]:
    """The sheets of a workbook or the one sheet of a CSV, in the file's order.

    Raises BerkasDitolakError at once for a file that :func:`selidiki` refuses, and while
    reading for damage that only reading shows. One sheet is in memory at a time, if the caller
    reads one after the other.
    """
    isi = selidiki(path)
    return (_lengkap(lembar, isi.lembar.get(lembar.nama)) for lembar in buka(path, isi.jenis))


def buka(path: Path, jenis: str) -> Iterator[Lembar]:
    """Parse a file that passed the checks: its path and true kind in, sheets of plain rows out.

    Nothing else in the application hands an uploaded list to a parser of whole files.
    """
    if jenis == "csv":
        return iter([Lembar(LEMBAR_CSV, baca_csv(path))])
    return baca_xls(path) if jenis == "xls" else baca_buku(path, jenis)


def _lengkap(lembar: Lembar, tampak: Tampak | None) -> Lembar:
    """The sheet with what its XML showed and the reader does not tell."""
    if tampak is None:
        return lembar
    return replace(
        lembar,
        ada_rumus=tampak.rumus,
        rumus_tanpa_nilai=tampak.rumus_tanpa_nilai,
        ada_galat=tampak.galat,
        sembunyi=tampak.sembunyi,
        gabungan=tampak.gabungan,
    )
