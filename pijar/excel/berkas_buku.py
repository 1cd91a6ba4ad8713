"""Workbooks of today, .xlsx and .ods: the reader takes a sheet as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pijar.errors import BerkasDitolakError
from pijar.excel.lembar import Baris, Lembar
from pijar.excel.periksa import RUSAK, bernama
from pijar.excel.sel import Sel, kosong

JENIS_SEL = frozenset({str, int, float, bool, date, datetime})


def baca_buku(path: Path, jenis: str) -> Iterator[Lembar]:
    """The worksheets of ``path``; a sheet is loaded when its first row is asked for.

    Raises BerkasDitolakError for damage, at once or while the rows are read.
    """
    with kalimat_galat(), bernama(path, jenis) as berkas:
        buku = CalamineWorkbook.from_path(berkas)
    return (
        Lembar(sifat.name, _baris(buku, ke), sifat.visible != SheetVisibleEnum.Visible)
        for ke, sifat in enumerate(buku.sheets_metadata)
        if sifat.typ == SheetTypeEnum.WorkSheet
    )


def _baris(buku: CalamineWorkbook, ke: int) -> Baris:
    with kalimat_galat():
        lembar = buku.get_sheet_by_index(ke)
    del buku  # the last sheet that is read needs its texts no longer
    if lembar.start is None:
        return
    kiri: list[Sel] = [None] * lembar.start[1]
    for nomor, isi in enumerate(lembar.iter_rows(), start=1):
        tanpa_isi = isi.count("")
        if tanpa_isi == len(isi):  # a million formatted rows pass here
            continue
        baris: list[Any] = [None if sel == "" else sel for sel in isi] if tanpa_isi else isi
        if not all(map(kosong, baris)):
            yield nomor, kiri + (baris if JENIS_SEL.issuperset(map(type, isi)) else _waktu(baris))


def _waktu(baris: list[Any]) -> list[Sel]:
    """Times of day and durations become text, 14.30: no list of people has a use for them."""
    return [teks_waktu(sel) if isinstance(sel, time | timedelta) else sel for sel in baris]


def teks_waktu(sel: time | timedelta) -> str:
    if isinstance(sel, time):
        return f"{sel.hour:02}.{sel.minute:02}"
    menit = int(sel.total_seconds()) // 60
    return f"{menit // 60:02}.{menit % 60:02}"


@contextmanager
def kalimat_galat() -> Iterator[None]:
    """The reader's complaints, and its panics, as a sentence for the officer."""
    try:
        yield
    except (CalamineError, OSError, ValueError) as galat:
        raise BerkasDitolakError(RUSAK) from galat
    except BaseException as galat:
        if type(galat).__name__ != "PanicException":  # Rust's; it cannot be imported
            raise
        raise BerkasDitolakError(RUSAK) from galat
