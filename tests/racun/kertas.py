"""PDF and Word files with too much in them, or with a will of their own."""

import io
import zipfile
from collections.abc import Callable
from random import Random

import pikepdf

from tests.pijar import bukti

Berkas = tuple[str, bytes]
JINJA = (
    "{{ ''.__class__.__mro__ }}",
    "{% for a in range(10**9) %}x{% endfor %}",
    "{{ nama * 99999999 }}",
    "{% include '/etc/passwd' %}",
    "{{ nama",
    "{% for a in tabel %}" * 900,
    "{{ " + "(" * 900 + " }}",
)


def aktif(r: Random) -> Berkas:
    buat = (bukti.pdf_berprogram, bukti.pdf_berlampiran, bukti.pdf_meluncur, bukti.pdf_terkunci)
    return "a.pdf", r.choice(buat)()


def ribuan_halaman(r: Random) -> Berkas:
    dokumen = pikepdf.new()
    for _ in range(r.choice((51, 500, 3_000))):
        dokumen.add_blank_page(page_size=(r.choice((3, 300, 14_400)), 200))
    return "a.pdf", bukti.isi_pdf(dokumen)


def bom(r: Random) -> Berkas:
    return "a.pdf", bukti.pdf_bom(r.choice((64 << 20, 1 << 30)))


def berputar(r: Random) -> Berkas:
    """Pages, pictures or values that contain themselves."""
    dokumen = bukti.pdf()
    benda = dokumen.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=9))
    benda.Kids = pikepdf.Array([benda])
    if r.random() < 0.5:
        dokumen.Root.Pages.Kids.append(benda)
    else:
        dokumen.pages[0].Resources.XObject.Lagi = benda
        dokumen.pages[0].Parent = benda
    return "a.pdf", bukti.isi_pdf(dokumen)


def bersarang(r: Random) -> Berkas:
    dalam = r.choice((400, 20_000, 500_000))
    buka, tutup = r.choice((("[", "]"), ("<</A ", ">>"), ("(", ")")))
    benda = f"1 0 obj\n{buka * dalam}{tutup * dalam}\nendobj\n"
    return "a.pdf", f"%PDF-1.4\n{benda}trailer<</Root 1 0 R>>".encode()


def terluka(r: Random) -> Berkas:
    isi = bytearray(bukti.isi_pdf(bukti.pdf(r.randint(1, 3))))
    for _ in range(r.randint(1, 40)):
        isi[r.randrange(9, len(isi))] = r.randrange(256)
    return "a.pdf", bytes(isi[: r.choice((len(isi), r.randrange(20, len(isi))))])


def docx(bagian: dict[str, bytes], isi: str = "") -> bytes:
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paket = "http://schemas.openxmlformats.org/package/2006"
    utama = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    hubungan = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    semua = {
        "[Content_Types].xml": f'<Types xmlns="{paket}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{utama}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{paket}/relationships"><Relationship Id="r1" '
        f'Type="{hubungan}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{ns}"><w:body><w:p><w:r><w:t>{isi}</w:t></w:r>'
        "</w:p></w:body></w:document>",
    }
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", 8) as arsip:
        for nama, data in {**semua, **bagian}.items():
            arsip.writestr(nama, data)
    return hasil.getvalue()


def word(r: Random) -> Berkas:
    bagian = r.choice(
        (
            {"word/vbaProject.bin": b"x"},
            {"word/_rels/document.xml.rels": b"<R TargetMode='External'/>"},
            {"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"},
            {"word/document.xml": b"<w:p>" * 100_000},
            {"word/x.xml": b" " * (40 << 20)},
            {f"word/{n}.xml": b"" for n in range(600)},
            {"[Content_Types].xml": b"<x/>"},
            {"word/document.xml": r.randbytes(999)},
        )
    )
    return "a.docx", docx(bagian)


def word_jinja(r: Random) -> Berkas:
    return "a.docx", docx({}, r.choice(JINJA))


JENIS: dict[str, Callable[[Random], Berkas]] = {
    f"kertas {f.__name__}": f
    for f in (aktif, ribuan_halaman, bom, berputar, bersarang, terluka, word, word_jinja)
}
