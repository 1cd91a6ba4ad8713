"""A big worksheet in slices of some thousand rows, each loaded while the one before is worked on.

The reader takes a sheet only as a whole, and lets other Python run meanwhile. Each slice is given
to it as a workbook of its own, with the styles and shared texts of the file: memory no longer
grows with the list, and reading costs hardly any waiting.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from pijar.excel.periksa import potongan
from pijar.excel.pindai import MULAI_BARIS
from pijar.excel.utas import sambil

SEPOTONG = 4 << 20  # bytes of XML: some 4.000 rows of 15 columns
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


def iris(xml: Iterable[bytes], sepotong: int) -> Iterator[bytes]:
    """A worksheet's XML as worksheets of about ``sepotong`` bytes, cut between rows."""
    kepala, sisa = b"", bytearray()
    for potong in xml:
        sisa += potong
        if not kepala and (awal := sisa.find(MULAI_BARIS)) >= 0:
            kepala = UKURAN.sub(b"", bytes(sisa[: awal + len(MULAI_BARIS)]))
            del sisa[: awal + len(MULAI_BARIS)]
        if kepala and len(sisa) >= sepotong:
            akhir = sisa.rfind(AKHIR_BARIS) + len(AKHIR_BARIS)
            if akhir >= len(AKHIR_BARIS):
                yield kepala + sisa[:akhir] + TUTUP
                del sisa[:akhir]
    yield kepala + bytes(sisa)
