"""A Word template that an admin uploads: what it may hold, what it lacks, how it looks filled.

Word often splits the text of a field into several runs, and turns its quotes; docxtpl joins the
runs before we read them.
"""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes
from lxml import etree

from laporan.models import Surat, VersiSurat
from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.berkas.docx import LAMPIRAN, TABEL, isi_templat, lingkungan, medan
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Tabel
from pijar.errors import BerkasDitolakError
from pijar.models import Kop, Penandatangan
from pijar.unggahan.periksa import jalankan

BATAS_MB = 2
# A template that lacks one of these would make a paper that is none; if the built-in has it.
WAJIB = {"nomor", "tanggal", "perihal", "nama", "tabel", "lampiran"}
# Loops over the fields, and conditions: nothing that counts, calls or defines.
BOLEH = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
    nodes.Const, nodes.Filter, nodes.Test, nodes.CondExpr,
)  # fmt: skip
SARINGAN = {
    "upper", "lower", "title", "capitalize", "trim", "length", "default", "first", "last", "join",
}  # fmt: skip
UJI = {"defined", "odd", "even"}
PANJANG_KUTIPAN = 80


def periksa_templat(isi: bytes, bentuk: Bentuk) -> None:
    """Raise BerkasDitolakError, naming the place, for a template that cannot make a paper."""
    if len(isi) > BATAS_MB * 1024 * 1024:
        raise BerkasDitolakError(
            f"Templat ini lebih besar dari {BATAS_MB} MB. Kecilkan gambarnya, lalu unggah lagi."
        )
    jalankan("templat", isi)
    dipakai = medan_terpakai(isi)
    if asing := sorted(dipakai - medan(cetakan_contoh(bentuk)).keys()):
        raise BerkasDitolakError(
            f"Isian tidak dikenal: {', '.join(asing)}. Pakai nama isian seperti di templat bawaan."
        )
    wajib = WAJIB & medan_terpakai(templat_bawaan(bentuk).getvalue())
    if kurang := sorted(wajib - dipakai):
        raise BerkasDitolakError(
            "Templat ini tidak memuat isian "
            + ", ".join(f"{{{{ {nama} }}}}" for nama in kurang)
            + ". Tambahkan seperti pada templat bawaan, lalu unggah lagi."
        )
    _coba_isi(isi, bentuk)


def medan_terpakai(isi: bytes) -> set[str]:
    """The fields that a template names. Raises BerkasDitolakError for what Jinja cannot read."""
    nama: set[str] = set()
    for xml in _bagian(isi):
        baris = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)  # a line for each paragraph
        try:
            pohon = lingkungan().parse(baris)
        except RecursionError as galat:
            raise BerkasDitolakError(
                "Isian atau perintah di templat ini bersarang terlalu dalam. Sederhanakan, lalu "
                "unggah lagi."
            ) from galat
        except TemplateSyntaxError as galat:
            raise BerkasDitolakError(
                f"Isian di alinea {_kutip(baris, galat.lineno)} tidak terbaca: {galat.message}. "
                "Periksa kurung kurawal dan kata perintahnya."
            ) from galat
        for simpul in _terlarang(pohon):
            raise BerkasDitolakError(
                f"Perintah di alinea {_kutip(baris, simpul.lineno)} tidak diizinkan. Pakai isian, "
                "for dan if saja."
            )
        nama |= meta.find_undeclared_variables(pohon)
    return nama


def _bagian(isi: bytes) -> Iterator[str]:
    """The body, heads and feet of the document, as docxtpl will read them."""
    templat = DocxTemplate(BytesIO(isi))
    try:
        templat.init_docx()
        yield templat.patch_xml(templat.get_xml())
        for alamat in (templat.HEADER_URI, templat.FOOTER_URI):
            for _, bagian in templat.get_headers_footers(alamat):
                yield templat.patch_xml(templat.get_part_xml(bagian))
    # AttributeError: a part that is well-formed, but another kind of XML than its name says.
    except (BadZipFile, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as galat:
        raise BerkasDitolakError(
            "Dokumen Word ini rusak. Buka di Word, simpan ulang sebagai .docx, lalu unggah lagi."
        ) from galat


def _terlarang(pohon: nodes.Template) -> Iterator[nodes.Node]:
    for simpul in pohon.find_all(nodes.Node):
        if isinstance(simpul, nodes.Filter):
            boleh = simpul.name in SARINGAN
        elif isinstance(simpul, nodes.Test):
            boleh = simpul.name in UJI
        else:
            boleh = isinstance(simpul, BOLEH)
        if not boleh:
            yield simpul


def _kutip(baris: str, nomor: int | None) -> str:
    """The words of the paragraph at a line, for the admin to search in Word."""
    semua = baris.splitlines()
    xml = semua[min(max(nomor or 1, 1), len(semua)) - 1] if semua else ""
    teks = " ".join(re.sub(r"<[^>]*>?", "", xml).split())
    return f'"{teks[:PANJANG_KUTIPAN]}"'


def _coba_isi(isi: bytes, bentuk: Bentuk) -> None:
    try:
        hasil = isi_contoh(isi, bentuk)
    except TemplateError as galat:
        raise BerkasDitolakError(
            f"Templat ini tidak dapat diisi dengan data contoh: {galat.message}. Periksa nama "
            "isian sesudah titik."
        ) from galat
    except etree.XMLSyntaxError as galat:
        raise BerkasDitolakError(
            "Perintah {%p … %} harus berdiri sendiri dalam satu alinea. Periksa letaknya."
        ) from galat
    dokumen = DocxTemplate(BytesIO(hasil))
    dokumen.init_docx()
    tersisa = [
        n for n, tanda in (("tabel", TABEL), ("lampiran", LAMPIRAN)) if tanda in dokumen.get_xml()
    ]
    if tersisa:
        raise BerkasDitolakError(
            f"Isian {{{{ {tersisa[0]} }}}} harus berdiri sendiri dalam satu alinea, di luar tabel "
            "dan kotak teks."
        )


def isi_contoh(isi: bytes, bentuk: Bentuk) -> bytes:
    """The template filled with sample data, for a look before it counts. Raises TemplateError."""
    return isi_templat(BytesIO(isi), cetakan_contoh(bentuk))


def cetakan_contoh(bentuk: Bentuk) -> Cetakan:
    """A paper about nobody, with every part of this shape."""
    tabel = Tabel(
        [
            Kolom("No.", JenisKolom.ANGKA, 5),
            Kolom("Nama", lebar=30, kunci=True),
            Kolom("Iuran", JenisKolom.RUPIAH, 15),
        ],
        [[1, "Contoh Satu", 16_800], [2, "Contoh Dua", 16_800]],
        jumlah=[None, "Jumlah", 33_600],
    )
    teks = ["Alinea contoh."]
    isi = Isi(
        bentuk=bentuk,
        perihal="Surat contoh",
        kepada=["Pejabat Contoh", "di Semarang"],
        dari="Kepala Dinas",
        sifat="Biasa",
        jumlah_lampiran="1 (satu) berkas",
        dasar=["Peraturan Contoh Nomor 1 Tahun 2026"],
        menimbang=["bahwa ini contoh"],
        diktum=["Isi diktum contoh."],
        fakta=[("Bulan iuran", "November 2026")],
        pembuka=teks,
        tabel=[tabel],
        penutup=teks,
        tembusan=["Arsip"],
        judul_lampiran="Surat Contoh",
        lampiran=[tabel],
    )
    surat = Surat(judul="Contoh", nomor="560/1/2026", tanggal=date(2026, 11, 3))
    kop = Kop(pemerintah="Pemerintah Kota Semarang", instansi="Dinas Contoh", kota="Semarang")
    tanda = Penandatangan(jabatan="Kepala Dinas", nama="Nama Contoh", nip="1" * 18)
    return Cetakan(surat, VersiSurat(versi=1, sha256="0" * 64), isi, kop, tanda)
