"""Every photo and paper that comes in: what is kept of it, and what never gets in."""

import zlib
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pijar.errors import BerkasDitolakError
from pijar.unggahan import bersihkan, pembersih
from pijar.unggahan.periksa import BATAS
from tests.pijar import bukti

PDF = bukti.isi_pdf(bukti.pdf(2))


def baca(isi: bytes) -> Image.Image:
    return Image.open(BytesIO(isi), formats=["JPEG"])


def warna(gambar: Image.Image, x: float, y: float) -> str:
    merah, _, biru = gambar.getpixel((int(gambar.width * x), int(gambar.height * y)))
    return "merah" if merah > biru else "biru"


# Photos


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "HEIF", "WEBP"])
def test_photo_becomes_a_jpeg_without_who_and_where(format_):
    isi = bukti.sebagai(bukti.gambar(), format_, exif=bukti.exif().tobytes())

    hasil = bersihkan(BytesIO(isi))

    assert hasil.mime == "image/jpeg"
    assert baca(hasil.isi).size == (120, 80)
    assert not baca(hasil.isi).getexif()
    assert bukti.LUAR_BIASA.encode() not in hasil.isi
    assert b"Exif" not in hasil.isi


def test_comment_of_a_jpeg_is_gone():
    assert bukti.LUAR_BIASA.encode() in bukti.jpeg()

    assert bukti.LUAR_BIASA.encode() not in bersihkan(BytesIO(bukti.jpeg())).isi


@pytest.mark.parametrize(
    ("arah", "ukuran", "merah"),
    [
        (1, (120, 80), (0.1, 0.5)),
        (3, (120, 80), (0.9, 0.5)),
        (6, (80, 120), (0.5, 0.1)),
        (8, (80, 120), (0.5, 0.9)),
    ],
)
def test_photo_is_turned_upright(arah, ukuran, merah):
    hasil = baca(pembersih.gambar(bukti.jpeg(arah)))

    assert hasil.size == ukuran
    assert warna(hasil, *merah) == "merah"
    assert warna(hasil, 1 - merah[0], 1 - merah[1]) == "biru"


def test_large_photo_is_made_smaller_and_keeps_its_shape():
    isi = bukti.sebagai(bukti.gambar(4_800, 3_600), "JPEG")

    assert baca(pembersih.gambar(isi)).size == (2_400, 1_800)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_odd_kinds_of_png_are_read_on_white(mode):
    gambar = Image.new(mode, (20, 10))

    assert baca(pembersih.gambar(bukti.sebagai(gambar, "PNG"))).size == (20, 10)


def test_transparent_is_white_and_not_black():
    isi = bukti.sebagai(Image.new("RGBA", (20, 10), (0, 0, 0, 0)), "PNG")

    assert baca(pembersih.gambar(isi)).getpixel((5, 5)) == (255, 255, 255)


def test_colours_of_print_are_read():
    isi = bukti.sebagai(Image.new("CMYK", (20, 10)), "JPEG")

    assert baca(pembersih.gambar(isi)).mode == "RGB"


def test_what_is_hidden_behind_a_photo_is_gone():
    isi = bukti.jpeg() + b"PK\x03\x04<script>alert(1)</script>%PDF-1.7"

    assert b"script" not in bersihkan(BytesIO(isi)).isi


# Papers


def test_pdf_keeps_its_pages_and_loses_who_made_it():
    hasil = bersihkan(BytesIO(PDF))

    assert hasil.mime == "application/pdf"
    with pikepdf.open(BytesIO(hasil.isi)) as dokumen:
        assert len(dokumen.pages) == 2
        assert "/Author" not in dokumen.docinfo
        foto = dokumen.pages[0].Resources.XObject.Foto
        assert "/Metadata" not in foto
        assert Image.open(BytesIO(foto.read_raw_bytes())).size == (120, 80)
    assert bukti.LUAR_BIASA.encode() in PDF
    assert bukti.LUAR_BIASA.encode() not in hasil.isi
    assert b"Exif" not in hasil.isi


@pytest.mark.parametrize("bungkus", [["/DCTDecode"], ["/FlateDecode", "/DCTDecode"]])
def test_pdf_photo_that_is_packed_once_more_loses_who_and_where(bungkus):
    dokumen = bukti.pdf()
    foto = dokumen.pages[0].Resources.XObject.Foto
    mentah = foto.read_raw_bytes()
    isi = zlib.compress(mentah) if len(bungkus) > 1 else mentah
    foto.write(isi, filter=pikepdf.Array([pikepdf.Name(n) for n in bungkus]))

    hasil = bersihkan(BytesIO(bukti.isi_pdf(dokumen)))

    with pikepdf.open(BytesIO(hasil.isi)) as bersih:
        jpeg = bersih.pages[0].Resources.XObject.Foto.read_raw_bytes()
    assert b"Exif" in mentah
    assert b"Exif" not in jpeg
    assert Image.open(BytesIO(jpeg)).size == (120, 80)


def test_filled_form_stays_readable():
    with pikepdf.open(BytesIO(pembersih.pdf(bukti.pdf_terisi()))) as dokumen:
        halaman = dokumen.pages[0]

        assert "/Annots" not in halaman
        gambar = [x.read_bytes() for x in halaman.Resources.XObject.values() if "/BBox" in x]
        assert any(b"TUKANG BECAK" in satu for satu in gambar)


def test_inherited_parts_of_a_page_come_along():
    dokumen = bukti.pdf()
    halaman = dokumen.pages[0].obj
    dokumen.Root.Pages.Resources = halaman.Resources
    dokumen.Root.Pages.MediaBox = halaman.MediaBox
    del halaman["/Resources"], halaman["/MediaBox"]

    with pikepdf.open(BytesIO(pembersih.pdf(bukti.isi_pdf(dokumen)))) as hasil:
        assert "/Foto" in hasil.pages[0].Resources.XObject
        assert [*map(int, hasil.pages[0].mediabox)] == [0, 0, 300, 200]


def test_pdf_with_only_an_owner_password_is_read():
    isi = bukti.isi_pdf(bukti.pdf(), encryption=pikepdf.Encryption(user="", owner="rahasia"))

    with pikepdf.open(BytesIO(bersihkan(BytesIO(isi)).isi)) as hasil:
        assert not hasil.is_encrypted


# What is refused


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"MZ\x90\x00" + bytes(500), "program"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "halaman web"),
        (b"\xef\xbb\xbf\n<!doctype html><script>alert(1)</script>", "halaman web"),
        (b"PK\x03\x04" + bytes(50), "Word, Excel"),
        (b"RIFF1234AVI LIST", "video"),
        (b"RIFF1234WEBPVP8 ", "rusak atau terpotong"),
        (b"apa saja", "tidak dikenal"),
        (bukti.jpeg()[:-200], "rusak atau terpotong"),
        (b"\xff\xd8\xff" + bytes(500), "rusak atau terpotong"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "rusak atau terpotong"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(500), "rusak atau terpotong"),
        (b"%PDF-1.7\n" + bytes(500), "rusak atau terpotong"),
        (bukti.png_raksasa(), "megapiksel"),
        (bukti.pdf_terkunci(), "terkunci"),
        (bukti.pdf_berprogram(), "program atau berkas lain"),
        (bukti.pdf_berlampiran(), "program atau berkas lain"),
        (bukti.pdf_meluncur(), "program atau berkas lain"),
        (bukti.isi_pdf(pikepdf.new()), "tidak berhalaman"),
        (bukti.isi_pdf(bukti.pdf(51)), "lebih dari 50"),
        (bukti.jpeg() + bytes(10 << 20), "lebih besar dari 10 MB"),
    ],
)
def test_bad_file_is_refused_with_what_to_do(isi, kata):
    with pytest.raises(BerkasDitolakError, match=kata) as penolakan:
        bersihkan(BytesIO(isi))

    assert penolakan.value.kalimat.endswith(".")


def test_a_program_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr("pijar.unggahan.periksa.BATAS", replace(BATAS, tunggu=0.001))

    with pytest.raises(BerkasDitolakError, match="terlalu rumit"):
        bersihkan(BytesIO(bukti.jpeg()))


def test_pdf_that_unpacks_to_more_than_the_memory_is_refused():
    """Two gigabytes in a file of two megabytes; the program dies of it, the server does not."""
    isi = bukti.pdf_bom(2 << 30)

    assert len(isi) < 10 << 20
    with pytest.raises(BerkasDitolakError, match="rusak"):
        bersihkan(BytesIO(isi))


@pytest.mark.parametrize(
    ("format_", "ukuran"),
    [
        pytest.param("PNG", (7745, 7745), marks=pytest.mark.lambat),
        pytest.param("HEIF", (8064, 6048), marks=pytest.mark.matriks),  # a minute to make one
    ],
)
def test_the_largest_picture_of_a_phone_fits_into_the_memory(format_, ukuran):
    isi = bukti.sebagai(Image.new("RGB", ukuran, "red"), format_)

    assert max(baca(bersihkan(BytesIO(isi)).isi).size) == 2_400


@settings(max_examples=150, deadline=None)
@given(
    isi=st.sampled_from([bukti.jpeg(), bukti.sebagai(bukti.gambar(), "PNG"), PDF]),
    ubah=st.lists(st.tuples(st.integers(3, 50_000), st.integers(0, 255)), min_size=1, max_size=30),
)
def test_cutting_metadata_of_a_broken_jpeg_ends(isi, ubah):
    rusak = bytearray(isi)
    for letak, nilai in ubah:
        rusak[letak % len(rusak)] = nilai

    with suppress(pembersih.DitolakError):
        assert len(pembersih.tanpa_keterangan(bytes(rusak))) <= len(rusak) + 2


def test_pdf_whose_photo_ends_in_its_metadata_is_refused():
    foto = bytearray(bukti.jpeg())
    foto[foto.index(b"\xff\xe1") + 2] = 0xFF

    with pytest.raises(BerkasDitolakError, match="rusak atau terpotong"):
        bersihkan(BytesIO(bukti.isi_pdf(bukti.pdf(foto=bytes(foto)))))
