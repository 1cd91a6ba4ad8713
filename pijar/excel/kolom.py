"""What a column of a written sheet holds, and how Excel shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pijar.bulan import WIB

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
LEBAR_JENIS = {Jenis.RUPIAH: 18, Jenis.TANGGAL: 12, Jenis.WAKTU: 18}


@dataclass(frozen=True)
class Kolom:
    """A column: its title, what it holds, and its width in characters (None: wide enough)."""

    judul: str
    jenis: Jenis = Jenis.TEKS
    lebar: float | None = None


def jenis_dari(contoh: list[object]) -> Jenis:
    """The kind of a column whose first values are ``contoh``; the first real value decides."""
    for nilai in contoh:
        if isinstance(nilai, str):
            return Jenis.TEKS
        if isinstance(nilai, datetime):
            return Jenis.WAKTU
        if isinstance(nilai, date):
            return Jenis.TANGGAL
        if nilai is not None:
            return Jenis.ANGKA
    return Jenis.TEKS


def lebar_kolom(kolom: Kolom, contoh: list[object]) -> float:
    """Wide enough for the title with its filter button and for the sample, within reason."""
    if kolom.lebar is not None:
        return kolom.lebar
    isi = max((len(str(nilai)) for nilai in contoh if nilai is not None), default=0)
    lebar = max(isi + 2, len(kolom.judul) + 4, LEBAR_JENIS.get(kolom.jenis, 0), LEBAR_TERKECIL)
    return min(lebar, LEBAR_TERBESAR)


def nilai_tanggal(nilai: object) -> object:
    """``nilai`` as Excel can keep it: WIB without zone; a date before 1900 as text."""
    if isinstance(nilai, datetime) and nilai.tzinfo:
        nilai = nilai.astimezone(WIB).replace(tzinfo=None)
    if isinstance(nilai, date) and nilai.year < TAHUN_EXCEL:
        return f"{nilai.day:02}-{nilai.month:02}-{nilai.year:04}"
    return nilai
