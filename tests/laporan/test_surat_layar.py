"""Pages of papers: lists, refusals, files, and papers about the row of another page."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.urls import reverse

from iuran.models import Tagihan
from laporan.models import PolaNomor, Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor, simpan_salinan
from pijar.models import JejakAkses
from tests.factories import terdaftar
from tests.laporan.contoh_surat import CONTOH
from tests.laporan.test_surat import JENIS, KINI, SALINAN, lain
from tests.pijar.bukti import isi_pdf, pdf

DAFTAR = "/laporan/surat/"


@pytest.fixture
def surat(admin):
    PolaNomor.objects.create(mulai=date(2026, 1, 1), pola="560/{n}/{tahun}")
    return buat_surat(JENIS, CONTOH[JENIS](admin)).surat


def halaman(surat, akhir=""):
    return f"{DAFTAR}{surat.pk}/{akhir}"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_and_page_ask_a_constant_number_of_times(
    surat, admin, admin_client, jumlah, django_assert_num_queries
):
    for n in range(jumlah - 1):
        terdaftar()
        lain(admin, 12 - n)

    with django_assert_num_queries(10):
        html = admin_client.get(DAFTAR).text
    assert html.count(">Konsep<") == jumlah
    with django_assert_num_queries(8):
        admin_client.get(halaman(surat))


def test_list_is_filtered_by_kind_month_number_and_survives_nonsense(surat, admin_client):
    ada = f'href="{halaman(surat)}"'

    for kueri in ("", f"?jenis={JENIS}", "?bulan=2026-11", "?cari=tg-2026"):
        assert ada in admin_client.get(DAFTAR + kueri).text, kueri
    for kueri in ("?bulan=2026-12", "?cari=900/1"):
        assert ada not in admin_client.get(DAFTAR + kueri).text, kueri
    assert admin_client.get(DAFTAR + "?bulan=x&jenis=y").status_code == 200


def test_a_paper_is_for_whoever_may_make_its_kind(surat, petugas_client):
    assert f'href="{halaman(surat)}"' not in petugas_client.get(DAFTAR).text
    assert petugas_client.get(halaman(surat)).status_code == 403
    ke = f"{DAFTAR}baru/?jenis={JENIS}&objek={surat.objek}"
    assert petugas_client.get(ke).status_code == 403


def test_made_from_its_page_twice_leads_to_the_same_paper(surat, admin_client):
    isi = {"jenis": JENIS, "objek": surat.objek, "tanggal": "03-11-2026"}

    jawaban = admin_client.post(f"{DAFTAR}baru/", isi, follow=True)

    assert "sudah ada dan tidak berubah" in jawaban.text
    assert Surat.objects.count() == 1
    jawaban = admin_client.post(f"{DAFTAR}baru/", isi | {"tanggal": "kemarin"})
    assert jawaban.status_code == 422
    assert 'value="kemarin"' in jawaban.text


def test_numbering_keeps_what_was_typed_when_refused(surat, admin, admin_client):
    terdaftar()
    beri_nomor(lain(admin), nomor="B/1", pada=KINI, oleh=admin)

    jawaban = admin_client.post(halaman(surat, "nomor/"), {"nomor": "B/1"})

    assert jawaban.status_code == 409
    assert "Nomor B/1 sudah dipakai surat lain" in jawaban.text
    assert 'value="B/1"' in jawaban.text
    assert admin_client.post(halaman(surat, "nomor/"), {}).status_code == 302
    assert "560/1/2026" in admin_client.get(halaman(surat)).text


def test_cancelling_is_refused_on_the_page_of_whoever_numbered(
    surat, admin, admin_client, admin2_client
):
    beri_nomor(surat, pada=KINI, oleh=admin)
    ke, isi = halaman(surat, "batalkan/"), {"alasan": "Keliru alamatnya"}

    jawaban = admin_client.post(ke, isi)

    assert jawaban.status_code == 409
    assert "rekan lain yang membatalkannya" in jawaban.text
    assert 'value="Keliru alamatnya"' in jawaban.text
    assert ke not in admin_client.get(halaman(surat)).text
    assert admin2_client.post(ke, {"alasan": ""}).status_code == 422
    assert admin2_client.post(ke, isi, follow=True).status_code == 200
    html = admin_client.get(halaman(surat)).text
    assert "Keliru alamatnya" in html
    assert "560/1/2026" in html


def test_gathering_again_is_refused_on_the_page_once_the_copy_is_signed(surat, admin, admin_client):
    beri_nomor(surat, pada=KINI, oleh=admin)
    simpan_salinan(surat, SALINAN, pada=KINI, oleh=admin)
    Tagihan.objects.update(npp="12345678")

    jawaban = admin_client.post(halaman(surat, "perbarui/"))

    assert jawaban.status_code == 409
    assert "sudah bertanda tangan" in jawaban.text
    assert 'class="galat' in jawaban.text or "galat-form" in jawaban.text


def test_signed_copy_is_cleaned_filed_and_its_download_logged(surat, admin, admin_client):
    beri_nomor(surat, pada=KINI, oleh=admin)
    ke = halaman(surat, "salinan/")

    tolak = admin_client.post(ke, {"berkas": SimpleUploadedFile("x.pdf", b"PK\x03\x04")})
    assert tolak.status_code == 422
    assert "bukan foto atau PDF" in tolak.text
    berkas = SimpleUploadedFile("x.pdf", isi_pdf(pdf()), "application/pdf")
    assert admin_client.post(ke, {"berkas": berkas}).status_code == 302
    jawaban = admin_client.get(halaman(surat, "unduh/salinan/"))
    assert b"".join(jawaban.streaming_content).startswith(b"%PDF")
    jejak = JejakAkses.objects.get()
    assert (jejak.tindakan, jejak.oleh) == ("unduh", admin)
    assert jejak.objek.startswith("surat 560/1/2026")


@pytest.mark.parametrize("akhir", ["pdf", "salinan", "versi", "__class__"])
def test_file_that_does_not_exist_is_not_found(surat, admin_client, akhir):
    assert admin_client.get(halaman(surat, f"unduh/{akhir}/")).status_code == 404


def test_papers_about_a_row_are_shown_to_whom_may_see_them(surat, admin, petugas, rf):
    templat = Template('{% load surat %}{% surat_tentang "tagihan" pk %}')

    def isi(orang, pk):
        request = rf.get("/")
        request.user = orang
        return templat.render(Context({"request": request, "pk": pk}))

    assert halaman(surat) in isi(admin, surat.objek)
    assert isi(admin, surat.objek + 1).strip() == ""
    assert isi(petugas, surat.objek).strip() == ""


def test_addresses_exist():
    assert reverse("laporan:surat") == DAFTAR
