"""The logo of the letterhead: a small PNG that is written anew, or an SVG that only draws."""

from typing import IO

from pijar.errors import BerkasDitolakError
from pijar.unggahan.periksa import jalankan

BATAS_MB = 1
PNG = b"\x89PNG\r\n\x1a\n"
PEMERIKSA_SVG = "pijar.unggahan.svg"


def bersihkan_logo(berkas: IO[bytes]) -> tuple[bytes, str]:
    """The logo and its ending, ``.png`` or ``.svg``. Raises BerkasDitolakError."""
    isi = berkas.read(BATAS_MB * 1024 * 1024 + 1)
    if not isi:
        raise BerkasDitolakError("Berkas logo ini kosong (0 byte). Pilih berkas lain.")
    if len(isi) > BATAS_MB * 1024 * 1024:
        raise BerkasDitolakError(
            f"Logo ini lebih besar dari {BATAS_MB} MB. Kecilkan gambarnya, lalu unggah lagi."
        )
    if isi.startswith(PNG):
        return jalankan("logo", isi), ".png"
    if isi.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return jalankan("svg", isi, PEMERIKSA_SVG), ".svg"
    raise BerkasDitolakError(
        "Logo harus gambar PNG atau SVG. Simpan sebagai PNG, lalu unggah lagi."
    )
