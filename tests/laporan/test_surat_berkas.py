"""Files of papers: PDF, Word and Excel hold the same names and sums, from the frozen contents."""

import re
from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.utils.html import escape
from docx import Document
from openpyxl import load_workbook

import laporan.tasks
from laporan.models import PolaNomor
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.berkas.pdf import BARIS_SEPOTONG, buat_pdf
from laporan.surat.isi import (
    Bentuk,
    Isi,
    JenisKolom,
    Kolom,
    Tabel,
    dari_json,
    ke_json,
    perbedaan,
    sidik_isi,
    teks_sel,
)
from laporan.surat.jenis import JENIS
from pijar.models import DasarHukum, JejakAkses, Kop, Penandatangan
from pijar.unggahan.logo import bersihkan_logo
from tests.iuran.susunan import jalankan
from tests.laporan.contoh_surat import CONTOH, TANGGAL
from tests.laporan.test_surat import KINI
from tests.pijar.bukti import gambar, sebagai

KOLOM = [
    Kolom("No.", JenisKolom.ANGKA, 5), Kolom("Nama", lebar=30, kunci=True),
    Kolom("Iuran", JenisKolom.RUPIAH, 15), Kolom("Mulai", JenisKolom.TANGGAL, 15),
]  # fmt: skip


def buat(admin, isi, **kop):
    """A printable paper with these contents."""
    surat = buat_surat("surat_tagihan", CONTOH["surat_tagihan"](admin)).surat
    versi = surat.daftar_versi.get()
    versi.isi, versi.sha256 = ke_json(isi), sidik_isi(isi)
    cetak = cetakan(surat)
    return cetak._replace(isi=isi, versi=versi, kop=kop.get("kop", cetak.kop))


def panjang(n, **lain):
    baris = [[k, f"Orang {k}", 16_800, "2026-11-01"] for k in range(1, n + 1)]
    tabel = Tabel(KOLOM, baris, jumlah=[None, "Jumlah", 16_800 * n, None])
    return Isi(Bentuk.SURAT, "Uji", judul_lampiran="Uji", lampiran=[tabel], **lain)


def teks_html(cetak):
    """All that the PDF says, from the pages that become it."""
    umum = {"c": cetak, "isi": cetak.isi, "kop": cetak.kop}
    potongan = [render_to_string(f"dokumen/surat/{cetak.isi.bentuk}.html", umum)]
    for tabel in cetak.isi.lampiran:
        isi = {"tabel": tabel, "baris": tabel.baris, "urutan": 1, "pertama": True, "terakhir": True}
        potongan.append(render_to_string("dokumen/surat/lampiran.html", umum | isi))
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(potongan)).split())


def teks_word(isi):
    badan = Document(BytesIO(isi)).element.body
    return " ".join(t.text or "" for t in badan.iter("{*}t"))


def sel_excel(isi):
    buku = load_workbook(BytesIO(isi))
    return [str(s.value) for ws in buku for baris in ws.iter_rows() for s in baris]


def test_every_kind_has_a_sample():
    assert set(CONTOH) == set(JENIS)


@pytest.mark.parametrize("kode", sorted(CONTOH))
def test_three_files_hold_the_same_names_and_sums(kode, admin):
    cetak = cetakan(buat_surat(kode, CONTOH[kode](admin)).surat)
    semua = [*cetak.isi.tabel, *cetak.isi.lampiran]
    html, word = teks_html(cetak), teks_word(buat_docx(cetak))
    excel = sel_excel(buat_excel(cetak)) if semua else []

    assert dari_json(ke_json(cetak.isi)) == cetak.isi
    for tabel in semua:
        for baris in [*tabel.baris, *([tabel.jumlah] if tabel.jumlah else [])]:
            for nilai, kolom in zip(baris, tabel.kolom, strict=True):
                kata = teks_sel(nilai, kolom.jenis)
                rapat = " ".join(kata.split())
                assert escape(rapat) in html or rapat in html
                assert rapat in " ".join(word.split())
                if kata:
                    assert str(nilai) in excel or kata in excel


def test_long_annex_has_full_pages_every_row_once_and_one_count_of_pages(admin):
    n = BARIS_SEPOTONG + 150
    hasil = buat_pdf(cetak := buat(admin, panjang(n)))
    with pikepdf.open(BytesIO(hasil)) as pdf:
        halaman = len(pdf.pages)
        mendatar = [h.mediabox[2] > h.mediabox[3] for h in pdf.pages]

    assert mendatar[0] is False
    assert set(mendatar[1:]) == {True}
    assert n // 40 < halaman < n // 15
    assert teks_html(cetak).count("Orang ") == n


@pytest.mark.parametrize("n", [0, 1, 3])
def test_short_and_empty_annexes_print(admin, n):
    cetak = buat(admin, panjang(n))

    with pikepdf.open(BytesIO(buat_pdf(cetak))) as pdf:
        assert len(pdf.pages) == 2
    assert "Jumlah" in teks_word(buat_docx(cetak))
    assert "Jumlah" in sel_excel(buat_excel(cetak))


def test_excel_prints_as_the_pdf_does(admin):
    for isi, mendatar in ((panjang(3), "landscape"), (panjang(2_001, mendatar=False), "portrait")):
        cetak = buat(admin, isi)
        cetak.kop.kertas = "f4"
        ws = load_workbook(BytesIO(buat_excel(cetak))).worksheets[0]

        assert ws.page_setup.orientation == mendatar
        assert int(ws.page_setup.paperSize) == 14
        assert ws.print_title_rows == "$5:$5"
        assert (ws.page_setup.fitToWidth or 1, ws.page_setup.fitToHeight) == (1, 0)
        kaki = ws.oddFooter
        assert cetak.versi.sha256[:16] in (kaki.left.text or "")
        assert kaki.right.text == "Halaman &P dari &N"
        assert ws.max_row == 5 + len(isi.lampiran[0].baris) + 1


def test_paper_of_hostile_names_and_broken_lines(admin):
    baris = [[1, "=1+1 <b>&\x0b Siti", 1, None], [2, "Jalan A\nRT 1", 2, "2026-01-31"]]
    isi = Isi(
        Bentuk.SURAT, "Hal <x> & y\x01", kepada=["{{ nomor }}"],
        tabel=[Tabel(KOLOM, baris, judul="A/B: [x] " * 9)],
    )  # fmt: skip
    cetak = buat(admin, isi)

    word = teks_word(buat_docx(cetak))
    assert "Hal <x> & y" in word
    assert "{{ nomor }}" in word
    assert "Jalan A RT 1" in word
    assert "31 Januari 2026" in word
    assert "=1+1 <b>& Siti" in sel_excel(buat_excel(cetak))
    assert buat_pdf(cetak).startswith(b"%PDF")


def test_logo_stands_on_pdf_and_word(admin, tmp_path):
    polos = buat(admin, panjang(1))
    isi, akhiran = bersihkan_logo(BytesIO(sebagai(gambar(), "PNG")))
    kop = Kop(pemerintah="A", instansi="B", kota="C")
    kop.logo.save(f"logo{akhiran}", BytesIO(isi), save=False)

    berlogo = polos._replace(kop=kop)

    with pikepdf.open(BytesIO(buat_pdf(berlogo))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
    with pikepdf.open(BytesIO(buat_pdf(polos))) as pdf:
        assert len(pdf.pages[0].get_images()) == 0


def test_number_version_hash_and_signatory_stand_on_the_paper(admin):
    Penandatangan.objects.create(
        mulai=TANGGAL, jabatan="Kepala Dinas", nama="Dra. Sri", nip="1" * 18, cara="a.n.",
        atas_nama="Wali Kota Semarang",
    )  # fmt: skip
    PolaNomor.objects.create(mulai=TANGGAL, pola="560/{n}/{tahun}")
    surat = buat_surat("surat_tagihan", CONTOH["surat_tagihan"](admin)).surat
    assert "KONSEP" in cetakan(surat).kaki
    beri_nomor(surat, pada=KINI, oleh=admin)
    surat.refresh_from_db()
    cetak = cetakan(surat)

    for teks in (teks_html(cetak), teks_word(buat_docx(cetak))):
        for isi in ("560/1/2026", "3 November 2026", "a.n. Wali Kota Semarang", "Dra. Sri"):
            assert isi in teks
    assert cetak.kaki == f"560/1/2026 · versi 1 · sidik {cetak.versi.sha256[:16]}"


def test_legal_bases_stand_highest_first_with_their_subject(admin):
    cetak = cetakan(buat_surat("surat_tagihan", CONTOH["surat_tagihan"](admin)).surat)
    menurut_judul = {d.lengkap: d for d in DasarHukum.objects.all()}
    tingkat = [menurut_judul[d].tingkat for d in cetak.isi.dasar]

    assert tingkat == sorted(tingkat)
    assert len(tingkat) > 1
    assert any(" tentang " in d for d in cetak.isi.dasar)


@pytest.mark.parametrize("rahasia", [True, False])
def test_jobs_make_the_files_and_log_whole_nik(admin, rahasia, monkeypatch):
    jenis = JENIS["surat_tagihan"]
    asli = jenis.susun

    def susun(bahan):
        return Isi(**{**vars(asli(bahan)), "rahasia": rahasia, "orang": 3})

    monkeypatch.setitem(JENIS, "surat_tagihan", jenis._replace(susun=susun))
    surat = buat_surat("surat_tagihan", CONTOH["surat_tagihan"](admin)).surat
    assert laporan.tasks.surat

    for akhiran in ("pdf", "docx", "excel"):
        tugas = jalankan(getattr(surat, f"tugas_{akhiran}"))
        assert (tugas.status, tugas.galat) == ("selesai", "")
    ekspor = JejakAkses.objects.filter(tindakan="ekspor")
    assert [j.jumlah for j in ekspor] == ([3] * 3 if rahasia else [])


def test_a_paper_without_tables_has_no_excel(admin, monkeypatch):
    jenis = JENIS["surat_tagihan"]
    polos = jenis._replace(susun=lambda _: Isi(Bentuk.SURAT, "Tanpa tabel"))
    monkeypatch.setitem(JENIS, "surat_tagihan", polos)

    surat = buat_surat("surat_tagihan", CONTOH["surat_tagihan"](admin)).surat

    assert surat.tugas_pdf
    assert surat.tugas_excel is None


def test_difference_names_rows_that_came_went_and_changed():
    lama = Isi(Bentuk.SURAT, "a", lampiran=[Tabel(KOLOM, [[1, "A", 1, None], [2, "B", 1, None]])])
    baru = Isi(Bentuk.SURAT, "b", lampiran=[Tabel(KOLOM, [[1, "B", 2, None], [2, "C", 1, None]])])

    assert perbedaan(lama, baru) == [
        "Perihal berubah.",
        "Lampiran: 1 baris bertambah (C).",
        "Lampiran: 1 baris hilang (A).",
        "Lampiran: 1 baris berubah (B).",
    ]
