"""PDF, Word and Excel of each paper for people hold the same names and figures."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.utils.html import escape
from openpyxl import load_workbook

from laporan.surat.actions.buat import buat_surat
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.berkas.pdf import buat_pdf
from laporan.surat.isi import teks_sel
from tests.laporan.contoh_warga import CONTOH_WARGA


def isi_sel(isi) -> set[str]:
    """Every cell and term of a paper, as it is written."""
    sel = {
        teks_sel(nilai, kolom.jenis)
        for tabel in isi.tabel
        for baris in (*tabel.baris, tabel.jumlah or [])
        for nilai, kolom in zip(baris, tabel.kolom, strict=False)
    }
    return {s for s in sel | {nilai for _, nilai in isi.fakta} if s}


@pytest.mark.parametrize("kode", CONTOH_WARGA)
def test_every_file_says_the_same(admin, kode):
    c = cetakan(buat_surat(kode, CONTOH_WARGA[kode](admin)).surat)

    with ZipFile(BytesIO(buat_docx(c))) as arsip:
        word = arsip.read("word/document.xml").decode()
    lembar = load_workbook(BytesIO(buat_excel(c)), read_only=True)
    excel = {str(s) for satu in lembar for baris in satu.iter_rows(values_only=True) for s in baris}
    lembar.close()
    semua = isi_sel(c.isi)

    assert semua
    assert {s for s in semua if str(escape(s)) not in word} == set()
    assert {s for s in semua if s not in excel} == set()
    with pikepdf.open(BytesIO(buat_pdf(c))) as pdf:
        assert len(pdf.pages) >= 1
    if c.isi.qr:
        assert c.alamat_periksa in word
        assert "bukan tanda" in word
