"""Screens of the form's answers."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from iuran.impor_penyumbang.pratinjau import isi_pratinjau
from iuran.models import OPD, ImporPenyumbang, Janji
from peserta.models import Peserta
from pijar.models import JejakAkses, Tugas
from pijar.sidik import sidik
from tests.iuran.jawaban_asn import (
    HARI_INI,
    SAAT,
    baris,
    berkas,
    jawaban,
    nasib,
    nip,
    saat,
    terapkan,
    unggah,
)
from tests.iuran.susunan import jalankan

pytestmark = pytest.mark.django_db
DAFTAR = "/iuran/penyumbang/impor/"
LANJUT = ("pilih", "opd", "terapkan", "baca_ulang", "batal", "sisa", "ubah_centang")


@pytest.fixture(autouse=True)
def _hari_ini(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: HARI_INI)
    monkeypatch.setattr(timezone, "now", lambda: SAAT)


def alamat(impor, lanjut="detail") -> str:
    return reverse(f"iuran:impor_penyumbang_{lanjut}", args=[impor.pk])


def kirim(client, impor, lanjut, **isi):
    return client.post(alamat(impor, lanjut), isi)


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_only_admins_open_and_act(request, admin, peran):
    client, impor = request.getfixturevalue(f"{peran}_client"), unggah(jawaban(0), oleh=admin)

    semua = [client.get(DAFTAR), client.post(DAFTAR), client.get(alamat(impor))]
    semua += [kirim(client, impor, lanjut) for lanjut in LANJUT]

    assert {j.status_code for j in semua} == {403}


def test_admin_of_one_area_sees_nothing(admin, admin2, admin2_client):
    impor = unggah(jawaban(0), oleh=admin)
    admin2.wilayah = ["33.74.01"]
    admin2.save()

    assert impor.nama_berkas not in admin2_client.get(DAFTAR).text
    assert admin2_client.get(alamat(impor)).status_code == 404
    assert {kirim(admin2_client, impor, lanjut).status_code for lanjut in LANJUT} == {409}
    ditolak = admin2_client.post(DAFTAR, {"berkas": berkas(jawaban(1))})
    assert (ditolak.status_code, ImporPenyumbang.objects.count()) == (409, 1)


def test_from_the_upload_to_the_drafts_and_back(admin_client):
    jawab = admin_client.post(DAFTAR, {"berkas": berkas(jawaban(0), jawaban(1))})
    impor = ImporPenyumbang.objects.get()
    assert jawab.url == alamat(impor)
    assert "Membaca jawaban formulir" in admin_client.get(alamat(impor)).text
    jalankan(impor.tugas)
    html = admin_client.get(alamat(impor)).text
    assert "Masukkan 2 jawaban" in html
    assert nip(0) not in html
    assert "081234567890" not in html
    assert baris(impor).nik not in html

    kirim(admin_client, impor, "terapkan", dilihat=sidik(isi_pratinjau(impor)))
    impor.refresh_from_db()
    jalankan(impor.tugas)
    html = admin_client.get(alamat(impor)).text
    assert "?status=draf&amp;sumber_data=asn" in html
    assert Peserta.objects.filter(status="draf").count() == Janji.objects.count() == 2
    draf = admin_client.get("/peserta/?status=draf&sumber_data=asn").text
    assert draf.count("Siti Aminah") >= 2

    kirim(admin_client, impor, "batal")
    impor.refresh_from_db()
    jalankan(impor.tugas)
    html = admin_client.get(alamat(impor)).text
    assert "2 jawaban dibatalkan, 0 tetap" in html
    assert not Janji.objects.aktif().exists()
    assert "Batalkan impor" not in html


def test_ticks_of_the_page_are_kept_and_errors_stay_out(admin, admin_client):
    daftar = [jawaban(0), jawaban(1, pekerjaan="PNS"), jawaban(2, nip=""), jawaban(3)]
    impor = unggah(*daftar, oleh=admin)

    kirim(admin_client, impor, "pilih", tampil=[2, 3, 4], baris=[3, 4, 99, "x"])

    dipilih = impor.daftar_baris.filter(dipilih=True).order_by("nomor")
    assert [*dipilih.values_list("nomor", flat=True)] == [3, 5]
    kirim(admin_client, impor, "peringatan_lepas")
    assert dipilih.count() == 1
    kirim(admin_client, impor, "peringatan_centang")
    assert dipilih.count() == 2


def test_an_unknown_office_is_named_once_and_remembered(admin, admin_client):
    impor = unggah(
        jawaban(0, opd="Dinas Tenga Kerja"), jawaban(1, opd="DINAS TENGA KERJA"), oleh=admin
    )
    html = admin_client.get(alamat(impor)).text
    assert "OPD yang belum dikenal" in html
    assert "Mungkin Dinas Tenaga Kerja" in html
    opd = OPD.objects.get(nama="Dinas Tenaga Kerja")
    bidang = html.split('name="opd-')[1].split('"')[0]

    assert kirim(admin_client, impor, "opd").status_code == 409
    assert kirim(admin_client, impor, "opd", **{f"opd-{bidang}": "x"}).status_code == 422
    kirim(admin_client, impor, "opd", **{f"opd-{bidang}": opd.pk})
    impor.refresh_from_db()
    jalankan(impor.tugas)

    assert nasib(impor) == [("baru", "baru", "baru")] * 2
    opd.refresh_from_db()
    assert "DINASTENGAKERJA" in opd.ejaan
    assert nasib(unggah(jawaban(3, opd="Dinas Tenga Kerja"), oleh=admin))[0][0] == "baru"


def test_links_lead_to_donor_and_promise_and_phones_are_masked(admin, admin_client):
    terapkan(unggah(jawaban(0, hp_asn="081399990000"), oleh=admin), oleh=admin)
    baru = jawaban(0, waktu=saat(9, 10), tempo="6 bulan", hp_asn="085700000123")
    impor = unggah(baru, jawaban(1, hp_asn="08-571"), oleh=admin)

    html = admin_client.get(alamat(impor)).text

    janji = Janji.objects.get()
    assert f"/iuran/penyumbang/janji/{janji.pk}/" in html
    assert f"/iuran/penyumbang/{janji.penyumbang_id}/" in html
    assert "••••••••0123" in html
    assert not [angka for angka in ("085700000123", "081399990000", "08571") if angka in html]


def test_left_over_rows_as_excel(admin, admin_client):
    impor = unggah(jawaban(0), jawaban(1, tempo="entah"), oleh=admin)
    terapkan(impor, oleh=admin)

    kirim(admin_client, impor, "sisa")
    tugas = jalankan(Tugas.objects.latest("pk"))

    with tugas.hasil.open() as berkas_hasil:
        ws = load_workbook(BytesIO(berkas_hasil.read()))["Sisa"]
    semua = [*ws.iter_rows(values_only=True)]
    assert len(semua) == 2
    assert semua[1][1] == nip(1)
    assert "Periode “entah” tidak dikenal." in semua[1][-1]
    assert JejakAkses.objects.get().objek == f"sisa baris impor penyumbang {impor.pk}"


def test_same_upload_leads_to_the_import_that_is_there(admin_client):
    isi = berkas(jawaban(0)).read()
    dua = [
        admin_client.post(DAFTAR, {"berkas": SimpleUploadedFile("a.xlsx", isi)}, follow=True)
        for _ in range(2)
    ]

    assert "sudah diunggah" in dua[1].text
    assert ImporPenyumbang.objects.count() == 1


def test_dropped_list_changes_nothing_any_more(admin, admin_client):
    impor = unggah(jawaban(0), oleh=admin)

    kirim(admin_client, impor, "batal")

    assert "dibuang" in admin_client.get(alamat(impor)).text
    for lanjut in ("pilih", "terapkan", "baca_ulang", "batal", "opd"):
        assert kirim(admin_client, impor, lanjut).status_code == 409
    assert not Peserta.objects.exists()


def test_unreadable_file_says_why(admin, admin_client):
    impor = unggah(oleh=admin)

    html = admin_client.get(alamat(impor)).text
    assert "Unggah berkas lain" in html
    assert "tidak ada satu orang pun" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    impor = unggah(*(jawaban(n) for n in range(jumlah)), oleh=admin)

    with django_assert_num_queries(17):
        admin_client.get(alamat(impor))
    with django_assert_num_queries(7):
        admin_client.get(DAFTAR)
