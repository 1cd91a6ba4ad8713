"""A paper as Word: an admin's template, or ours, filled with the frozen contents.

The template is a .docx with fields in double braces. Its expressions run in a sandbox: whoever
writes a template gets the fields and nothing else.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.html import escape
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import JenisKolom, Sel, Tabel, teks_sel

# Where tables come: Word is read once more after the sentences are in, so that the rows of a long
# annex never pass the template language.
TABEL, LAMPIRAN = "⁣tabel⁣", "⁣lampiran⁣"
KANAN = {JenisKolom.ANGKA, JenisKolom.RUPIAH}


def buat_docx(cetakan: Cetakan) -> bytes:
    """The paper as a Word file that a clerk can still change."""
    templat = DocxTemplate(templat_bawaan(cetakan.isi.bentuk))
    gambar = InlineImage(templat, cetakan.qr_png, width=Mm(25)) if cetakan.isi.qr else ""
    templat.render(medan(cetakan) | {"qr": gambar}, lingkungan(), autoescape=True)
    for tanda, daftar in ((TABEL, cetakan.isi.tabel), (LAMPIRAN, cetakan.isi.lampiran)):
        sisipkan(templat.docx, tanda, daftar)
    tujuan = BytesIO()
    templat.save(tujuan)
    return tujuan.getvalue()


def lingkungan() -> ImmutableSandboxedEnvironment:
    """Where a template's expressions run; an unknown field is an error, not an empty place."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def medan(cetakan: Cetakan) -> dict[str, Any]:
    """The fields of a template, by name."""
    isi, kop, tanda = cetakan.isi, cetakan.kop, cetakan.penandatangan
    return {
        "pemerintah": kop.pemerintah,
        "instansi": kop.instansi,
        "alamat_kop": kop.alamat,
        "kota": kop.kota,
        "nomor": cetakan.nomor,
        "tanggal": cetakan.tanggal,
        "kaki": cetakan.kaki,
        "jabatan": "\n".join(tanda.baris_jabatan) if tanda else "",
        "nama": tanda.nama if tanda else "",
        "pangkat": tanda.pangkat if tanda else "",
        "nip": tanda.nip if tanda else "",
        "perihal": isi.perihal,
        "kepada": isi.kepada,
        "dari": isi.dari,
        "sifat": isi.sifat,
        "jumlah_lampiran": isi.jumlah_lampiran,
        "dasar": isi.dasar,
        "menimbang": isi.menimbang,
        "diktum": isi.diktum,
        "fakta": [{"nama": nama, "nilai": nilai} for nama, nilai in isi.fakta],
        "pembuka": isi.pembuka,
        "penutup": isi.penutup,
        "tembusan": isi.tembusan,
        "judul_lampiran": isi.judul_lampiran,
        "alamat_periksa": cetakan.alamat_periksa,
        "tabel": TABEL,
        "lampiran": LAMPIRAN,
    }


def sisipkan(dokumen: Document, tanda: str, daftar: Sequence[Tabel]) -> None:
    """Put the tables where the paragraph with ``tanda`` stands, and take that paragraph away."""
    for paragraf in dokumen.paragraphs:
        if tanda not in paragraf.text:
            continue
        for tabel in daftar:
            if tabel.judul:
                paragraf.insert_paragraph_before(tabel.judul)
            paragraf._p.addprevious(parse_xml(xml_tabel(tabel)))  # noqa: SLF001 - python-docx shows no other way
            paragraf.insert_paragraph_before("")
        paragraf._p.getparent().remove(paragraf._p)  # noqa: SLF001


def xml_tabel(tabel: Tabel) -> str:
    """The table as Word's XML, in one go: 8.500 rows through python-docx take minutes."""
    jenis = [k.jenis for k in tabel.kolom]
    semua = sum(k.lebar for k in tabel.kolom)
    lebar = [int(5000 * k.lebar / semua) for k in tabel.kolom]
    kepala = _baris([k.judul for k in tabel.kolom], [JenisKolom.TEKS] * len(jenis), lebar, "kepala")
    badan = "".join(_baris(b, jenis, lebar) for b in tabel.baris)
    kaki = _baris(tabel.jumlah, jenis, lebar, "jumlah") if tabel.jumlah else ""
    garis = "".join(
        f'<w:{sisi} w:val="single" w:sz="4" w:space="0" w:color="444444"/>'
        for sisi in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
        f"<w:tblBorders>{garis}</w:tblBorders></w:tblPr>{kepala}{badan}{kaki}</w:tbl>"
    )


def _baris(
    baris: Sequence[Sel], jenis: Sequence[JenisKolom], lebar: Sequence[int], macam: str = ""
) -> str:
    tebal = "<w:rPr><w:b/></w:rPr>" if macam else ""
    sifat = "<w:tblHeader/>" if macam == "kepala" else ""
    if JenisKolom.PARAF in jenis and not macam:
        sifat = '<w:trHeight w:val="600"/>'
    sel = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="pct"/></w:tcPr><w:p><w:pPr>'
        f'<w:jc w:val="{"right" if j in KANAN else "left"}"/></w:pPr>'
        f'<w:r>{tebal}<w:t xml:space="preserve">{escape(teks_sel(nilai, j))}</w:t></w:r>'
        "</w:p></w:tc>"
        for nilai, j, w in zip(baris, jenis, lebar, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{sifat}</w:trPr>{sel}</w:tr>"
