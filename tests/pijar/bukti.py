"""Photos and papers as phones and scanners make them, and as nobody should send them."""

import struct
import zlib
from io import BytesIO

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()
LUAR_BIASA = "Jalan Rahasia 7"


def gambar(lebar: int = 120, tinggi: int = 80) -> Image.Image:
    """Red on the left, blue on the right."""
    hasil = Image.new("RGB", (lebar, tinggi), "red")
    ImageDraw.Draw(hasil).rectangle((lebar // 2, 0, lebar, tinggi), fill="blue")
    return hasil


def sebagai(gambar: Image.Image, format: str, **lain: object) -> bytes:  # noqa: A002 - Pillow's word
    hasil = BytesIO()
    gambar.save(hasil, format, **lain)
    return hasil.getvalue()


def exif(arah: int = 1) -> Image.Exif:
    """What a phone writes: who, which way up, and where."""
    hasil = Image.Exif()
    hasil[0x013B], hasil[0x0112] = LUAR_BIASA, arah
    hasil.get_ifd(0x8825).update({1: "S", 2: (6.0, 58.0, 0.0), 3: "E", 4: (110.0, 25.0, 0.0)})
    return hasil


def jpeg(arah: int = 1) -> bytes:
    return sebagai(gambar(), "JPEG", exif=exif(arah), comment=LUAR_BIASA.encode())


def png_raksasa(sisi: int = 10_000) -> bytes:
    """A hundred megapixels of nothing in some hundred kilobytes."""

    def potong(nama: bytes, isi: bytes) -> bytes:
        cek = struct.pack(">I", zlib.crc32(nama + isi))
        return struct.pack(">I", len(isi)) + nama + isi + cek

    kepala = struct.pack(">IIBBBBB", sisi, sisi, 8, 0, 0, 0, 0)
    isi = padat((sisi + 1) * sisi)
    tanda = b"\x89PNG\r\n\x1a\n"
    return tanda + potong(b"IHDR", kepala) + potong(b"IDAT", isi) + potong(b"IEND", b"")


def pdf(halaman: int = 1, *, sandi: str = "", foto: bytes = b"") -> pikepdf.Pdf:
    """A scanned paper: each page is one picture, metadata and all."""
    foto = foto or jpeg()
    hasil = pikepdf.new()
    hasil.docinfo["/Author"] = LUAR_BIASA
    for _ in range(halaman):
        lembar = hasil.add_blank_page(page_size=(300, 200))
        citra = hasil.make_stream(
            foto, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=120, Height=80,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        citra.Metadata = hasil.make_stream(LUAR_BIASA.encode())
        lembar.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=citra))
        lembar.Contents = hasil.make_stream(b"q 300 0 0 200 0 0 cm /Foto Do Q")
    return hasil


def isi_pdf(dokumen: pikepdf.Pdf, **lain: object) -> bytes:
    hasil = BytesIO()
    dokumen.save(hasil, **lain)
    return hasil.getvalue()


def pdf_terkunci() -> bytes:
    return isi_pdf(pdf(), encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))


def pdf_berprogram() -> bytes:
    """Direct in the catalogue, where no list of objects shows it."""
    dokumen = pdf()
    dokumen.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )
    return isi_pdf(dokumen)


def pdf_berlampiran() -> bytes:
    dokumen = pdf()
    dokumen.attachments["virus.exe"] = b"MZ"
    return isi_pdf(dokumen)


def pdf_meluncur() -> bytes:
    dokumen = pdf()
    dokumen.pages[0].Annots = dokumen.make_indirect(
        pikepdf.Array(
            [pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe")),
            )]
        )
    )  # fmt: skip
    return isi_pdf(dokumen)


def pdf_terisi() -> bytes:
    """A form whose filled field is drawn only by its annotation."""
    dokumen = pdf()
    huruf = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    isian = dokumen.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
        T=pikepdf.String("nama"), V=pikepdf.String("TUKANG BECAK"), Rect=[10, 10, 200, 30],
        DA=pikepdf.String("/Helv 12 Tf 0 g"), F=4,
    ))  # fmt: skip
    dokumen.pages[0].Annots = pikepdf.Array([isian])
    dokumen.Root.AcroForm = dokumen.make_indirect(pikepdf.Dictionary(
        Fields=pikepdf.Array([isian]), DA=pikepdf.String("/Helv 12 Tf 0 g"),
        DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=huruf)),
        NeedAppearances=True,
    ))  # fmt: skip
    return isi_pdf(dokumen)


def padat(ukuran: int) -> bytes:
    """Zlib's ten thousandfold: so many bytes of zeros in a few hundred kilobytes."""
    mampat = zlib.compressobj(9)
    satu = mampat.compress(bytes(1 << 24)) + mampat.flush(zlib.Z_FULL_FLUSH)
    ulang = mampat.compress(bytes(1 << 24)) + mampat.flush(zlib.Z_FULL_FLUSH)
    return satu + ulang * (ukuran >> 24)


def pdf_bom(ukuran: int) -> bytes:
    """A PDF whose catalogue lies in an object stream that unpacks to ``ukuran`` bytes."""
    isi = padat(ukuran)
    kepala = b"%PDF-1.5\n"
    benda = (
        b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(isi)
        + isi
        + b"\nendstream\nendobj\n"
    )
    letak = len(kepala) + len(benda)
    baris = bytes(6) + b"\x01" + len(kepala).to_bytes(4, "big") + b"\x00"
    baris += bytes([2, 0, 0, 0, 1, 0]) + b"\x01" + letak.to_bytes(4, "big") + b"\x00"
    xref = (
        b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>\nstream\n" % len(baris)
        + baris
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % letak
    )
    return kepala + benda + xref
