"""What a column of a written sheet holds, and how Excel shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pijar.bulan import WIB
from pijar.excel.sel import teks

LEBAR_TERKECIL, LEBAR_TERBESAR = 8, 60
TAHUN_EXCEL = 1900  # earlier dates do not exist in Excel


class Jenis(StrEnum):
    """The kinds of column. TEKS keeps NIK, KPJ and phone numbers whole."""

    TEKS = "teks"
    ANGKA = "angka"
    RIBUAN = "ribuan"
    RUPIAH = "rupiah"
    PERSEN = "persen"
    TANGGAL = "tanggal"
    WAKTU = "waktu"


# 421 is Indonesian: LibreOffice then writes Rp16.800 everywhere, Excel where Windows is Indonesian.
FORMAT_ANGKA = {
    Jenis.TEKS: "@",
    Jenis.ANGKA: "General",
    Jenis.RIBUAN: "[$-421]#,##0",
    Jenis.RUPIAH: '[$-421]"Rp"#,##0',
    Jenis.PERSEN: '[$-421]0.00" %"',
    Jenis.TANGGAL: "dd-mm-yyyy",
    Jenis.WAKTU: "dd-mm-yyyy hh.mm",
}
BERTANGGAL = (Jenis.TANGGAL, Jenis.WAKTU)
LEBAR_JENIS: dict[Jenis | None, float] = {Jenis.RUPIAH: 18, Jenis.TANGGAL: 12, Jenis.WAKTU: 18}


@dataclass(frozen=True)
class Kolom:
    """A column: title, what it holds (None: mixed), width in characters (None: wide enough)."""

    judul: str
    jenis: Jenis | None = Jenis.TEKS
    lebar: float | None = None


def jenis_dari(contoh: list[object]) -> Jenis | None:
    """The kind of a column whose first values are ``contoh``: what the first real value is.

    None when all are empty; then each later value is shown as what it is.
    """
    for nilai in contoh:
        if isinstance(nilai, str):
            return Jenis.TEKS
        if isinstance(nilai, datetime):
            return Jenis.WAKTU
        if isinstance(nilai, date):
            return Jenis.TANGGAL
        if nilai is not None:
            return Jenis.ANGKA
    return None


def lebar_kolom(kolom: Kolom, contoh: list[object]) -> float:
    """Wide enough for the title with its filter button and for the sample, within reason."""
    if kolom.lebar is not None:
        return kolom.lebar
    isi = max((len(str(nilai)) for nilai in contoh if nilai is not None), default=0)
    lebar = max(isi + 2, len(kolom.judul) + 4, LEBAR_JENIS.get(kolom.jenis, 0), LEBAR_TERKECIL)
    return min(lebar, LEBAR_TERBESAR)


def nilai_excel(nilai: Any, jenis: Jenis | None) -> Any:
    """``nilai`` as a column of ``jenis`` can show it.

    Excel shows a date as a bare number outside a date column, and a number as a date inside
    one: there they become text. Times are WIB without zone; a date before 1900 becomes text.
    """
    if not isinstance(nilai, date):
        return nilai if nilai is None or jenis not in BERTANGGAL else teks(nilai)
    if isinstance(nilai, datetime) and nilai.tzinfo:
        nilai = nilai.astimezone(WIB).replace(tzinfo=None)
    tampil = jenis is None or jenis in BERTANGGAL
    return nilai if tampil and nilai.year >= TAHUN_EXCEL else teks(nilai)
