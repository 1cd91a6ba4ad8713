"""Program that makes a clean copy of an uploaded file, from its input to its answer.

``periksa.jalankan`` starts it as a process with little memory, little time and an empty
environment, so that a hostile file reaches neither the web server nor its secrets. For the same
reason this file imports nothing of the application but the form of the answer.

A photo is decoded, turned upright, reduced and written as a new JPEG, without EXIF, position or
appended data. A PDF is copied page by page into a new one with its drawings and filled fields, but
without scripts, other files and metadata. A PDF with active content is refused.
"""

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from re import compile as pola
from typing import Any
from zipfile import ZipFile, is_zipfile

import pikepdf
import pillow_heif
from PIL import Image, ImageOps

from pijar.anak.jawab import jawab, tolak

BATAS_PIKSEL = 60_000_000  # phones take 12, the newest 50
SISI = 2_400  # pixels: A4 at 200 dots an inch
SISI_LOGO = 800  # pixels: 22 mm at 900 dots an inch
MUTU = 85
BATAS_HALAMAN = 50

BATAS_BAGIAN, BATAS_ISI = 500, 30_000_000  # parts and unpacked bytes of a Word template
TANDA_MAKRO = pola(r"(?i)vbaProject|vbaData|activeX|embeddings/")
MAKRO = b"macroEnabled"
LUAR = pola(rb"(?i)TargetMode\s*=\s*[\"']External")

FORMAT = ("JPEG", "PNG", "HEIF", "WEBP")
ISI_HALAMAN = {
    "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate",
    "/UserUnit", "/Group",
}  # fmt: skip
BUKAN_GAMBAR = {"/Metadata", "/PieceInfo", "/AF", "/AA", "/OPI"}
NAMA_AKTIF = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent"}
TINDAKAN_AKTIF = {"/JavaScript", "/Launch", "/ImportData", "/RichMediaExecute"}
KOMENTAR, APP0, APP14, SOS = 0xFE, 0xE0, 0xEE, 0xDA


class DitolakError(Exception):
    """The program refuses the file; the argument is a key of ``periksa.KALIMAT``."""


def gambar(isi: bytes) -> bytes:
    """Make a new JPEG of a photo: at most ``SISI`` pixels a side, upright, on white."""
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own limit replaces it
    with Image.open(BytesIO(isi), formats=FORMAT) as sumber:
        if sumber.width * sumber.height > BATAS_PIKSEL:
            raise DitolakError("piksel")
        sumber.draft(None, (SISI, SISI))  # a JPEG is decoded at a fraction of its size
        sumber.thumbnail((SISI, SISI), Image.Resampling.LANCZOS, reducing_gap=3.0)
        tegak = ImageOps.exif_transpose(sumber)  # a copy: better of the small one
    berlapis = "A" in tegak.getbands() or "transparency" in tegak.info
    rata = tegak.convert("RGBA" if berlapis else "RGB")
    bersih = Image.new("RGB", rata.size, "white")
    bersih.paste(rata, mask=rata if berlapis else None)
    hasil = BytesIO()
    bersih.save(hasil, "JPEG", quality=MUTU, optimize=True)
    return hasil.getvalue()


def logo(isi: bytes) -> bytes:
    """Make a new PNG of a PNG, at most ``SISI_LOGO`` pixels a side; what is clear stays clear."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit replaces it
    with Image.open(BytesIO(isi), formats=("PNG",)) as sumber:
        if sumber.width * sumber.height > BATAS_PIKSEL:
            raise DitolakError("piksel")
        bersih = sumber.convert("RGBA")
    bersih.thumbnail((SISI_LOGO, SISI_LOGO), Image.Resampling.LANCZOS)
    hasil = BytesIO()
    bersih.save(hasil, "PNG", optimize=True)
    return hasil.getvalue()


def pdf(isi: bytes) -> bytes:
    """Copy the drawn content of the pages of a PDF into a new PDF."""
    sumber = buka_pdf(isi)
    if "/AcroForm" in sumber.Root:
        sumber.generate_appearance_streams()
    sumber.flatten_annotations("screen")
    baru = pikepdf.new()
    baru.pages.extend(sumber.pages)
    for halaman in baru.pages:
        buang(halaman.obj, {*halaman.obj.keys()} - ISI_HALAMAN)
    for kamus in semua_kamus(baru):
        buang(kamus, BUKAN_GAMBAR)
        if isinstance(kamus, pikepdf.Stream) and (jpeg := isi_jpeg(baru, kamus)):
            kamus.write(tanpa_keterangan(jpeg), filter=pikepdf.Name.DCTDecode)
    hasil = BytesIO()
    baru.save(hasil, deterministic_id=True)
    return hasil.getvalue()


def buka_pdf(isi: bytes) -> pikepdf.Pdf:
    """Open the PDF. Raises DitolakError if it is locked, too long or active."""
    try:
        dokumen = pikepdf.open(BytesIO(isi))
    except pikepdf.PasswordError:
        raise DitolakError("terkunci") from None
    if not 1 <= len(dokumen.pages) <= BATAS_HALAMAN:
        raise DitolakError("halaman")
    if any(aktif(kamus) for kamus in semua_kamus(dokumen)):
        raise DitolakError("aktif")
    return dokumen


def buang(kamus: Any, nama: set[str]) -> None:
    for satu in nama & {*kamus.keys()}:
        del kamus[satu]


def semua_kamus(dokumen: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of a document, also nested ones."""
    antre: list[Any] = [*dokumen.objects, dokumen.trailer]
    while antre:
        benda = antre.pop()
        if isinstance(benda, pikepdf.Array):
            antre += [anak for anak in benda if not _terdaftar(anak)]
        elif isinstance(benda, pikepdf.Dictionary | pikepdf.Stream):
            yield benda
            antre += [anak for _, anak in benda.items() if not _terdaftar(anak)]


def _terdaftar(benda: Any) -> bool:
    """Whether the document's list of objects already has it, or it is a plain value."""
    return not isinstance(benda, pikepdf.Object) or benda.is_indirect


def aktif(kamus: Any) -> bool:
    """Whether a dictionary holds a script, an action or another file."""
    return bool(NAMA_AKTIF & {*kamus.keys()}) or kamus.get("/S") in TINDAKAN_AKTIF


def isi_jpeg(dokumen: pikepdf.Pdf, kamus: Any) -> bytes:
    """The JPEG data of a picture, unpacked if compressed again; empty for other streams."""
    saringan = kamus.get("/Filter")
    semua = [*saringan] if isinstance(saringan, pikepdf.Array) else [saringan]
    if semua[-1] not in ("/DCTDecode", "/DCT"):
        return b""
    if len(semua) == 1:
        return bytes(kamus.read_raw_bytes())
    luar = pikepdf.Array(semua[:-1])
    return bytes(dokumen.make_stream(kamus.read_raw_bytes(), Filter=luar).read_bytes())


def tanpa_keterangan(jpeg: bytes) -> bytes:
    """Remove EXIF and comments from a JPEG of a PDF, without changing the picture."""
    hasil, i, ujung = bytearray(jpeg[:2]), 2, len(jpeg) - 1
    while i < ujung and jpeg[i] == 0xFF and jpeg[i + 1] != SOS:
        penanda, akhir = jpeg[i + 1], i + 2 + int.from_bytes(jpeg[i + 2 : i + 4], "big")
        if penanda in (APP0, APP14) or not (APP0 <= penanda <= 0xEF or penanda == KOMENTAR):
            hasil += jpeg[i:akhir]
        i = akhir
    if i >= ujung:  # a length past the end would leave no picture
        raise DitolakError("rusak")
    return bytes(hasil + jpeg[i:])


def templat(isi: bytes) -> bytes:
    """Give back a Word file that holds only text and pictures of its own, of a sane size.

    Raises DitolakError: ``bukan_word``, ``besar_isi`` (it unpacks to too much), ``makro``,
    ``tautan_luar``.
    """
    bagian = _bagian_word(isi)
    if not {"word/document.xml", "[Content_Types].xml"} <= bagian.keys():
        raise DitolakError("bukan_word")
    if TANDA_MAKRO.search("\n".join(bagian)) or MAKRO in bagian["[Content_Types].xml"]:
        raise DitolakError("makro")
    if any(LUAR.search(teks) for nama, teks in bagian.items() if nama.endswith(".rels")):
        raise DitolakError("tautan_luar")
    if any(b"<!DOCTYPE" in t for n, t in bagian.items() if n.endswith((".xml", ".rels"))):
        raise DitolakError("rusak")
    return isi


def _bagian_word(isi: bytes) -> dict[str, bytes]:
    """The parts of the archive, by name, if they are no more than a paper needs."""
    if not is_zipfile(BytesIO(isi)):
        raise DitolakError("bukan_word")
    with ZipFile(BytesIO(isi)) as arsip:
        daftar = arsip.infolist()
        if len(daftar) > BATAS_BAGIAN or sum(b.file_size for b in daftar) > BATAS_ISI:
            raise DitolakError("besar_isi")
        return {b.filename: _baca(arsip, b.filename) for b in daftar}


def _baca(arsip: ZipFile, nama: str) -> bytes:
    """A part, up to the limit whatever its size is said to be."""
    with arsip.open(nama) as bagian:
        isi = bagian.read(BATAS_ISI + 1)
    if len(isi) > BATAS_ISI:
        raise DitolakError("besar_isi")
    return isi


CARA: dict[str, Callable[[bytes], bytes]] = {
    "gambar": gambar,
    "logo": logo,
    "pdf": pdf,
    "templat": templat,
}


def utama(argumen: list[str]) -> None:
    """Clean what stands on the input in the way that is named."""
    try:
        jawab(CARA[argumen[0]](sys.stdin.buffer.read()))
    except DitolakError as penolakan:
        tolak(str(penolakan))
