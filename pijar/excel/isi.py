"""Look into a workbook: find its sheets, and judge whether they are safe and worth reading."""

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ExpatError

from pijar.errors import BerkasDitolakError
from pijar.excel.berkas_csv import ada_isi
from pijar.excel.letak import PALING_BANYAK_GABUNGAN, Gabungan
from pijar.excel.periksa import (
    GALAT_ZIP,
    RUSAK,
    TANPA_DATA,
    TERKUNCI,
    periksa_wadah,
    potongan,
)
from pijar.excel.pindai import Kisi, Tampak, pindai, ukur, urai

BATAS_SEL = 8_000_000  # 32 bytes each in the reader: 256 MB, 150.000 rows of 52 columns
BUKU, RELASI = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MANIFES, KONTEN = "META-INF/manifest.xml", "content.xml"
HANYA_GRAFIK = (
    "Buku kerja ini hanya berisi grafik. Unggah berkas yang berisi daftarnya, satu orang per baris."
)


@dataclass(frozen=True)
class Isi:
    """The true kind of a file, and per sheet name what the reader would not tell."""

    jenis: str
    lembar: dict[str, Tampak] = field(default_factory=dict)


def selidiki(path: Path) -> Isi:
    """What ``path`` is and holds; raises BerkasDitolakError unless it can be read safely.

    Checks what the file is, that of its contents, password, macros, damage and stray cells. A
    100.000-row workbook takes half a second.
    """
    jenis = periksa_wadah(path)
    if jenis == "csv" and not ada_isi(path):
        raise BerkasDitolakError(TANPA_DATA)
    if jenis == "xlsx":
        return _selidiki_xlsx(path)
    return Isi(jenis, _periksa_ods(path) if jenis == "ods" else {})


@contextmanager
def _arsip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as arsip:
            yield arsip
    except (*GALAT_ZIP, ExpatError) as galat:
        raise BerkasDitolakError(RUSAK) from galat


def _selidiki_xlsx(path: Path) -> Isi:
    """Every XML part is looked at, since the reader takes as a sheet what the workbook names."""
    lembar: dict[str, Tampak] = {}
    with _arsip(path) as arsip:
        nama_lembar = _DaftarLembar(arsip).nama
        if not nama_lembar:
            raise BerkasDitolakError(HANYA_GRAFIK)
        for info in arsip.infolist():
            bagian = info.filename.lower()
            if nama := nama_lembar.get(bagian):
                lembar[nama] = _periksa_lembar(arsip, info, nama)
            elif bagian.endswith(".xml"):
                _periksa_bagian(arsip, info, bagian)
    if not any(satu.berisi for satu in lembar.values()):
        raise BerkasDitolakError(TANPA_DATA)
    return Isi("xlsx", lembar)


def _periksa_lembar(arsip: zipfile.ZipFile, info: zipfile.ZipInfo, nama: str) -> Tampak:
    tampak = _periksa_bagian(arsip, info, nama)
    if not tampak.berurutan:  # Excel refuses such a sheet too
        raise BerkasDitolakError(RUSAK)
    return tampak


def _periksa_bagian(arsip: zipfile.ZipFile, info: zipfile.ZipInfo, nama: str) -> Tampak:
    with closing(potongan(arsip, info)) as sekali, closing(potongan(arsip, info)) as lagi:
        tampak = pindai(sekali)
        _tolak_terlalu_luas(ukur(lagi, tampak), nama)
    return tampak


def _tolak_terlalu_luas(kisi: Kisi, nama: str) -> None:
    if kisi.luas > BATAS_SEL:
        raise BerkasDitolakError(
            f"Lembar {nama} terisi sampai sel {kisi.ujung}, jauh melampaui daftar yang wajar. "
            "Hapus isi dan kolom atau baris kosong yang jauh dari daftar "
            "(Ctrl+End menunjukkan tempatnya), simpan, lalu unggah lagi."
        )


class _DaftarLembar:
    """``nama``: the real worksheets' names by part name in lower case."""

    def __init__(self, arsip: zipfile.ZipFile) -> None:
        self.nama: dict[str, str] = {}
        self._relasi: dict[str, str] = {}
        isi = {info.filename.lower(): info for info in arsip.infolist()}
        for nama, catat in ((RELASI, self._catat_relasi), (BUKU, self._catat_lembar)):
            if nama not in isi:
                raise BerkasDitolakError(RUSAK)
            with closing(potongan(arsip, isi[nama])) as bagian:
                urai(bagian, catat)

    def _catat_relasi(self, _: str, atribut: dict[str, str]) -> None:
        if atribut.get("Type", "").endswith("/worksheet"):
            self._relasi[atribut.get("Id", "")] = _bagian(atribut.get("Target", ""))

    def _catat_lembar(self, unsur: str, atribut: dict[str, str]) -> None:
        if unsur.rpartition(":")[2] != "sheet":
            return
        id_relasi = next((v for k, v in atribut.items() if k.endswith(":id")), "")
        if bagian := self._relasi.get(id_relasi):
            self.nama[bagian] = atribut.get("name", "")


def _bagian(tujuan: str) -> str:
    """A relationship's target as a name in the zip."""
    tujuan = tujuan.lower()
    if tujuan.startswith(("/", "xl/")):
        return tujuan.lstrip("/")
    return posixpath.normpath(posixpath.join("xl", tujuan))


class _PengukurOds:
    """How far the filled cells of an OpenDocument sheet reach, repetitions counted.

    ``tampak`` says of each sheet which rows are hidden and which cells merged.
    """

    def __init__(self) -> None:
        self.lembar = ""
        self.tampak: dict[str, Tampak] = {}
        self.kelompok: list[bool] = []  # the groups of rows around here, and whether each is shut
        self.kisi = Kisi()
        self.baris = self.kolom = self.ulang_baris = self.ulang_kolom = self.isi_sampai = 0
        self.berisi = False

    def mulai(self, unsur: str, atribut: dict[str, str]) -> None:
        if unsur == "table:table":
            self.lembar, self.kisi, self.baris = atribut.get("table:name", ""), Kisi(), 0
            self.tampak[self.lembar] = Tampak()
        elif unsur == "table:table-row-group":
            self.kelompok.append(atribut.get("table:display") == "false")
        elif unsur == "table:table-row":
            self._baris(atribut)
        elif unsur in ("table:table-cell", "table:covered-table-cell"):
            self._gabungan(int(atribut.get("table:number-rows-spanned", 1)))
            self.kolom += int(atribut.get("table:number-columns-repeated", 1))
            if "office:value-type" in atribut:
                self.isi_sampai = self.kolom
        elif unsur == "text:p":
            self.isi_sampai = self.kolom

    def _baris(self, atribut: dict[str, str]) -> None:
        self.ulang_baris = int(atribut.get("table:number-rows-repeated", 1))
        self.kolom = self.isi_sampai = 0
        if any(self.kelompok) or atribut.get("table:visibility", "visible") != "visible":
            sembunyi = self.tampak[self.lembar].sembunyi
            sembunyi.tambah(self.baris + 1, self.baris + self.ulang_baris)

    def _gabungan(self, banyak: int) -> None:
        gabungan = self.tampak[self.lembar].gabungan
        if banyak > 1 and len(gabungan) < PALING_BANYAK_GABUNGAN:
            gabungan.append(Gabungan(self.baris + 1, self.baris + banyak, self.kolom))

    def selesai(self, unsur: str) -> None:
        if unsur == "table:table-row-group":
            self.kelompok.pop()
        elif unsur == "table:table-row":
            self.baris += self.ulang_baris
            if self.isi_sampai:
                self.berisi = True
                self.kisi.cakup(self.baris, self.isi_sampai)
                _tolak_terlalu_luas(self.kisi, self.lembar)


def _periksa_ods(path: Path) -> dict[str, Tampak]:
    pengukur = _PengukurOds()
    with _arsip(path) as arsip:
        isi = {info.filename: info for info in arsip.infolist()}
        if MANIFES in isi and b"encryption-data" in b"".join(potongan(arsip, isi[MANIFES])):
            raise BerkasDitolakError(TERKUNCI)
        if KONTEN not in isi:
            raise BerkasDitolakError(RUSAK)
        with closing(potongan(arsip, isi[KONTEN])) as konten:
            urai(konten, pengukur.mulai, pengukur.selesai)
    if not pengukur.berisi:
        raise BerkasDitolakError(TANPA_DATA)
    return pengukur.tampak
