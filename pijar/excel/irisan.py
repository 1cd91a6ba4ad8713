"""A copy of a workbook whose big sheets are cut into slices of some thousand rows.

The reader takes a sheet only as a whole, and lets other Python run meanwhile. In the copy every
slice is a sheet of its own: memory no longer grows with the list, reading costs hardly any
waiting, and the texts that Excel keeps apart from the cells are read once.
"""

import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple
from weakref import finalize
from xml.sax.saxutils import quoteattr

from python_calamine import CalamineSheet, CalamineWorkbook

from pijar.errors import BerkasDitolakError
from pijar.excel.pindai import MULAI_BARIS
from pijar.excel.utas import sambil

SEPOTONG = 2 << 20  # bytes of XML; a piece as it is inflated holds some 4.000 rows
AKHIR_BARIS, TUTUP = b"</row>", b"</sheetData></worksheet>"
UKURAN = re.compile(rb"<dimension [^>]*/>")  # of the whole sheet: the reader would reserve it
BUKU, RELASI, FOLDER_LEMBAR = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/"
AKAR = "_rels/.rels"
TAK_TERSIMPAN = (
    "Server tidak dapat menyimpan salinan sementara berkas ini; mungkin ruangnya penuh. Berkas "
    "Anda tidak rusak. Hubungi admin, lalu coba lagi."
)
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
    """The copy, in a file without a name in ``folder``: it is gone with its last user.

    Raises BerkasDitolakError where the disk takes no more of it.
    """

    def __init__(self, folder: Path) -> None:
        with _tersimpan():
            self._berkas = TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the copy
        self._arsip = zipfile.ZipFile(self._berkas, "w")
        self._irisan: dict[str, range] = {}
        self._jumlah_irisan = 0
        self.jumlah_lembar = 0
        finalize(self, _lepaskan, self._arsip, self._berkas)

    @property
    def path(self) -> Path:
        return Path(f"/dev/fd/{self._berkas.fileno()}")

    def salin(self, bagian: str, xml: Iterable[bytes]) -> Iterator[bytes]:
        """Pass ``xml`` on and keep it as it is."""
        with _tersimpan(), self._arsip.open(bagian, "w") as tujuan:
            for potong in xml:
                tujuan.write(potong)
                yield potong

    def iris(self, bagian: str, xml: Iterable[bytes]) -> Iterator[bytes]:
        """Pass ``xml`` on and keep it in slices, written while the caller looks at it."""
        return sambil(self._iris(bagian, xml))

    def _iris(self, bagian: str, xml: Iterable[bytes]) -> Iterator[bytes]:
        mulai, terlewat = self._jumlah_irisan, list[bytes]()
        with _tersimpan():
            for irisan in iris(_dicatat(xml, terlewat), SEPOTONG):
                self._arsip.writestr(_bagian_irisan(self._jumlah_irisan), irisan)
                self._jumlah_irisan += 1
                yield from terlewat
                terlewat.clear()
        self._irisan[bagian] = range(mulai, self._jumlah_irisan)

    def batal_iris(self, bagian: str, xml: Iterable[bytes]) -> None:
        """Keep a sheet whole after all; its slices stay, and nobody reads them."""
        del self._irisan[bagian]
        deque(self.salin(bagian, xml), maxlen=0)

    def tutup(self, lembar: Sequence[LembarAsal], *, tahun_1904: bool) -> None:
        """Write what lies where: the sheets as they were, and behind them the slices."""
        self.jumlah_lembar = len(lembar)
        terpanjang = max((satu.nama for satu in lembar), key=len, default="")
        semua = [
            satu._replace(bagian=_bagian_irisan(self._irisan[satu.bagian].start))
            if satu.bagian in self._irisan
            else satu
            for satu in lembar
        ] + [
            LembarAsal(_bagian_irisan(n), f"{terpanjang}/{n}")  # a name that no sheet has
            for n in range(self._jumlah_irisan)
        ]
        isi = [
            _SATU_LEMBAR.format(ke=n, nama=quoteattr(satu.nama), sifat=quoteattr(satu.sifat))
            for n, satu in enumerate(semua)
        ]
        buku = _ISI_BUKU.format(tahun_1904=tahun_1904, lembar="".join(isi))
        with _tersimpan():
            self._arsip.writestr(BUKU, buku)
            self._arsip.writestr(RELASI, _relasi("worksheet", [satu.bagian for satu in semua]))
            self._arsip.writestr(AKAR, _relasi("officeDocument", [BUKU]))
            self._arsip.close()

    def lembar_beriris(self, buku: CalamineWorkbook, bagian: str) -> Iterator[CalamineSheet]:
        """The sheet of part ``bagian``, slice by slice; rows keep their numbers."""
        urutan = (self.jumlah_lembar + n for n in self._irisan[bagian])
        return sambil(map(buku.get_sheet_by_index, urutan))


@contextmanager
def _tersimpan() -> Iterator[None]:
    try:
        yield
    except OSError as galat:
        raise BerkasDitolakError(TAK_TERSIMPAN) from galat


def _lepaskan(arsip: zipfile.ZipFile, berkas: IO[bytes]) -> None:
    with suppress(OSError, ValueError):  # a copy that was given up half-way
        arsip.close()
    with suppress(OSError):
        berkas.close()


def _bagian_irisan(ke: int) -> str:
    return f"{FOLDER_LEMBAR}irisan-{ke}.xml"


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
