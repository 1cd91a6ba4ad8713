"""Photos and drawings that are too large, broken, or something else."""

import struct
import zlib
from collections.abc import Callable
from random import Random

from PIL import Image

from tests.pijar import bukti

Berkas = tuple[str, bytes]
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'"


def potong_png(nama: bytes, isi: bytes) -> bytes:
    cek = struct.pack(">I", zlib.crc32(nama + isi))
    return struct.pack(">I", len(isi)) + nama + isi + cek


def png_raksasa(r: Random) -> Berkas:
    lebar, tinggi = r.choice(((60_000, 900), (7_700, 7_700), (100_000, 100_000), (1, 1 << 30)))
    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, r.choice((0, 2, 3, 6)), 0, 0, 0)
    isi = ((b"IHDR", kepala), (b"IDAT", bukti.padat(16 << 20)), (b"IEND", b""))
    return "a.png", PNG + b"".join(potong_png(*satu) for satu in isi)


def png_penuh(r: Random) -> Berkas:
    sisi = r.choice((3_000, 6_000))
    mode = r.choice(("RGB", "RGBA", "L", "1"))
    return "a.png", bukti.sebagai(Image.new(mode, (sisi, sisi)), "PNG")


def png_keterangan(r: Random) -> Berkas:
    """A text of many megabytes, packed small, and thousands of chunks."""
    bom = potong_png(b"zTXt", b"k\0\0" + zlib.compress(bytes(r.choice((1, 60)) << 20), 9))
    kecil = potong_png(b"tEXt", b"k\0v") * r.choice((1, 50_000))
    isi = bukti.sebagai(Image.new("RGB", (9, 9)), "PNG")
    return "a.png", isi[:33] + bom + kecil + isi[33:]


def jpeg_bohong(r: Random) -> Berkas:
    isi = bytearray(bukti.jpeg())
    letak = isi.find(b"\xff\xc0")
    struct.pack_into(">HH", isi, letak + 5, r.choice((1, 65_535)), r.choice((0, 65_535)))
    return "a.jpg", bytes(isi)


def terluka(r: Random) -> Berkas:
    format_ = r.choice(("JPEG", "PNG", "WEBP", "HEIF"))
    isi = bytearray(bukti.sebagai(bukti.gambar(), format_))
    for _ in range(r.randint(1, 30)):
        isi[r.randrange(4, len(isi))] = r.randrange(256)
    return "a", bytes(isi[: r.choice((len(isi), r.randrange(13, len(isi))))])


def jenis_lain(r: Random) -> Berkas:
    isi = bukti.gambar()
    format_ = r.choice(("GIF", "TIFF", "BMP", "ICO", "PPM"))
    return "a.jpg", bukti.sebagai(isi, format_)


def dua_muka(r: Random) -> Berkas:
    ekor = r.choice((b"PK\x03\x04" + r.randbytes(99), b"<script>", bukti.isi_pdf(bukti.pdf())))
    return "a.jpg", r.choice((bukti.jpeg(), bukti.sebagai(bukti.gambar(), "PNG"))) + ekor


def bergerak(r: Random) -> Berkas:
    semua = [Image.new("RGB", (60, 60), (n, 0, 0)) for n in range(r.choice((2, 120)))]
    format_ = r.choice(("WEBP", "PNG"))
    return "a", bukti.sebagai(semua[0], format_, save_all=True, append_images=semua[1:])


def svg(r: Random) -> Berkas:
    bom = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    isi = r.choice(
        (
            f"<!DOCTYPE svg [{bom}]>{SVG}>&a8;</svg>",
            f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{SVG}>&x;</svg>",
            f"{SVG}>{'<g>' * 200_000}",
            f"{SVG}>{'<g>' * 200}{'</g>' * 200}</svg>",
            f"{SVG} onload='alert(1)'/>",
            f"{SVG}><style>@import url(http://x)</style></svg>",
            f"{SVG} d='{'0 ' * 400_000}'/>",
            f"{SVG}>" + "\ufffe" + "</svg>",
        )
    )
    return "a.svg", isi.encode(r.choice(("utf-8", "utf-16")))


JENIS: dict[str, Callable[[Random], Berkas]] = {
    f"foto {f.__name__}": f
    for f in (
        png_raksasa, png_penuh, png_keterangan, jpeg_bohong, terluka, jenis_lain, dua_muka,
        bergerak, svg,
    )
}  # fmt: skip
