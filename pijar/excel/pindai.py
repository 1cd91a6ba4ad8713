"""A quick look through a worksheet's XML before the reader loads it.

The reader keeps a sheet as a rectangle from its first to its last filled cell, so one stray
value in XFD1048576 of a 1 kB file would ask for 400 GB and kill the worker (measured). It also
drops formulas without a stored value and error cells without a word, and of two rows with one
number it keeps the last. All of that is found here, and which rows are hidden or merged.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import lt
from typing import NamedTuple
from xml.parsers import expat

from pijar.excel.letak import PALING_BANYAK_GABUNGAN, Gabungan, NomorBaris

POTONGAN = 512 << 10  # bytes of XML that are looked at in one go
TUMPANG = 16 << 10  # more than the longest formula, so that no match is lost between two pieces

SIFAT = rb'(?: [a-z]+="[A-Za-z0-9]*")'


def _di_luar(kotak: bytes) -> re.Pattern[bytes]:
    """A cell whose address is not like ``kotak``, unless it is only formatted.

    Also one whose address is not where spreadsheet programs write it.
    """
    return re.compile(rb'<c(?=[\s>/])(?! r="%b")(?!%b+/>)' % (kotak, SIFAT))


# Two boxes that may be read whole, and what both hold: nearly every list is within that. All these
# patterns start with fixed bytes, which makes them ten times faster than a parser.
LEBAR, TINGGI = (149_999, 52), (299_999, 26)
DI_LUAR_DEKAT = _di_luar(rb"[A-Z](?:[0-9]{1,5}|1[0-4][0-9]{4})")
DI_LUAR_LEBAR = _di_luar(rb"A?[A-Z](?:[0-9]{1,5}|1[0-4][0-9]{4})")
DI_LUAR_TINGGI = _di_luar(rb"[A-Z](?:[0-9]{1,5}|[12][0-9]{5})")
TAK_BAKU = re.compile(
    rb'<c(?=[\s>/])(?! r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[A-Za-z0-9]*")*/?>)|:c[\s>/]'
)
# A cell with contents, or written strangely. Columns and rows are found apart: a million pairs
# would be a million tuples for the garbage collector.
BERISI = rb"(?:%b*>(?=[^<]|<(?!/c))|(?!%b*/?>))" % (SIFAT, SIFAT)
KOLOM_BERISI = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"' + BERISI)
BARIS_BERISI = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"' + BERISI)
NOMOR_BARIS = re.compile(rb"""<row\s(?:[^>]*?\s)?r=["']([0-9]{1,9})["']""")
BARIS_SEMBUNYI = re.compile(
    rb"""<row(?=[^>]*\shidden=["'](?:1|true)["'])[^>]*?\sr=["']([0-9]{1,9})["']"""
)
SEL_GABUNGAN = re.compile(
    rb"""<mergeCell\s[^>]*?ref=["']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})["']"""
)
RUMUS = re.compile(rb"<f[\s>/]")
RUMUS_TANPA_NILAI = re.compile(
    rb'<c(?![^>]*\st="str")[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
RUJUKAN = re.compile(r"([A-Za-z]*)([0-9]+)")


@dataclass
class Kisi:
    """How far the filled cells of one sheet reach; rows and columns count from 1."""

    baris: int = 0
    kolom: int = 0

    @property
    def luas(self) -> int:
        """How many cells the reader would hold if the rectangle starts at A1."""
        return self.baris * self.kolom

    @property
    def ujung(self) -> str:
        """The far corner as the officer sees it in Excel: ``O1048576``."""
        huruf, sisa = "", self.kolom
        while sisa > 0:
            sisa, urutan = divmod(sisa - 1, 26)
            huruf = chr(ord("A") + urutan) + huruf
        return f"{huruf}{self.baris}"

    def cakup(self, baris: int, kolom: int) -> None:
        self.baris, self.kolom = max(self.baris, baris), max(self.kolom, kolom)


@dataclass
class Tampak:
    """The findings of one pass over a worksheet."""

    berisi: bool = False
    rumus: bool = False
    rumus_tanpa_nilai: bool = False
    galat: bool = False
    luar_tinggi: bool = False  # some cell is beyond Z299999
    luar_lebar: bool = False  # some cell is beyond AZ149999
    tak_baku: bool = False  # some cell is written in a way that only a real parser follows
    berurutan: bool = True  # no row number comes again or out of order
    sembunyi: NomorBaris = field(default_factory=NomorBaris)
    gabungan: list[Gabungan] = field(default_factory=list)
    _baris: int = 0

    @property
    def jauh(self) -> bool:
        """Whether neither box holds the cells: measure exactly before reading."""
        return self.luar_tinggi and self.luar_lebar

    def lihat(self, potong: bytes, baru: int = 0) -> None:
        """Take in one piece, which is new from byte ``baru`` on.

        Without the end of a cell only where a cell begins is of interest.
        """
        self._lihat_nomor(potong, baru)
        self._lihat_bentuk(potong, baru)
        berawalan = b":" in potong and b":c" in potong  # a lone letter is found much faster
        self._lihat_letak(potong, berawalan)
        if not berawalan and b"</c" not in potong:
            return
        self.berisi = self.berisi or b"v>" in potong or b"is>" in potong
        self.galat = self.galat or b't="e"' in potong
        if not self.rumus_tanpa_nilai and RUMUS.search(potong):
            self.rumus = True
            self.rumus_tanpa_nilai = bool(RUMUS_TANPA_NILAI.search(potong))

    def _lihat_nomor(self, potong: bytes, baru: int) -> None:
        nomor = [self._baris, *map(int, NOMOR_BARIS.findall(potong, baru))]
        self._baris = nomor[-1]
        self.berurutan = self.berurutan and all(map(lt, nomor, nomor[1:]))

    def _lihat_bentuk(self, potong: bytes, baru: int) -> None:
        """Keep which rows are hidden, and what reaches over several rows.

        A title over several columns says nothing below.
        """
        if b"hidden=" in potong:
            for cocok in BARIS_SEMBUNYI.finditer(potong, baru):
                self.sembunyi.tambah(int(cocok[1]), int(cocok[1]))
        if b"<mergeCell " not in potong:
            return
        for kolom, atas, bawah in SEL_GABUNGAN.findall(potong, baru):
            if int(bawah) > int(atas) and len(self.gabungan) < PALING_BANYAK_GABUNGAN:
                letak = nomor_kolom(kolom.decode()) - 1
                self.gabungan.append(Gabungan(int(atas), int(bawah), letak))

    def _lihat_letak(self, potong: bytes, berawalan: bool) -> None:
        if self.tak_baku or not (berawalan or DI_LUAR_DEKAT.search(potong)):
            return
        self.luar_tinggi = self.luar_tinggi or berawalan or bool(DI_LUAR_TINGGI.search(potong))
        self.luar_lebar = self.luar_lebar or berawalan or bool(DI_LUAR_LEBAR.search(potong))
        self.tak_baku = self.jauh and bool(TAK_BAKU.search(potong))


class Potong(NamedTuple):
    """A piece of XML that ends with a tag; ``baru``: where what the last piece had not begins."""

    isi: bytes
    baru: int


def bertumpang(potongan: Iterable[bytes]) -> Iterator[Potong]:
    """The same in pieces cut after a tag, each led by the end of the one before."""
    ekor, dilihat = b"", 0
    for potong in potongan:
        sambung = ekor + potong
        akhir = sambung.rfind(b">") + 1
        if len(sambung) > 4 * POTONGAN:  # no cell is that long: do not let a trick pile up
            akhir = len(sambung)
        yield Potong(sambung[:akhir], dilihat)
        mulai = max(akhir - TUMPANG, 0)
        ekor, dilihat = sambung[mulai:], akhir - mulai


def pindai(potongan: Iterable[bytes]) -> Tampak:
    """One pass over a worksheet's XML, at a fraction of the reader's own time."""
    tampak = Tampak()
    for potong in bertumpang(potongan):
        tampak.lihat(*potong)
    return tampak


def ukur(potongan: Iterable[bytes], tampak: Tampak) -> Kisi:
    """How far the filled cells reach: exactly where it matters, else the harmless upper bound.

    Only a sheet with far cells is read this second time.
    """
    if not tampak.jauh:
        return Kisi(*(LEBAR if tampak.luar_tinggi else TINGGI))
    return _ukur_aneh(potongan) if tampak.tak_baku else _ukur_baku(potongan)


def urai(
    potongan: Iterable[bytes],
    mulai: Callable[[str, dict[str, str]], None],
    selesai: Callable[[str], None] | None = None,
) -> None:
    """Parse XML piece by piece. Raises ExpatError for other content or a document type."""
    pengurai = expat.ParserCreate()
    pengurai.StartElementHandler = mulai
    pengurai.EndElementHandler = selesai
    pengurai.StartDoctypeDeclHandler = _tolak_doctype
    try:
        for potong in potongan:
            pengurai.Parse(potong, False)
        pengurai.Parse(b"", True)
    except LookupError as galat:
        raise expat.ExpatError("unknown encoding") from galat


def _tolak_doctype(*_: object) -> None:
    raise expat.ExpatError("document type declaration")


def nomor_kolom(huruf: str) -> int:
    """``A`` is 1, ``XFD`` is 16384."""
    nomor = 0
    for h in huruf.upper():
        nomor = nomor * 26 + ord(h) - ord("A") + 1
    return nomor


def _ukur_baku(potongan: Iterable[bytes]) -> Kisi:
    kisi = Kisi()
    for potong in bertumpang(potongan):
        if huruf := set(KOLOM_BERISI.findall(potong.isi)):
            baris = set(BARIS_BERISI.findall(potong.isi))
            kisi.cakup(max(map(int, baris)), max(nomor_kolom(h.decode()) for h in huruf))
    return kisi


class _Pengukur:
    """Follows the reader's own rules: a cell without address is the one after the last."""

    def __init__(self) -> None:
        self.kisi = Kisi()
        self.baris, self.kolom, self.baris_sel = 1, 0, 0
        self.dalam_sel = False

    def mulai(self, nama: str, atribut: dict[str, str]) -> None:
        nama = nama.rpartition(":")[2]
        if nama == "row" and (cocok := RUJUKAN.fullmatch(atribut.get("r", ""))):
            self.baris = int(cocok[2])
        elif nama == "c":
            self._sel(atribut.get("r", ""))
        elif self.dalam_sel:
            self.kisi.cakup(self.baris_sel, self.kolom)

    def selesai(self, nama: str) -> None:
        nama = nama.rpartition(":")[2]
        if nama == "row":
            self.baris, self.kolom = self.baris + 1, 0
        elif nama == "c":
            self.dalam_sel = False

    def _sel(self, alamat: str) -> None:
        self.dalam_sel, self.kolom, self.baris_sel = True, self.kolom + 1, self.baris
        if cocok := RUJUKAN.fullmatch(alamat):
            self.kolom, self.baris_sel = nomor_kolom(cocok[1]), int(cocok[2])


def _ukur_aneh(potongan: Iterable[bytes]) -> Kisi:
    pengukur = _Pengukur()
    urai(potongan, pengukur.mulai, pengukur.selesai)
    return pengukur.kisi
