"""A quick look through a worksheet's XML before the reader loads it.

The reader keeps a sheet as a rectangle from its first to its last filled cell, so one stray
value in XFD1048576 of a 1 kB file would ask for 400 GB and kill the worker (measured). It also
drops formulas without a stored value and error cells without a word. Both are found here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

POTONGAN = 4 << 20  # a thread waits for each piece until the other lets it: few large ones
SEKALI_CARI = 512 << 10  # and for each search to come to its end: many short ones
TUMPANG = 16 << 10  # more than the longest formula, so that no match is lost between two pieces

# A cell that is not within AZ149999, or is written otherwise than spreadsheet programs do, unless
# it is only formatted. All these patterns start with fixed bytes, which makes them ten times faster
# than a parser.
TAK_DEKAT = re.compile(
    rb'<c(?=[\s>/])(?! r="A?[A-Z](?:[0-9]{1,5}|1[0-4][0-9]{4})")(?!(?: [a-z]+="[A-Za-z0-9]*")+/>)'
)
TAK_BAKU = re.compile(
    rb'<c(?=[\s>/])(?! r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[A-Za-z0-9]*")*/?>)|:c[\s>/]'
)
BERISI = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?=[^<]|<(?!/c))')
# A row without its number, or writing that is no element: such a sheet is read in one piece.
MULAI_BARIS = b"<sheetData>"
TAK_BERNOMOR = re.compile(rb'<row(?=[\s>/])(?! r="[0-9])')
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
class Temuan:
    """What one pass over a worksheet saw."""

    berisi: bool = False
    rumus: bool = False
    rumus_tanpa_nilai: bool = False
    galat: bool = False
    jauh: bool = False  # some cell is beyond AZ149999: measure exactly before reading
    tak_baku: bool = False  # some cell is written in a way that only a real parser follows
    bernomor: bool = True  # every row has its number: the sheet may be cut between rows
    bagian: str = ""  # its name in the zip, if it is worth cutting

    def lihat(self, potong: bytes) -> None:
        """Take in one piece; without the end of a cell only where a cell begins is of interest."""
        self.bernomor = self.bernomor and not (
            TAK_BERNOMOR.search(potong) or (b"!" in potong and b"<!" in potong)
        )
        berawalan = b":" in potong and b":c" in potong  # a lone letter is found much faster
        self._lihat_letak(potong, berawalan)
        if not berawalan and b"</c" not in potong:
            return
        self.berisi = self.berisi or b"v>" in potong or b"is>" in potong
        self.galat = self.galat or b't="e"' in potong
        if not self.rumus_tanpa_nilai and RUMUS.search(potong):
            self.rumus = True
            self.rumus_tanpa_nilai = bool(RUMUS_TANPA_NILAI.search(potong))

    def _lihat_letak(self, potong: bytes, berawalan: bool) -> None:
        if not self.tak_baku and (berawalan or TAK_DEKAT.search(potong)):
            self.jauh = True
            self.tak_baku = bool(TAK_BAKU.search(potong))


def bertumpang(potongan: Iterable[bytes]) -> Iterator[bytes]:
    """The same in smaller pieces cut after a tag, each led by the end of the one before."""
    ekor = b""
    for potong in potongan:
        for awal in range(0, len(potong), SEKALI_CARI):
            sambung = ekor + potong[awal : awal + SEKALI_CARI]
            akhir = sambung.rfind(b">") + 1
            if len(sambung) > 4 * SEKALI_CARI:  # no cell is that long: do not let a trick pile up
                akhir = len(sambung)
            yield sambung[:akhir]
            ekor = sambung[max(akhir - TUMPANG, 0) :]


def pindai(potongan: Iterable[bytes]) -> Temuan:
    """One pass over a worksheet's XML, at a fraction of the reader's own time."""
    temuan = Temuan()
    for potong in bertumpang(potongan):
        temuan.lihat(potong)
    return temuan


def ukur(potongan: Iterable[bytes], temuan: Temuan) -> Kisi:
    """How far the filled cells reach: exactly where it matters, else the harmless upper bound.

    Only a sheet with far cells is read this second time.
    """
    if not temuan.jauh:
        return Kisi(baris=149_999, kolom=52)
    return _ukur_aneh(potongan) if temuan.tak_baku else _ukur_baku(potongan)


def urai(
    potongan: Iterable[bytes],
    mulai: Callable[[str, dict[str, str]], None],
    selesai: Callable[[str], None] | None = None,
) -> None:
    """Parse XML as it comes. Raises ExpatError for what is no XML or declares a document type."""
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
        if sel := BERISI.findall(potong):
            huruf, baris = zip(*sel, strict=True)
            kolom = max(nomor_kolom(h.decode()) for h in set(huruf))
            kisi.cakup(max(map(int, set(baris))), kolom)
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
