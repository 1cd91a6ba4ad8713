"""Refuse an uploaded file before anything reads it, with one sentence that says what to do next."""

import struct
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory

from pijar.errors import BerkasDitolakError
from pijar.excel.berkas_csv import sandi_awal
from pijar.excel.pindai import POTONGAN

# What zipfile raises for damaged or unusual archives.
GALAT_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
AKHIRAN = (".xlsx", ".xls", ".ods", ".csv")
AKHIRAN_MAKRO = (".xlsm", ".xltm", ".xlam")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# What other files start with, and what the officer calls them.
LAIN = (
    (b"\xff\xd8\xff", "foto (JPEG)"),
    (b"\x89PNG", "gambar (PNG)"),
    (b"%PDF", "dokumen PDF"),
    (b"{\\rtf", "dokumen teks (RTF)"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
)
WEB = ("<html", "<!doctype html", "<table", "<head", "<meta")
BATAS_ISI = 512 << 20  # bytes of XML: 1.048.576 formatted empty rows of 15 columns are 368 MB
BATAS_RASIO, RASIO_DARI = 200, 10 << 20  # sheets shrink to a tenth; only bombs to a hundredth

SIMPAN_XLSX = "pilih File > Simpan Sebagai > Buku Kerja Excel (.xlsx), lalu unggah lagi."
KOSONG = "Berkas ini kosong (0 byte). Periksa berkasnya di komputer Anda, lalu unggah lagi."
TANPA_DATA = "Tidak ada isi di lembar mana pun. Isi datanya di Excel, simpan, lalu unggah lagi."
TERKUNCI = (
    "Berkas ini terkunci kata sandi. Buka di Excel, hapus kata sandinya "
    "(File > Info > Proteksi Buku Kerja), simpan, lalu unggah lagi."
)
MAKRO = f"Berkas ini berisi makro, yang tidak diterima. Buka di Excel, {SIMPAN_XLSX}"
RUSAK = (
    "Berkas ini rusak atau terpotong sehingga tidak dapat dibaca. "
    "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
)
TAK_TERSIMPAN = (
    "Server sedang tidak dapat membuka berkas ini; mungkin ruang atau memorinya penuh. Berkas "
    "Anda tidak rusak. Hubungi admin, lalu coba lagi."
)
TERLALU_PADAT = (
    "Isi berkas ini setelah dibuka jauh lebih besar daripada daftar yang wajar, jadi ditolak demi "
    "keamanan. Salin datanya ke buku kerja baru, simpan sebagai .xlsx, lalu unggah lagi."
)
BINER = f"Berkas ini berformat Excel biner (.xlsb). Buka di Excel, {SIMPAN_XLSX}"
HALAMAN_WEB = (
    f"Isi berkas ini halaman web (HTML) yang diberi nama Excel. Buka di Excel, {SIMPAN_XLSX}"
)
XML_2003 = f"Berkas ini berformat XML Spreadsheet 2003. Buka di Excel, {SIMPAN_XLSX}"
TEKS_BIASA = (
    "Isi berkas ini teks biasa, bukan buku kerja Excel. Bila isinya berpemisah koma, titik koma "
    "atau tab, ganti akhiran namanya menjadi .csv, lalu unggah lagi."
)
BUKAN_LEMBAR = (
    "Berkas ini bukan buku kerja Excel, LibreOffice atau CSV. "
    "Pilih berkas daftarnya (.xlsx, .xls, .ods atau .csv), lalu unggah lagi."
)


def periksa_wadah(path: Path) -> str:
    """Recognise a file by its content as "xlsx", "xls", "ods" or "csv", whatever its name says.

    Raises BerkasDitolakError for everything that is no such file or is not safe to open.
    """
    _periksa_akhiran(path.suffix.lower())
    with path.open("rb") as berkas:
        awal = berkas.read(4096)
    if awal.startswith(ZIP):
        return _jenis_zip(path)
    if awal.startswith(OLE):
        return _jenis_ole(path)
    return _jenis_teks(path, awal)


def periksa_ukuran(path: Path, batas_mb: int) -> None:
    """Raise BerkasDitolakError for a file that is empty or larger than the office allows."""
    ukuran = path.stat().st_size
    if not ukuran:
        raise BerkasDitolakError(KOSONG)
    if ukuran > batas_mb << 20:
        raise BerkasDitolakError(
            f"Berkas ini {ukuran / (1 << 20):.0f} MB, sedangkan batasnya {batas_mb} MB. Hapus "
            "gambar dan lembar yang tidak perlu atau bagi daftarnya, lalu unggah lagi."
        )


def _periksa_akhiran(akhiran: str) -> None:
    if akhiran in AKHIRAN_MAKRO:
        raise BerkasDitolakError(MAKRO)
    if akhiran not in AKHIRAN:
        raise BerkasDitolakError(
            f"Berkas berakhiran {akhiran or '(tanpa akhiran)'} tidak dapat dibaca. "
            f"Buka daftarnya di Excel, {SIMPAN_XLSX}"
        )


def _jenis_ole(path: Path) -> str:
    """An old .xls, or the shell that Excel puts around an encrypted .xlsx."""
    isi = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in isi:
        raise BerkasDitolakError(TERKUNCI)
    if not any(
        nama.encode("utf-16-le") in isi for nama in ("Workbook", "Book", "WORKBOOK", "BOOK")
    ):
        raise BerkasDitolakError(BUKAN_LEMBAR)
    if "_VBA_PROJECT".encode("utf-16-le") in isi:
        raise BerkasDitolakError(MAKRO)
    return "xls"


def _jenis_teks(path: Path, awal: bytes) -> str:
    for tanda, sebutan in LAIN:
        if awal.startswith(tanda):
            raise BerkasDitolakError(f"Berkas ini {sebutan}, bukan daftar. {BUKAN_LEMBAR}")
    tulisan = awal.decode(sandi_awal(awal) or "latin-1", "replace")
    _tolak_markah(tulisan.lstrip("\ufeffï»¿ \t\r\n").lower())
    if not tampak_teks(tulisan):
        raise BerkasDitolakError(BUKAN_LEMBAR)
    if path.suffix.lower() != ".csv":
        raise BerkasDitolakError(TEKS_BIASA)
    return "csv"


def _tolak_markah(kepala: str) -> None:
    """Refuse a web page or XML, which Excel opens but which is no list."""
    if kepala.startswith(WEB) or (kepala.startswith("<") and "<html" in kepala):
        raise BerkasDitolakError(HALAMAN_WEB)
    if kepala.startswith("<?xml"):
        raise BerkasDitolakError(XML_2003 if "spreadsheet" in kepala else BUKAN_LEMBAR)


def tampak_teks(tulisan: str) -> bool:
    """Whether this is writing: hardly any control character but those that end lines."""
    kendali = sum(huruf < " " and huruf not in "\0\t\n\r\f\x1a\x1b" for huruf in tulisan)
    return kendali * 100 <= len(tulisan)


def _jenis_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as arsip:
            daftar = arsip.infolist()
            jenis = _jenis_isi_zip(arsip, [info.filename.lower() for info in daftar])
            _periksa_anggota(daftar)
    except GALAT_ZIP as galat:
        raise BerkasDitolakError(RUSAK) from galat
    return jenis


def _jenis_isi_zip(arsip: zipfile.ZipFile, nama: list[str]) -> str:
    if any(n.endswith("vbaproject.bin") or "/macrosheets/" in n for n in nama):
        raise BerkasDitolakError(MAKRO)
    if "xl/workbook.bin" in nama:
        raise BerkasDitolakError(BINER)
    if any(info.flag_bits & 1 for info in arsip.infolist()):
        raise BerkasDitolakError(TERKUNCI)
    if "xl/workbook.xml" in nama:
        return "xlsx"
    if "mimetype" in nama and arsip.open("mimetype").read(len(ODS) + 1) == ODS:
        return "ods"
    raise BerkasDitolakError(BUKAN_LEMBAR)


def _periksa_anggota(daftar: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose directory promises too much; :func:`potongan` enforces it later."""
    jumlah = 0
    for info in daftar:
        jumlah += info.file_size
        rasio = info.file_size / max(info.compress_size, 1)
        if jumlah > BATAS_ISI or (info.file_size > RASIO_DARI and rasio > BATAS_RASIO):
            raise BerkasDitolakError(TERLALU_PADAT)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BerkasDitolakError(RUSAK)


def potongan(arsip: zipfile.ZipFile, info: zipfile.ZipInfo) -> Generator[bytes]:
    """The inflated member, piece by piece; more than its header promised is refused as a bomb.

    Raises BerkasDitolakError also for damaged data and for a document type declaration, which
    no spreadsheet has and entity bombs need.
    """
    jujur = copy(info)
    jujur.file_size = BATAS_ISI  # else zipfile stops at the promised size without a word
    terbaca = 0
    try:
        with arsip.open(jujur) as aliran:
            while potong := aliran.read(POTONGAN):
                if not terbaca and b"<!DOCTYPE" in potong:
                    raise BerkasDitolakError(TERLALU_PADAT)
                terbaca += len(potong)
                if terbaca > info.file_size:
                    raise BerkasDitolakError(TERLALU_PADAT)
                yield potong
    except GALAT_ZIP as galat:
        raise BerkasDitolakError(RUSAK) from galat


@contextmanager
def bernama(path: Path, jenis: str) -> Iterator[Path]:
    """The same file under a name with the right ending: the reader believes endings."""
    with ExitStack() as tumpuk:
        try:
            folder = tumpuk.enter_context(TemporaryDirectory())
            tautan = Path(folder) / f"buku.{jenis}"
            tautan.symlink_to(path.absolute())
        except OSError as galat:
            raise BerkasDitolakError(TAK_TERSIMPAN) from galat
        yield tautan
