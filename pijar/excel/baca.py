"""Read an uploaded list, sheet by sheet and row by row, exactly as the officer sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pijar.errors import BerkasDitolakError
from pijar.excel.berkas_csv import baca_csv
from pijar.excel.berkas_xls import baca_xls
from pijar.excel.isi import Isi, selidiki
from pijar.excel.periksa import RUSAK, bernama
from pijar.excel.pindai import Temuan
from pijar.excel.sel import Sel, kosong

Baris = Iterator[tuple[int, list[Sel]]]
JENIS_SEL = frozenset({str, int, float, bool, date, datetime})
LEMBAR_CSV = "CSV"


@dataclass(frozen=True)
class Lembar:
    """One sheet. ``baris`` gives (row number in Excel, cells from column A on) once, in order.

    Rows without any content are left out; merged cells have their value in the first cell only;
    numbers are floats, so that an identity number typed as a number can be told from text.
    ``rumus_tanpa_nilai``: some formula has no stored result and reads as empty.
    ``ada_galat``: some cell shows #N/A or the like and reads as empty.
    """

    nama: str
    baris: Baris
    tersembunyi: bool = False
    ada_rumus: bool = False
    rumus_tanpa_nilai: bool = False
    ada_galat: bool = False


def baca_lembar(path: Path) -> Iterator[Lembar]:
    """The sheets of a workbook or the one sheet of a CSV, in the file's order.

    Raises BerkasDitolakError at once for a file that :func:`periksa_berkas` refuses, and while
    reading for damage that only reading shows. One sheet is in memory at a time.
    """
    isi = selidiki(path)
    if isi.jenis == "csv":
        return iter([Lembar(LEMBAR_CSV, baca_csv(path))])
    if isi.jenis == "xls":
        return (Lembar(satu.nama, satu.baris, satu.tersembunyi) for satu in baca_xls(path))
    buku = _buka(path, isi)
    jumlah = isi.salinan.jumlah_lembar if isi.salinan else None
    return iter(
        [
            _lembar(isi, buku, urutan, sifat)
            for urutan, sifat in enumerate(buku.sheets_metadata[:jumlah])
            if sifat.typ == SheetTypeEnum.WorkSheet
        ]
    )


def _lembar(isi: Isi, buku: CalamineWorkbook, urutan: int, sifat: SheetMetadata) -> Lembar:
    temuan = isi.temuan.get(sifat.name, Temuan())
    if isi.salinan and temuan.bagian:
        irisan = isi.salinan.lembar_beriris(buku, temuan.bagian)
    else:
        irisan = (buku.get_sheet_by_index(urutan) for _ in range(1))
    return Lembar(
        nama=sifat.name,
        baris=_baris(irisan),
        tersembunyi=sifat.visible != SheetVisibleEnum.Visible,
        ada_rumus=temuan.rumus,
        rumus_tanpa_nilai=temuan.rumus_tanpa_nilai,
        ada_galat=temuan.galat,
    )


def _buka(path: Path, isi: Isi) -> CalamineWorkbook:
    yang_dibaca = isi.salinan.path if isi.salinan else path
    with _kalimat_galat(), bernama(yang_dibaca, isi.jenis) as berkas:
        return CalamineWorkbook.from_path(berkas)


def _baris(irisan: Iterator[CalamineSheet]) -> Baris:
    sampai = -1
    while True:
        with _kalimat_galat():
            lembar = next(irisan, None)
        if lembar is None:
            return
        if lembar.start is not None and lembar.end is not None:
            if lembar.start[0] <= sampai:  # a row number that came before: Excel refuses it too
                raise BerkasDitolakError(RUSAK)
            sampai = lembar.end[0]
            yield from _baris_irisan(lembar, lembar.start)


def _baris_irisan(lembar: CalamineSheet, awal: tuple[int, int]) -> Baris:
    kiri: list[Sel] = [None] * awal[1]
    for nomor, isi in enumerate(lembar.to_python(), start=awal[0] + 1):
        tanpa_isi = isi.count("")
        if tanpa_isi == len(isi):  # a million formatted rows pass here
            continue
        baris: list[Any] = [None if sel == "" else sel for sel in isi] if tanpa_isi else isi
        if not all(map(kosong, baris)):
            yield nomor, kiri + (baris if JENIS_SEL.issuperset(map(type, isi)) else _waktu(baris))


def _waktu(baris: list[Any]) -> list[Sel]:
    """Times of day and durations become text, 14.30: no list of people has a use for them."""
    return [_teks_waktu(sel) if isinstance(sel, time | timedelta) else sel for sel in baris]


def _teks_waktu(sel: time | timedelta) -> str:
    if isinstance(sel, time):
        return f"{sel.hour:02}.{sel.minute:02}"
    menit = int(sel.total_seconds()) // 60
    return f"{menit // 60:02}.{menit % 60:02}"


@contextmanager
def _kalimat_galat() -> Iterator[None]:
    """The reader's complaints, and its panics, as a sentence for the officer."""
    try:
        yield
    except (CalamineError, OSError, ValueError) as galat:
        raise BerkasDitolakError(RUSAK) from galat
    except BaseException as galat:
        if type(galat).__name__ != "PanicException":  # Rust's; it cannot be imported
            raise
        raise BerkasDitolakError(RUSAK) from galat
