"""A paper as Word: an admin's template, or ours, filled with the frozen contents.

The template is a .docx with fields in double braces. Its expressions run in a sandbox: whoever
writes a template gets the fields and nothing else.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import IO, Any

from django.utils.html import escape
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from laporan.models import TemplatSurat
from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import Isi, JenisKolom, Sel, Tabel, bernomor, teks_sel
from pijar.errors import AturanDilanggarError
from pijar.models import Kertas, Penandatangan

# Where tables come: Word is read once more after the sentences are in, so that the rows of a long
# annex never pass the template language.
TABEL, LAMPIRAN = "⁣tabel⁣", "⁣lampiran⁣"
KANAN = {JenisKolom.ANGKA, JenisKolom.RUPIAH}
UKURAN = {Kertas.A4: (210, 297), Kertas.F4: (215, 330)}
TIDAK_TERTULIS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no such letters
LOGO, QR = Mm(20), Mm(25)


def buat_docx(cetakan: Cetakan) -> bytes:
    """The paper as a Word file that a clerk can still change.

    Raises AturanDilanggarError, naming the field, when an admin's template cannot be filled.
    """
    templat = TemplatSurat.objects.dipakai(cetakan.isi.bentuk)
    if templat is None:
        return isi_templat(templat_bawaan(cetakan.isi.bentuk), cetakan, bawaan=True)
    try:
        with templat.berkas.open("rb") as berkas:
            return isi_templat(berkas, cetakan)
    except TemplateError as galat:
        raise AturanDilanggarError(
            f"Templat Word {templat.nama_berkas} tidak dapat diisi: {galat.message}. Admin "
            "memperbaiki atau menariknya di Pengaturan surat, Templat Word."
        ) from galat


def isi_templat(berkas: IO[bytes], cetakan: Cetakan, *, bawaan: bool = False) -> bytes:
    """Fill one template; paper and orientation are set for our own only. Raises TemplateError."""
    templat = DocxTemplate(berkas)
    gambar = _logo(templat, cetakan) | _qr(templat, cetakan)
    templat.render(medan(cetakan) | gambar, lingkungan(), autoescape=True)
    for tanda, daftar in ((TABEL, cetakan.isi.tabel), (LAMPIRAN, cetakan.isi.lampiran)):
        sisipkan(templat.docx, tanda, daftar)
    if bawaan:
        _kertas(templat.docx, cetakan)
    tujuan = BytesIO()
    templat.save(tujuan)
    return tujuan.getvalue()


def lingkungan() -> ImmutableSandboxedEnvironment:
    """Where a template's expressions run; an unknown field is an error, not an empty place."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def medan(cetakan: Cetakan) -> dict[str, Any]:
    """The fields of a template, by name."""
    isi, kop = cetakan.isi, cetakan.kop
    semua = {
        "pemerintah": kop.pemerintah,
        "instansi": kop.instansi,
        "alamat_kop": kop.alamat,
        "kota": kop.kota,
        "nomor": cetakan.nomor,
        "tanggal": cetakan.tanggal,
        "kaki": cetakan.kaki,
        "alasan_konsep": isi.alasan_konsep,
        **_tanda(cetakan.penandatangan),
        **{nama: getattr(isi, nama) for nama in BAGIAN},
        "sifat": isi.sifat or "Biasa",
        "jumlah_lampiran": isi.jumlah_lampiran or "–",
        "diktum": [{"kata": kata, "kalimat": k} for kata, k in bernomor(isi.diktum)],
        "konsep": cetakan.konsep,
        "provinsi": cetakan.provinsi,
        "fakta": [{"nama": nama, "nilai": nilai} for nama, nilai in isi.fakta],
        "logo": "",
        "qr": "",
        "alamat_periksa": cetakan.alamat_periksa,
        "tabel": TABEL,
        "lampiran": LAMPIRAN,
    }
    return {nama: _tertulis(nilai) for nama, nilai in semua.items()}


def _tanda(tanda: Penandatangan | None) -> dict[str, str]:
    """The signatory; empty places where none is set."""
    if tanda is None:
        return dict.fromkeys(("jabatan", "nama", "pangkat", "nip"), "")
    jabatan = "\n".join(tanda.baris_jabatan)
    return {"jabatan": jabatan, "nama": tanda.nama, "pangkat": tanda.pangkat, "nip": tanda.nip}


BAGIAN = (
    "perihal", "kepada", "dari", "sifat", "jumlah_lampiran", "dasar", "menimbang",
    "memperhatikan", "diktum",
    "pembuka", "penutup", "tembusan", "judul_lampiran",
)  # fmt: skip


def _tertulis(nilai: Any) -> Any:
    """The same without characters that no Word file can hold."""
    if isinstance(nilai, str):
        return TIDAK_TERTULIS.sub("", nilai)
    if isinstance(nilai, dict):
        return {k: _tertulis(n) for k, n in nilai.items()}
    if isinstance(nilai, list):
        return [_tertulis(n) for n in nilai]
    return nilai


def _qr(templat: DocxTemplate, cetakan: Cetakan) -> dict[str, Any]:
    """The QR to the public page, of a paper that has one."""
    if not cetakan.isi.qr:
        return {}
    return {"qr": InlineImage(templat, cetakan.qr_png, width=QR)}


def _logo(templat: DocxTemplate, cetakan: Cetakan) -> dict[str, Any]:
    """The logo as a picture; Word reads PNG only."""
    for alamat, isi in cetakan.kop.gambar.items():
        if alamat.endswith(".png"):
            return {"logo": InlineImage(templat, BytesIO(isi), height=LOGO)}
    return {}


def _kertas(dokumen: Document, cetakan: Cetakan) -> None:
    """A4 or F4; the annex lies down where the PDF's does."""
    sisi = [Mm(n) for n in UKURAN[Kertas(cetakan.kop.kertas)]]
    for bagian in dokumen.sections:
        bagian.page_width, bagian.page_height = sisi
    if _mendatar(cetakan.isi):
        akhir = dokumen.sections[-1]
        akhir.orientation = WD_ORIENT.LANDSCAPE
        akhir.page_height, akhir.page_width = sisi


def _mendatar(isi: Isi) -> bool:
    return bool(isi.judul_lampiran and isi.mendatar)


def sisipkan(dokumen: Document, tanda: str, daftar: Sequence[Tabel]) -> None:
    """Put the tables where the paragraph with ``tanda`` stands, and take that paragraph away."""
    for paragraf in dokumen.paragraphs:
        if tanda not in paragraf.text:
            continue
        for tabel in daftar:
            if tabel.judul:
                paragraf.insert_paragraph_before(_tertulis(tabel.judul))
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
    kisi = "".join(f'<w:gridCol w:w="{w * 2}"/>' for w in lebar)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblBorders>{garis}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{kisi}</w:tblGrid>{kepala}{badan}{kaki}</w:tbl>"
    )


def _baris(
    baris: Sequence[Sel], jenis: Sequence[JenisKolom], lebar: Sequence[int], macam: str = ""
) -> str:
    huruf = f'<w:rPr>{"<w:b/>" if macam else ""}<w:sz w:val="18"/></w:rPr>'
    sifat = "<w:tblHeader/>" if macam == "kepala" else ""
    if JenisKolom.PARAF in jenis and not macam:
        sifat = '<w:trHeight w:val="600"/>'
    sel = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="pct"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:after="0"/><w:jc w:val="{"right" if j in KANAN else "left"}"/></w:pPr>'
        f'<w:r>{huruf}<w:t xml:space="preserve">{_teks(nilai, j)}</w:t></w:r>'
        "</w:p></w:tc>"
        for nilai, j, w in zip(baris, jenis, lebar, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{sifat}</w:trPr>{sel}</w:tr>"


def _teks(nilai: Sel, jenis: JenisKolom) -> str:
    """A cell; a line break in an address stays one."""
    teks = escape(TIDAK_TERTULIS.sub("", teks_sel(nilai, jenis)))
    return teks.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
