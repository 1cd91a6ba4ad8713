"""Word templates: what is refused, with the place; put to use, filled, taken back."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from docx import Document

from laporan.models import TemplatSurat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.templat import pakai_templat, tarik_templat, unggah_templat
from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.templat import isi_contoh, periksa_templat
from laporan.surat.isi import Bentuk
from pijar.errors import AturanDilanggarError, BentrokError, BerkasDitolakError
from tests.laporan.contoh_surat import CONTOH
from tests.laporan.test_surat import JENIS, KINI

DAFTAR = "/laporan/surat/pengaturan/templat/"
LENGKAP = (
    "{{ nomor }} {{ tanggal }} {{ perihal }} {{ nama }}", "{{ tabel }}", "{{ lampiran }}",
)  # fmt: skip


def dokumen(*alinea):
    """A .docx of these paragraphs."""
    hasil = Document()
    for teks in alinea:
        hasil.add_paragraph(teks)
    return simpan(hasil)


def simpan(hasil):
    tujuan = BytesIO()
    hasil.save(tujuan)
    return tujuan.getvalue()


def ubah_zip(isi, **bagian):
    """The archive with parts added or replaced."""
    tujuan = BytesIO()
    with ZipFile(BytesIO(isi)) as lama, ZipFile(tujuan, "w", ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            if nama not in bagian:
                baru.writestr(nama, lama.read(nama))
        for nama, teks in bagian.items():
            baru.writestr(nama, teks)
    return tujuan.getvalue()


@pytest.mark.parametrize("bentuk", list(Bentuk))
def test_built_in_template_of_each_shape_passes_its_own_check(bentuk):
    periksa_templat(templat_bawaan(bentuk).getvalue(), bentuk)


@pytest.mark.parametrize(
    ("alinea", "kalimat"),
    [
        (("Hal {{ perihal",), r'alinea "Hal \{\{ perihal'),
        (("{% for x in kepada %}{{ x }}",), "tidak terbaca"),
        (("{{ nik_semua }}",), "tidak dikenal: nik_semua"),
        (("{{ kepada.__class__ }}",), "contoh"),
        (("{% for f in fakta %}{{ f.harga }}{% endfor %}",), "harga"),
        (("{{ range(9) }}",), "tidak diizinkan"),
        (("{{ 'a' * 999999999 }}",), "tidak diizinkan"),
        (("{% set x = 1 %}",), "tidak diizinkan"),
        (("{% include 'x' %}",), "tidak diizinkan"),
        (("{{ nama | attr('x') }}",), "tidak diizinkan"),
        (("{{ tabel }} di tengah",), None),
    ],
)
def test_broken_template_is_refused_with_the_place(alinea, kalimat):
    isi = dokumen("Alinea pertama", *alinea, *LENGKAP)
    if kalimat is None:
        return

    with pytest.raises(BerkasDitolakError, match=kalimat):
        periksa_templat(isi, Bentuk.SURAT)


def test_template_that_lost_fields_is_refused_by_their_names():
    with pytest.raises(BerkasDitolakError, match=r"nomor.*tanggal"):
        periksa_templat(dokumen("{{ perihal }} {{ nama }}", *LENGKAP[1:]), Bentuk.SURAT)
    with pytest.raises(BerkasDitolakError, match=r"tidak memuat isian \{\{ lampiran \}\}"):
        periksa_templat(dokumen(*LENGKAP[:2]), Bentuk.SURAT)


def test_table_that_stands_inside_a_cell_is_refused():
    hasil = Document()
    for teks in LENGKAP[::2]:
        hasil.add_paragraph(teks)
    hasil.add_table(1, 1).cell(0, 0).text = "{{ tabel }}"

    with pytest.raises(BerkasDitolakError, match=r"\{\{ tabel \}\} harus berdiri sendiri"):
        periksa_templat(simpan(hasil), Bentuk.SURAT)


def test_field_that_word_split_into_runs_is_still_one():
    hasil = Document()
    alinea = hasil.add_paragraph()
    for bagian in ("{{ per", "ihal", " }} {{ nomor }} {{ tanggal }} {{ nama }}"):
        alinea.add_run(bagian)
    for teks in LENGKAP[1:]:
        hasil.add_paragraph(teks)

    periksa_templat(simpan(hasil), Bentuk.SURAT)
    assert "Surat contoh" in teks_docx(isi_contoh(simpan(hasil), Bentuk.SURAT))


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"bukan", "bukan dokumen Word"),
        (b"0" * 3 * 1024 * 1024, "lebih besar dari 2 MB"),
        (ubah_zip(dokumen("x"), **{"word/vbaProject.bin": b"x"}), "makro"),
        (ubah_zip(dokumen("x"), **{"word/bom.bin": b"0" * 40_000_000}), "terlalu besar"),
        (
            ubah_zip(
                dokumen("x"),
                **{
                    "word/_rels/x.rels": b'<Relationships><Relationship TargetMode="External"'
                    b' Target="http://x/y.png"/></Relationships>'
                },
            ),
            "ke luar",
        ),
        (ubah_zip(dokumen("x"), **{"word/x.xml": b"<!DOCTYPE x><x/>"}), "rusak"),
    ],
    ids=["bukan", "besar", "makro", "bom", "luar", "doctype"],
)
def test_file_that_is_no_plain_word_document_is_refused(isi, kalimat):
    with pytest.raises(BerkasDitolakError, match=kalimat):
        periksa_templat(isi, Bentuk.SURAT)


def teks_docx(isi):
    return "\n".join(p.text for p in Document(BytesIO(isi)).paragraphs)


@pytest.fixture
def templat(admin):
    isi = dokumen("Kalimat kami sendiri", *LENGKAP)
    return unggah_templat(Bentuk.SURAT, isi, nama="kami.docx", sha256="1" * 64, oleh=admin)


def test_template_counts_from_pakai_until_it_is_taken_back(templat, admin):
    cetak = cetakan(buat_surat(JENIS, CONTOH[JENIS](admin)).surat)
    assert "Kalimat kami" not in teks_docx(buat_docx(cetak))

    pakai_templat(templat, pada=KINI, oleh=admin)
    assert "Kalimat kami sendiri" in teks_docx(buat_docx(cetak))
    pakai_templat(templat, pada=KINI, oleh=admin)

    tarik_templat(templat, pada=KINI, oleh=admin)
    assert "Kalimat kami" not in teks_docx(buat_docx(cetak))
    with pytest.raises(BentrokError, match="sudah ditarik"):
        pakai_templat(templat, pada=KINI, oleh=admin)


def test_same_template_is_uploaded_once_unless_taken_back(templat, admin):
    with templat.berkas.open() as berkas:
        isi = berkas.read()
    ulang = {"nama": "kami.docx", "sha256": templat.sha256, "oleh": admin}

    with pytest.raises(BentrokError, match="sudah diunggah"):
        unggah_templat(Bentuk.SURAT, isi, **ulang)
    tarik_templat(templat, pada=KINI, oleh=admin)
    assert unggah_templat(Bentuk.SURAT, isi, **ulang).pk != templat.pk


def test_template_that_fails_later_names_its_field(admin):
    """A field that an older version of the program had."""
    cetak = cetakan(buat_surat(JENIS, CONTOH[JENIS](admin)).surat)
    isi = dokumen("{{ dulu_ada }}", *LENGKAP)
    lama = TemplatSurat(
        bentuk="surat", nama_berkas="lama.docx", sha256="2" * 64, oleh=admin,
        dipakai_pada=KINI, dipakai_oleh=admin,
    )  # fmt: skip
    lama.berkas.save("lama.docx", ContentFile(isi))

    with pytest.raises(AturanDilanggarError, match=r"lama.docx tidak dapat diisi.*dulu_ada"):
        buat_docx(cetak)


def test_pages_upload_show_use_and_take_back(admin_client):
    isi = dokumen("Kalimat kami sendiri", *LENGKAP)
    kirim = {"bentuk": "surat", "berkas": SimpleUploadedFile("kami.docx", isi)}

    assert admin_client.post(DAFTAR, kirim).status_code == 302
    satu = TemplatSurat.objects.get()
    html = admin_client.get(DAFTAR).text
    assert "Belum dipakai" in html
    contoh = b"".join(admin_client.get(f"{DAFTAR}{satu.pk}/contoh/").streaming_content)
    assert "Surat contoh" in teks_docx(contoh)
    assert admin_client.post(f"{DAFTAR}{satu.pk}/pakai/").status_code == 302
    assert admin_client.get(DAFTAR).text.count("kami.docx") > html.count("kami.docx")
    assert admin_client.post(f"{DAFTAR}{satu.pk}/tarik/").status_code == 302
    assert admin_client.post(f"{DAFTAR}{satu.pk}/tarik/").status_code == 409
    bawaan = b"".join(admin_client.get(f"{DAFTAR}bawaan/surat/").streaming_content)
    assert "{{ perihal }}" in teks_docx(bawaan)
    assert admin_client.get(f"{DAFTAR}bawaan/lain/").status_code == 404


def test_page_refuses_with_the_sentence_and_keeps_the_choice(admin_client):
    kirim = {"bentuk": "keputusan", "berkas": SimpleUploadedFile("x.docx", b"x")}

    jawaban = admin_client.post(DAFTAR, kirim)

    assert jawaban.status_code == 422
    assert "bukan dokumen Word" in jawaban.text
    assert 'value="keputusan" selected' in jawaban.text


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("templat_tarik_lengkap", {"ditarik_pada": KINI}),
        ("templat_pakai_lengkap", {"dipakai_pada": KINI}),
    ],
)
def test_database_refuses_half_a_template(templat, nama, kolom):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        TemplatSurat.objects.update(**kolom)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_page_asks_a_constant_number_of_times(
    templat, admin, admin_client, jumlah, django_assert_num_queries
):
    for n in range(jumlah - 1):
        unggah_templat(
            Bentuk.NOTA, dokumen(*LENGKAP), nama=f"{n}.docx", sha256=str(n) * 64, oleh=admin
        )

    with django_assert_num_queries(11):
        admin_client.get(DAFTAR)
