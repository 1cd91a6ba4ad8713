"""Write short documents with titles, totals and print settings: reports, annexes, templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pijar.excel.kolom import FORMAT_ANGKA, Jenis, Kolom, lebar_kolom, nilai_excel

TEBAL = Font(bold=True)
WARNA_KEPALA = PatternFill("solid", fgColor="DCE6F1")
GARIS = Border(*(Side(style="thin", color="A6A6A6") for _ in range(4)))
TENGAH = Alignment(horizontal="center", vertical="center", wrap_text=True)
BUNGKUS = Alignment(vertical="top", wrap_text=True)
KANAN = Alignment(vertical="top")
KERTAS = {"A4": 9, "F4": 14}  # Excel has no F4; its Folio is 216 x 330 mm
AWAL_RUMUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class LembarTulis:
    """One sheet to write; ``total`` is its last row, as long as the others."""

    nama: str
    kolom: Sequence[Kolom]
    baris: Iterable[Sequence[Any]]
    judul_atas: Sequence[str] = ()
    total: Sequence[Any] | None = None
    catatan: Sequence[str] = ()
    kertas: str = "A4"
    mendatar: bool = True
    kaki: str = ""
    tinggi: Mapping[int, float] = field(default_factory=dict)  # points, by number of the row


def tulis_kecil(tujuan: str | PathLike[str] | IO[bytes], lembar: Sequence[LembarTulis]) -> None:
    """Write ``lembar`` as one workbook to a path or a buffer; every string stays text."""
    buku_kecil(lembar).save(tujuan)


def buku_kecil(lembar: Sequence[LembarTulis]) -> Workbook:
    """The same workbook, unsaved: callers add drop-downs or protection."""
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    for satu in lembar:
        _isi(buku.create_sheet(satu.nama), satu)
    return buku


def isi_sel(sel: Cell, nilai: Any) -> None:
    """Put ``nilai`` into ``sel``; every string stays text, even one that looks like a formula."""
    if not isinstance(nilai, str):
        sel.value = nilai
        return
    sel.value = ILLEGAL_CHARACTERS_RE.sub("", nilai.replace("\r\n", "\n").replace("\r", "\n"))
    sel.data_type = "s"
    sel.quotePrefix = nilai.startswith(AWAL_RUMUS)


def _isi(ws: Worksheet, lembar: LembarTulis) -> None:
    baris = [*lembar.baris]
    for nomor, judul in enumerate(lembar.judul_atas, 1):
        isi_sel(ws.cell(nomor, 1), judul)
        ws.cell(nomor, 1).font = TEBAL
    kepala = len(lembar.judul_atas) + 2 if lembar.judul_atas else 1
    _kepala(ws, kepala, lembar.kolom)
    for nomor, nilai in enumerate(baris, kepala + 1):
        _baris(ws, nomor, lembar.kolom, nilai)
    for nomor, tinggi in lembar.tinggi.items():
        ws.row_dimensions[kepala + 1 + nomor].height = tinggi
    akhir = kepala + len(baris)
    if lembar.total is not None:
        akhir += 1
        _baris(ws, akhir, lembar.kolom, lembar.total)
        for sel in ws[akhir]:
            sel.font = TEBAL
    for nomor, catatan in enumerate(lembar.catatan, akhir + 2):
        isi_sel(ws.cell(nomor, 1), catatan)
    for nomor, kolom in enumerate(lembar.kolom):
        contoh = [nilai[nomor] for nilai in baris]
        ws.column_dimensions[get_column_letter(nomor + 1)].width = lebar_kolom(kolom, contoh)
    _cetak(ws, lembar, kepala)


def _kepala(ws: Worksheet, nomor: int, kolom: Sequence[Kolom]) -> None:
    for n, k in enumerate(kolom, 1):
        sel = ws.cell(nomor, n)
        isi_sel(sel, k.judul)
        sel.font, sel.fill, sel.border, sel.alignment = TEBAL, WARNA_KEPALA, GARIS, TENGAH


def _baris(ws: Worksheet, nomor: int, kolom: Sequence[Kolom], nilai: Sequence[Any]) -> None:
    for n, (k, satu) in enumerate(zip(kolom, nilai, strict=True), 1):
        sel = ws.cell(nomor, n)
        isi_sel(sel, nilai_excel(satu, k.jenis))
        if k.jenis:
            sel.number_format = FORMAT_ANGKA[k.jenis]
        sel.border = GARIS
        sel.alignment = BUNGKUS if k.jenis is Jenis.TEKS else KANAN


def _cetak(ws: Worksheet, lembar: LembarTulis, kepala: int) -> None:
    ws.freeze_panes = ws.cell(kepala + 1, 1)
    ws.print_title_rows = f"{kepala}:{kepala}"
    ws.page_setup.orientation = "landscape" if lembar.mendatar else "portrait"
    ws.page_setup.paperSize = KERTAS[lembar.kertas]
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    tempat = ws.oddFooter.right if lembar.kaki else ws.oddFooter.center
    tempat.text = "Halaman &P dari &N"
    if lembar.kaki:
        ws.oddFooter.left.text = teks_kaki(lembar.kaki)


def teks_kaki(kaki: str) -> str:
    """Text for a foot, in which Excel reads "&" as a command."""
    return kaki.replace("&", "&&")[:200]
