"""Columns of a written sheet: kind of value, number format and width."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pijar.bulan import WIB
from pijar.excel.sel import teks

LEBAR_TERKECIL, LEBAR_TERBESAR = 8, 60
TAHUN_EXCEL = 1900  # Excel has no earlier dates


class Jenis(StrEnum):
    """Kinds of column; TEKS keeps all digits of NIK, KPJ and phone numbers."""

    TEKS = "teks"
    ANGKA = "angka"
    RIBUAN = "ribuan"
    RUPIAH = "rupiah"
    PERSEN = "persen"
    TANGGAL = "tanggal"
    WAKTU = "waktu"


# 421 is Indonesian: LibreOffice then always shows Rp16.800, Excel only on Indonesian Windows.
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
    """A column: title, kind (None: mixed), width in characters (None: by its content)."""

    judul: str
    jenis: Jenis | None = Jenis.TEKS
    lebar: float | None = None


def jenis_dari(contoh: list[object]) -> Jenis | None:
    """Kind of a column, from the first non-empty value in ``contoh``.

    None if all are empty; then Excel shows each later value by its own type.
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
    """Width for the title with its filter button and for the sample, within limits."""
    if kolom.lebar is not None:
        return kolom.lebar
    isi = max((len(str(nilai)) for nilai in contoh if nilai is not None), default=0)
    lebar = max(isi + 2, len(kolom.judul) + 4, LEBAR_JENIS.get(kolom.jenis, 0), LEBAR_TERKECIL)
    return min(lebar, LEBAR_TERBESAR)


def nilai_excel(nilai: Any, jenis: Jenis | None) -> Any:
    """Convert ``nilai`` to a value that a column of ``jenis`` shows correctly.

    A date outside a date column, any other value inside one, and a date before 1900 become text,
    because Excel shows them wrongly. Times become WIB without zone.
    """
    if not isinstance(nilai, date):
        return nilai if nilai is None or jenis not in BERTANGGAL else teks(nilai)
    if isinstance(nilai, datetime) and nilai.tzinfo:
        nilai = nilai.astimezone(WIB).replace(tzinfo=None)
    tampil = jenis is None or jenis in BERTANGGAL
    return nilai if tampil and nilai.year >= TAHUN_EXCEL else teks(nilai)
