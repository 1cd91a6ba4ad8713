"""Recognise an uploaded photo or PDF by its first bytes, and make a clean copy or refuse it."""

import logging
from typing import IO, NamedTuple

from django.conf import settings

from pijar.anak import AnakGagalError, AnakMenolakError, Batas, Sebab
from pijar.anak import jalankan as jalankan_anak
from pijar.errors import BerkasDitolakError

log = logging.getLogger(__name__)

JPEG, PDF = "image/jpeg", "application/pdf"
MIME = {JPEG: ".jpg", PDF: ".pdf"}
"""The stored types and their file name endings; every photo becomes a JPEG."""

PROGRAM = "pijar.unggahan.pembersih"
BATAS = Batas(memori=500 << 20, keluaran=64 << 20)  # a phone's 48 megapixels need 490 MB
SEBAB = {
    Sebab.LAMA: "lama",
    Sebab.MEMORI: "memori",
    Sebab.KELUARAN: "memori",
    Sebab.MATI: "rusak",
    Sebab.DIBUNUH: "dibunuh",
}
MEREK_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AWAL = (
    (b"\xff\xd8\xff", "gambar"),
    (b"\x89PNG\r\n\x1a\n", "gambar"),
    (b"%PDF-", "pdf"),
)
# First bytes of other files, and their names for the officer.
LAIN = (
    (b"PK\x03\x04", "dokumen Word, Excel atau ZIP"),
    (b"\xd0\xcf\x11\xe0", "dokumen Office lama"),
    (b"RIFF", "video atau suara"),
    (b"GIF8", "gambar GIF"),
    (b"II*\x00", "gambar TIFF"),
    (b"MM\x00*", "gambar TIFF"),
    (b"MZ", "program"),
    (b"<", "halaman web atau gambar SVG"),
)
FOTO_SAJA = "atau foto kertasnya dengan kamera, lalu unggah lagi."
KALIMAT = {
    "sibuk": "Server sedang tidak dapat membuka berkas ini; mungkin ruang atau memorinya penuh. "
    "Berkas Anda tidak rusak. Hubungi admin, lalu coba lagi.",
    "kosong": "Berkas ini kosong (0 byte). Pilih berkas lain.",
    "besar": "Berkas ini lebih besar dari {batas} MB. Ambil fotonya lagi dengan mutu biasa, atau "
    "pindai dengan resolusi lebih rendah.",
    "jenis": "Isi berkas ini {jenis}, bukan foto atau PDF. Unggah foto (JPG, PNG, HEIC, WebP) atau "
    "PDF.",
    "rusak": "Berkas ini rusak atau terpotong sehingga tidak dapat dibuka. Ambil fotonya lagi "
    "atau pindai ulang, lalu unggah lagi.",
    "piksel": "Gambar ini lebih besar dari 60 megapiksel. Ambil fotonya lagi dengan mutu biasa.",
    "terkunci": f"PDF ini terkunci kata sandi. Simpan ulang tanpa kata sandi, {FOTO_SAJA}",
    "halaman": "PDF ini tidak berhalaman atau lebih dari 50 halaman. Unggah halaman yang "
    "diperlukan saja.",
    "aktif": "PDF ini berisi program atau berkas lain di dalamnya, yang tidak diterima. Cetak ke "
    f"PDF baru, {FOTO_SAJA}",
    "bukan_word": "Berkas ini bukan dokumen Word (.docx). Simpan dari Word sebagai .docx, lalu "
    "unggah lagi.",
    "besar_isi": "Isi dokumen ini terlalu besar. Kecilkan gambarnya, lalu unggah lagi.",
    "makro": "Dokumen ini berisi makro atau berkas lain di dalamnya, yang tidak diterima. Simpan "
    "sebagai .docx tanpa makro, lalu unggah lagi.",
    "tautan_luar": "Dokumen ini memuat gambar atau tautan ke luar. Sisipkan gambarnya ke dalam "
    "dokumen dan hapus tautannya, lalu unggah lagi.",
    "svg_rusak": "Berkas SVG ini rusak. Ekspor lagi dari aplikasi gambarnya, atau pakai PNG.",
    "svg_lain": "Berkas ini bukan gambar SVG biasa. Pakai PNG.",
    "svg_aktif": "SVG ini memuat program, halaman web, atau gambar dari luar, yang tidak diterima. "
    "Ekspor sebagai gambar saja, atau pakai PNG.",
    "memori": f"Berkas ini memerlukan memori lebih dari {BATAS.memori >> 20} MB untuk dibuka, atau "
    "rusak. Ambil fotonya lagi dengan mutu biasa, atau pindai ulang, lalu unggah lagi.",
    "dibunuh": "Pemeriksaan berkas ini dihentikan sebelum selesai, misalnya karena server "
    "kehabisan memori. Unggah lagi sebentar lagi.",
    "lama": "Berkas ini terlalu rumit untuk dibuka. Ambil fotonya dengan kamera, lalu unggah lagi.",
}


class Bersih(NamedTuple):
    """The clean copy of a file: its content and MIME type."""

    isi: bytes
    mime: str


def bersihkan(berkas: IO[bytes]) -> Bersih:
    """Make a clean copy of the photo or PDF in ``berkas``, without metadata.

    Only the content decides, not the file's name. Raises BerkasDitolakError with a sentence for
    the officer.
    """
    batas = settings.BATAS_LAMPIRAN_MB
    isi = berkas.read(batas * 1024 * 1024 + 1)
    if len(isi) > batas * 1024 * 1024:
        raise tolak("besar", batas=batas)
    cara = _cara(isi)
    return Bersih(jalankan(cara, isi), PDF if cara == "pdf" else JPEG)


def tolak(kode: str, **isian: object) -> BerkasDitolakError:
    """The refusal of this code, to be raised."""
    return BerkasDitolakError(KALIMAT[kode].format(**isian))


def _cara(isi: bytes) -> str:
    """How to clean this content: ``gambar`` or ``pdf``."""
    if not isi:
        raise tolak("kosong")
    if isi[4:8] == b"ftyp" and isi[8:12] in MEREK_HEIF:
        return "gambar"
    if isi[:4] == b"RIFF" and isi[8:12] == b"WEBP":
        return "gambar"
    for awal, cara in AWAL:
        if isi.startswith(awal):
            return cara
    dikenal = (nama for awal, nama in LAIN if isi.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(awal))
    raise tolak("jenis", jenis=next(dikenal, "tidak dikenal"))


def jalankan(cara: str, isi: bytes, program: str = PROGRAM) -> bytes:
    """Run the program on ``isi``. Raises BerkasDitolakError; after a crash it says "rusak"."""
    try:
        hasil = jalankan_anak(program, [cara], isi, BATAS)
    except AnakMenolakError as penolakan:
        raise tolak(penolakan.kata) from None
    except AnakGagalError as galat:
        log.warning("unggahan tidak terbaca: %s berakhir: %s", cara, galat.sebab.value)
        raise tolak(SEBAB[galat.sebab]) from None
    except OSError as galat:
        log.warning("unggahan tidak terbaca: %s tidak dapat dimulai: %s", cara, galat)
        raise tolak("sibuk") from None
    if not hasil:
        raise tolak("rusak")
    return hasil
