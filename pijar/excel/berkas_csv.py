"""Read CSV files with any usual encoding and separator; every cell stays text."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from pijar.errors import BerkasDitolakError
from pijar.excel.sel import Sel, kosong

PEMISAH = ";,\t|"
CONTOH_BARIS = 200
BATAS_BARIS = 1_000_000  # characters; a longer line is not a list
TANDA_BOM = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BUKAN_TEKS = (
    "Isi berkas CSV ini tidak dapat dibaca sebagai teks. Buka di Excel, pilih File > Simpan "
    "Sebagai > Buku Kerja Excel (.xlsx), lalu unggah lagi."
)


def baca_csv(path: Path) -> Iterator[tuple[int, list[Sel]]]:
    """Yield Excel's row number and the cells as text; blank rows count, but are left out.

    Raises BerkasDitolakError with the row number for an endless line or quotation.
    """
    sandi = _sandi(path)
    pemisah, dilewati = _tata_letak(path, sandi)
    with path.open(encoding=sandi, errors="replace", newline="") as berkas:
        pembaca = csv.reader(_baris_teks(berkas), delimiter=pemisah)
        nomor = 0
        try:
            for nomor, isi in enumerate(pembaca, start=1 - dilewati):
                baris: list[Sel] = [sel or None for sel in isi]
                if nomor > 0 and not all(map(kosong, baris)):
                    yield nomor, baris
        except csv.Error as galat:
            raise BerkasDitolakError(_tak_berujung(nomor + 1)) from galat


def ada_isi(path: Path) -> bool:
    """Whether the file holds more than spaces and separators."""
    return any(True for _ in baca_csv(path))


def _tak_berujung(nomor: int) -> str:
    return (
        f'Baris {nomor} terlalu panjang, mungkin karena tanda kutip (") yang tidak ditutup. '
        "Perbaiki baris itu, lalu unggah lagi."
    )


def sandi_awal(awal: bytes) -> str | None:
    """The encoding proven by the first bytes: a BOM, or the NULs of UTF-16; else None."""
    for tanda, sandi in TANDA_BOM:
        if awal.startswith(tanda):
            return sandi
    if awal.count(0) * 3 > len(awal):
        return "utf-16-le" if awal[1:2] == b"\0" else "utf-16-be"
    return None


def _sandi(path: Path) -> str:
    """The encoding: proven by the first bytes, else UTF-8 if the whole file fits, else cp1252."""
    with path.open("rb") as berkas:
        awal = berkas.read(4096)
        if sandi := sandi_awal(awal):
            return sandi
        pengurai = codecs.getincrementaldecoder("utf-8")()
        try:
            pengurai.decode(awal)
            while potong := berkas.read(1 << 20):
                pengurai.decode(potong)
            pengurai.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _baris_teks(berkas: TextIO) -> Iterator[str]:
    nomor = 0
    while baris := berkas.readline(BATAS_BARIS + 1):
        nomor += 1
        if len(baris) > BATAS_BARIS:
            raise BerkasDitolakError(_tak_berujung(nomor))
        yield baris.replace("\0", "")


def _tata_letak(path: Path, sandi: str) -> tuple[str, int]:
    """The separator, and 1 if the file starts with a ``sep=`` line, which Excel skips."""
    with path.open(encoding=sandi, errors="replace", newline="") as berkas:
        contoh = [baris for _, baris in zip(range(CONTOH_BARIS), _baris_teks(berkas), strict=False)]
    awal = contoh[0].strip().strip('"') if contoh else ""
    if awal[:4].lower() == "sep=" and len(awal) == 5:
        return awal[4], 1
    return max(PEMISAH, key=lambda pemisah: _keajekan(contoh, pemisah)), 0


def _keajekan(contoh: list[str], pemisah: str) -> float:
    """Score of ``pemisah`` on the sample: extra columns × share of rows with that width."""
    try:
        lebar = Counter(len(isi) for isi in csv.reader(contoh, delimiter=pemisah) if isi)
    except csv.Error:
        return 0.0
    return max(((kolom - 1) * n / lebar.total() for kolom, n in lebar.items()), default=0.0)
