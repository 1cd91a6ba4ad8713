"""The queue: rows, filters, scope, rights, and approving many from it."""

import re

import pytest
from django.urls import reverse

from peserta.models import Peserta, Status
from pijar.models import Tugas
from tests.peran import buat, masuk
from tests.verifikasi.susunan import ajukan_hari_ini
from verifikasi.models import Pengajuan
from verifikasi.views import antrean as views

ANTREAN = reverse("verifikasi:antrean")
MASSAL = reverse("verifikasi:massal")
SETUJUI = reverse("verifikasi:massal_setujui")
HASIL = reverse("verifikasi:massal_hasil")
LAIN = {"kelurahan_id": "33.74.02.1001"}


@pytest.mark.parametrize("jumlah", [1, 3])
def test_antrean_query_count_is_constant(
    petugas, verifikator_client, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        ajukan_hari_ini(petugas)

    with django_assert_num_queries(18):
        html = verifikator_client.get(ANTREAN).text

    assert html.count('name="kasus"') == jumlah


def test_antrean_shows_what_stands_in_the_way_and_no_full_nik(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)

    html = verifikator_client.get(ANTREAN).text

    assert "Masih bekerja: belum ada data" in html
    assert "6 ya" in html
    assert kasus.cuplikan["nik"] not in html


def test_antrean_is_oldest_first(petugas, verifikator_client):
    for nama in ("Ayu", "Budi", "Citra"):
        ajukan_hari_ini(petugas, nama=nama)

    html = verifikator_client.get(ANTREAN).text

    assert re.findall(r">(Ayu|Budi|Citra)</a>", html) == ["Ayu", "Budi", "Citra"]


def test_antrean_hides_other_areas(petugas):
    ajukan_hari_ini(petugas, nama="Dari Tengah")
    ajukan_hari_ini(petugas, nama="Dari Utara", **LAIN)
    verifikator = buat("v2", "verifikator", wilayah=["33.74.02"])

    html = masuk(verifikator).get(ANTREAN).text

    assert "Dari Utara" in html
    assert "Dari Tengah" not in html


@pytest.mark.parametrize(
    ("kueri", "tampak"),
    [
        ("", {"Lengkap", "Terbuka", "Gagal"}),
        ("?hasil=terpenuhi", {"Lengkap"}),
        ("?hasil=belum_ada_data", {"Terbuka"}),
        ("?hasil=tidak", {"Gagal"}),
        ("?q=gag", {"Gagal"}),
        ("?kecamatan=33.74.02", {"Terbuka"}),
        ("?kecamatan=ngawur&hasil=ngawur", {"Lengkap", "Terbuka", "Gagal"}),
    ],
)
def test_antrean_filters(petugas, verifikator_client, kueri, tampak):
    ajukan_hari_ini(petugas, nama="Lengkap", nama_cari="LENGKAP", desil=9)
    ajukan_hari_ini(petugas, nama="Terbuka", nama_cari="TERBUKA", status_bpjs="", **LAIN)
    ajukan_hari_ini(petugas, nama="Gagal", nama_cari="GAGAL", status_bpjs="pu_aktif")

    html = verifikator_client.get(ANTREAN + kueri).text

    assert set(re.findall(r">(Lengkap|Terbuka|Gagal)</a>", html)) == tampak


def test_antrean_without_rows_says_what_to_do(verifikator_client):
    assert "Antrean kosong" in verifikator_client.get(ANTREAN).text
    assert "Tidak ada yang cocok" in verifikator_client.get(ANTREAN + "?q=x").text


def test_antrean_of_htmx_is_the_table_alone(petugas, verifikator_client):
    ajukan_hari_ini(petugas)

    html = verifikator_client.get(ANTREAN, headers={"HX-Request": "true"}).text

    assert html.lstrip().startswith('<div id="antrean">')


def test_own_people_cannot_be_ticked(petugas, verifikator, verifikator_client):
    ajukan_hari_ini(petugas, penyunting=[verifikator.pk])

    html = verifikator_client.get(ANTREAN).text

    assert 'name="kasus"' not in html
    assert "diputuskan verifikator lain" in html


@pytest.mark.parametrize("alamat", [ANTREAN, HASIL])
@pytest.mark.parametrize("peran", ["petugas", "admin", "sekda"])
def test_queue_is_for_verifiers(request, peran, alamat):
    assert request.getfixturevalue(f"{peran}_client").get(alamat).status_code == 403


@pytest.mark.parametrize("peran", ["petugas", "admin", "sekda"])
def test_approving_many_is_for_verifiers(request, peran):
    assert request.getfixturevalue(f"{peran}_client").post(MASSAL).status_code == 403


# Approving many.
def test_massal_shows_the_effect_first(petugas, verifikator_client):
    kasus = [
        ajukan_hari_ini(petugas, dengan_keterangan=False),
        ajukan_hari_ini(petugas, status_bpjs="pu_aktif"),
    ]

    jawaban = verifikator_client.post(MASSAL, {"kasus": [k.pk for k in kasus]})

    assert jawaban.status_code == 200
    assert "Setujui 2 pengajuan sekaligus" in jawaban.text
    assert 'value="masih_bekerja" id="kode_masih_bekerja" checked' in jawaban.text
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.DIAJUKAN}


def test_massal_all_matching_takes_the_filter(petugas, verifikator_client):
    ajukan_hari_ini(petugas)
    ajukan_hari_ini(petugas, status_bpjs="pu_aktif")

    html = verifikator_client.post(MASSAL, {"semua": "1", "kueri": "hasil=tidak"}).text

    assert "Setujui 1 pengajuan sekaligus" in html
    assert "Tidak ada yang dapat disetujui sekaligus" in html


def test_massal_without_ticks_goes_back(verifikator_client):
    jawaban = verifikator_client.post(MASSAL, {"kasus": "bukan angka"}, follow=True)

    assert jawaban.redirect_chain == [(ANTREAN, 302)]
    assert "Tidak ada pengajuan yang dapat Anda putuskan" in jawaban.text


def test_massal_without_basis_is_422_and_remembers(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    isian = {"kasus": kasus.pk, "kode": "masih_bekerja"}

    jawaban = verifikator_client.post(SETUJUI, isian)

    assert jawaban.status_code == 422
    assert "Tulis dasarnya" in jawaban.text
    assert 'id="kode_masih_bekerja" checked' in jawaban.text


def test_massal_approves_and_lists_who_stayed(petugas, verifikator_client):
    lulus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    gagal = ajukan_hari_ini(petugas, status_bpjs="pu_aktif", nama="Budi")
    isian = {
        "kasus": f"{lulus.pk},{gagal.pk}",
        "kode": "masih_bekerja",
        "dasar": "Surat lurah",
    }

    jawaban = verifikator_client.post(SETUJUI, isian, follow=True)

    assert jawaban.redirect_chain == [(HASIL, 302)]
    assert "1 pengajuan disetujui" in jawaban.text
    assert "Budi" in jawaban.text
    assert "penerima upah aktif" in jawaban.text
    lulus.refresh_from_db()
    assert lulus.status == "disetujui"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_hasil_query_count_is_constant(
    petugas, verifikator_client, django_assert_num_queries, jumlah
):
    pks = [str(ajukan_hari_ini(petugas, status_bpjs="pu_aktif").pk) for _ in range(jumlah)]
    verifikator_client.post(SETUJUI, {"kasus": ",".join(pks)})

    with django_assert_num_queries(6):
        html = verifikator_client.get(HASIL).text

    assert html.count("Siti Aminah") == jumlah


def test_hasil_without_a_run_is_harmless(verifikator_client):
    assert "0 pengajuan disetujui" in verifikator_client.get(HASIL).text


def test_many_become_a_job_and_two_clicks_one(petugas, verifikator_client, monkeypatch):
    monkeypatch.setattr(views, "LEWAT_TUGAS", 1)
    pks = ",".join(str(ajukan_hari_ini(petugas).pk) for _ in range(2))

    for _ in range(2):
        jawaban = verifikator_client.post(SETUJUI, {"kasus": pks})

    tugas = Tugas.objects.get()
    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    assert tugas.parameter["pks"] == list(
        Pengajuan.objects.order_by("pk").values_list("pk", flat=True)
    )
