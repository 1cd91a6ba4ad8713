"""A big worksheet in slices of some thousand rows, each loaded while the one before is worked on.

The reader takes a sheet only as a whole, and lets other Python run meanwhile. Each slice is given
to it as a workbook of its own, with the styles and shared texts of the file: memory no longer
grows with the list, and reading costs hardly any waiting.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from itertools import chain
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from pijar.excel.periksa import potongan
from pijar.excel.pindai import MULAI_BARIS
from pijar.excel.utas import sambil

SEPOTONG = 2 << 20  # bytes of XML; a piece as it is inflated holds some 4.000 rows
AKHIR_BARIS, TUTUP = b"</row>", b"</sheetData></worksheet>"
UKURAN = re.compile(rb"<dimension [^>]*/>")  # of the whole sheet: the reader would reserve it
TEKS_BERSAMA, FOLDER_LEMBAR = "xl/sharedstrings.xml", "xl/worksheets/"


def lembar_beriris(path: Path, bagian: str, urutan: int) -> Iterator[CalamineSheet]:
    """The sheet of part ``bagian``, number ``urutan``, slice by slice; rows keep their numbers."""
    with zipfile.ZipFile(path) as arsip:
        yield from sambil(_muat(arsip, arsip.getinfo(bagian), urutan))


def _muat(arsip: zipfile.ZipFile, info: zipfile.ZipInfo, urutan: int) -> Iterator[CalamineSheet]:
    """Load the slices one after another."""
    lain = [
        satu
        for satu in arsip.infolist()
        if satu.filename.lower().endswith((".xml", ".rels"))
        and not satu.filename.lower().startswith(FOLDER_LEMBAR)
        and satu.filename != info.filename
    ]
    isi = {satu.filename: b"".join(potongan(arsip, satu)) for satu in lain}
    # Every slice costs a reading of the shared texts.
    bersama = sum(len(b) for nama, b in isi.items() if nama.lower() == TEKS_BERSAMA)
    with closing(potongan(arsip, info)) as xml:
        for irisan in iris(xml, max(SEPOTONG, bersama)):
            buku = BytesIO()
            with zipfile.ZipFile(buku, "w") as salinan:
                for nama, bagian in {**isi, info.filename: irisan}.items():
                    salinan.writestr(nama, bagian)
            buku.seek(0)
            yield CalamineWorkbook.from_filelike(buku).get_sheet_by_index(urutan)


def iris(xml: Iterator[bytes], sepotong: int) -> Iterator[bytes]:
    """A worksheet's XML as worksheets of at least ``sepotong`` bytes, cut between rows."""
    awal = b""
    while MULAI_BARIS not in awal and (potong := next(xml, b"")):
        awal += potong
    kepala, mulai, isi = awal.partition(MULAI_BARIS)
    kepala = UKURAN.sub(b"", kepala) + mulai
    sisa, besar = [kepala], 0
    for potong in chain([isi], xml):
        besar += len(potong)
        akhir = potong.rfind(AKHIR_BARIS) + len(AKHIR_BARIS)
        if besar < sepotong or akhir < len(AKHIR_BARIS):
            sisa.append(potong)
            continue
        yield b"".join([*sisa, memoryview(potong)[:akhir], TUTUP])
        sisa, besar = [kepala, potong[akhir:]], len(potong) - akhir
    yield b"".join(sisa)
