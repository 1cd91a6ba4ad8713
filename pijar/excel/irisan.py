"""A copy of a workbook whose big sheets are cut into slices of some thousand rows.

The reader takes a sheet only as a whole, and lets other Python run meanwhile. In the copy every
slice is a sheet of its own: memory no longer grows with the list, reading costs hardly any
waiting, and the texts that Excel keeps apart from the cells are read once.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from python_calamine import CalamineSheet, CalamineWorkbook

from pijar.excel.pindai import MULAI_BARIS
from pijar.excel.utas import sambil

SEPOTONG = 2 << 20  # bytes of XML; a piece as it is inflated holds some 4.000 rows
AKHIR_BARIS, TUTUP = b"</row>", b"</sheetData></worksheet>"
UKURAN = re.compile(rb"<dimension [^>]*/>")  # of the whole sheet: the reader would reserve it
BUKU, RELASI, FOLDER_LEMBAR = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/"
AKAR = "_rels/.rels"
_SKEMA = "http://schemas.openxmlformats.org"
_HUBUNGAN = f"{_SKEMA}/officeDocument/2006/relationships"
_ISI_BUKU = (
    f'<workbook xmlns="{_SKEMA}/spreadsheetml/2006/main" xmlns:r="{_HUBUNGAN}">'
    '<workbookPr date1904="{tahun_1904:d}"/><sheets>{lembar}</sheets></workbook>'
)
_SATU_LEMBAR = '<sheet name={nama} sheetId="{ke}" state={sifat} r:id="r{ke}"/>'
_ISI_RELASI = (
    f'<Relationships xmlns="{_SKEMA}/package/2006/relationships">{{semua}}</Relationships>'
)
_SATU_RELASI = f'<Relationship Id="r{{ke}}" Type="{_HUBUNGAN}/{{jenis}}" Target={{tujuan}}/>'


class LembarAsal(NamedTuple):
    """A worksheet as the workbook names it; ``sifat`` is visible, hidden or veryHidden."""

    bagian: str
    nama: str
    sifat: str = "visible"


class Salinan:
    """The copy, in a file without a name in ``folder``: it is gone with its last user."""

    def __init__(self, folder: Path) -> None:
        self._berkas = TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the copy
        self._arsip = zipfile.ZipFile(self._berkas, "w")
        self._irisan: dict[str, list[str]] = {}
        self._mulai: dict[str, int] = {}
        self.jumlah_lembar = 0

    def __del__(self) -> None:
        self._arsip.close()
        self._berkas.close()

    @property
    def path(self) -> Path:
        return Path(f"/dev/fd/{self._berkas.fileno()}")

    def salin(self, bagian: str, xml: Iterable[bytes]) -> Iterator[bytes]:
        """Pass ``xml`` on and keep it as it is."""
        with self._arsip.open(bagian, "w") as tujuan:
            for potong in xml:
                tujuan.write(potong)
                yield potong

    def iris(self, bagian: str, xml: Iterable[bytes]) -> Iterator[bytes]:
        """Pass ``xml`` on and keep it in slices."""
        semua = self._irisan[bagian] = []
        terlewat: list[bytes] = []
        for irisan in iris(_dicatat(xml, terlewat), SEPOTONG):
            semua.append(f"{FOLDER_LEMBAR}{len(self._irisan)}-{len(semua)}.xml")
            self._arsip.writestr(semua[-1], irisan)
            yield from terlewat
            terlewat.clear()

    def batal_iris(self, bagian: str) -> None:
        """This sheet is read in one piece after all."""
        del self._irisan[bagian]

    def tutup(self, lembar: Sequence[LembarAsal], *, tahun_1904: bool) -> None:
        """Write what lies where: the sheets as they were, and behind them the slices."""
        self.jumlah_lembar = len(lembar)
        awalan = max((satu.nama for satu in lembar), key=len, default="")  # so that none is double
        semua = [
            satu._replace(bagian=self._irisan.get(satu.bagian, [satu.bagian])[0]) for satu in lembar
        ]
        for bagian, irisan in self._irisan.items():
            self._mulai[bagian] = len(semua)
            semua += [LembarAsal(satu, f"{awalan}/{satu}") for satu in irisan]
        isi = [
            _SATU_LEMBAR.format(ke=n, nama=quoteattr(satu.nama), sifat=quoteattr(satu.sifat))
            for n, satu in enumerate(semua)
        ]
        buku = _ISI_BUKU.format(tahun_1904=tahun_1904, lembar="".join(isi))
        self._arsip.writestr(BUKU, buku)
        self._arsip.writestr(RELASI, _relasi("worksheet", [satu.bagian for satu in semua]))
        self._arsip.writestr(AKAR, _relasi("officeDocument", [BUKU]))
        self._arsip.close()

    def lembar_beriris(self, buku: CalamineWorkbook, bagian: str) -> Iterator[CalamineSheet]:
        """The sheet of part ``bagian``, slice by slice; rows keep their numbers."""
        mulai = self._mulai[bagian]
        urutan = range(mulai, mulai + len(self._irisan[bagian]))
        return sambil(buku.get_sheet_by_index(n) for n in urutan)


def _relasi(jenis: str, bagian: Iterable[str]) -> str:
    semua = [
        _SATU_RELASI.format(ke=n, jenis=jenis, tujuan=quoteattr(f"/{satu}"))
        for n, satu in enumerate(bagian)
    ]
    return _ISI_RELASI.format(semua="".join(semua))


def _dicatat(xml: Iterable[bytes], catatan: list[bytes]) -> Iterator[bytes]:
    for potong in xml:
        catatan.append(potong)
        yield potong


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
