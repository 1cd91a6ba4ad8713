"""Program that reads an old .xls; :mod:`pijar.excel.berkas_xls` starts it as a process.

One damaged byte can make the reader ask for more memory than the machine has, which kills the
process (measured). So this program has a memory limit and imports nothing of the application. It
prints JSON lines: a sheet, then its rows.
"""

import json
import resource
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

BATAS_MEMORI = 2 << 30
KELUAR_TERKUNCI, KELUAR_RUSAK = 3, 4
SEKTOR_AKHIR = 0xFFFFFFFA  # this and higher numbers name no sector
BUKU = {"workbook", "book"}
LEMBAR, AWAL, BARIS, AKHIR = 0x85, 0x809, 0x208, 0x0A  # kinds of records
TERSEMBUNYI = 0x20


def tuang(path: str, keluaran: TextIO) -> None:
    """Print every worksheet of ``path``, each followed by its rows: [row number, cells].

    A worksheet is {"nama", "tersembunyi", "sembunyi": hidden rows, "gabungan": [first row, last
    row, column] of cells merged downwards}.
    """
    buku = CalamineWorkbook.from_path(path)
    sembunyi: list[list[int]] = []
    with suppress(struct.error, IndexError, ValueError, StopIteration):
        sembunyi = baris_sembunyi(buku_kerja(Path(path).read_bytes()))
    for urutan, sifat in enumerate(buku.sheets_metadata):
        if sifat.typ != SheetTypeEnum.WorkSheet:
            continue
        tersembunyi = sifat.visible != SheetVisibleEnum.Visible
        lembar = buku.get_sheet_by_index(urutan)
        tentang: dict[str, Any] = {"nama": sifat.name, "tersembunyi": tersembunyi}
        tentang["sembunyi"] = sembunyi[urutan] if urutan < len(sembunyi) else []
        tentang["gabungan"] = [
            [atas + 1, bawah + 1, kiri]
            for (atas, kiri), (bawah, _) in lembar.merged_cell_ranges or []
            if bawah > atas
        ]
        _cetak(tentang, keluaran)
        if lembar.start is None:
            continue
        kiri = [""] * lembar.start[1]
        for nomor, isi in enumerate(lembar.iter_rows(), start=1):
            if isi.count("") < len(isi):
                _cetak([nomor, kiri + isi], keluaran)


def buku_kerja(isi: bytes) -> bytes:
    """The stream of the workbook in an OLE file. Raises struct.error, IndexError or ValueError."""
    (geser,) = struct.unpack_from("<H", isi, 30)
    jumlah_fat, direktori = struct.unpack_from("<II", isi, 44)
    sektor = [isi[n : n + (1 << geser)] for n in range(1 << geser, len(isi), 1 << geser)]
    fat = [
        satu
        for nomor in struct.unpack_from("<109I", isi, 76)[:jumlah_fat]
        for (satu,) in struct.iter_unpack("<I", sektor[nomor])
    ]
    entri = b"".join(rantai(sektor, fat, direktori))
    for n in range(0, len(entri), 128):
        panjang, awal, ukuran = struct.unpack_from("<64xH50xII", entri, n)
        if entri[n : n + panjang].decode("utf-16-le", "replace").rstrip("\0").lower() in BUKU:
            return b"".join(rantai(sektor, fat, awal))[:ukuran]
    raise ValueError("tanpa buku kerja")


def rantai(sektor: list[bytes], fat: list[int], awal: int) -> Iterator[bytes]:
    """The sectors of one stream."""
    for _ in sektor:  # a damaged chain may run in a circle
        if awal >= SEKTOR_AKHIR:
            return
        yield sektor[awal]
        awal = fat[awal]


def baris_sembunyi(buku: bytes) -> list[list[int]]:
    """The hidden rows of each sheet, counted from 1, in the order in which the book names them."""
    letak = [
        struct.unpack_from("<I", buku, n)[0] for jenis, n, _ in rekaman(buku, 0) if jenis == LEMBAR
    ]
    hasil = []
    for mulai in letak:
        baris = [
            struct.unpack_from("<H", buku, n)[0] + 1
            for jenis, n, panjang in rekaman(buku, mulai)
            if jenis == BARIS
            and panjang >= 14
            and struct.unpack_from("<H", buku, n + 12)[0] & TERSEMBUNYI
        ]
        hasil.append(sorted({*baris}))
    return hasil


def rekaman(buku: bytes, mulai: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records of one part, which charts may interrupt."""
    dalam = 0
    while mulai + 4 <= len(buku):
        jenis, panjang = struct.unpack_from("<HH", buku, mulai)
        yield jenis, mulai + 4, panjang
        dalam += (jenis == AWAL) - (jenis == AKHIR)
        if dalam <= 0:
            return
        mulai += 4 + panjang


def _cetak(benda: Any, keluaran: TextIO) -> None:
    keluaran.write(json.dumps(benda, default=_tanggal) + "\n")


def _tanggal(sel: Any) -> Any:
    """Dates as {"t": ISO}; times of day and durations as the same text as ``baca`` gives."""
    if isinstance(sel, date):
        return {"t": sel.isoformat()}
    if isinstance(sel, time):
        return f"{sel:%H.%M}"
    menit = int(sel.total_seconds()) // 60
    return f"{menit // 60:02}.{menit % 60:02}"


def utama(path: str) -> int:
    with suppress(ValueError, OSError):  # some systems lack this limit
        resource.setrlimit(resource.RLIMIT_AS, (BATAS_MEMORI, BATAS_MEMORI))
    try:
        tuang(path, sys.stdout)
    except PasswordError:
        return KELUAR_TERKUNCI
    except Exception:  # noqa: BLE001 - the parent process tells the officer
        return KELUAR_RUSAK
    return 0


if __name__ == "__main__":
    sys.exit(utama(sys.argv[1]))
