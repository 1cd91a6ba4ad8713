"""The case page: what it shows, the decision, the way to the next case."""

import pytest
from django.urls import reverse
from django.utils import timezone

from peserta.models import Peserta, Status
from tests.peran import buat, masuk
from tests.verifikasi.susunan import ajukan_hari_ini
from verifikasi import actions
from verifikasi.models import Pengajuan

ALASAN = "KK tidak terbaca."


def alamat(kasus, nama="kasus"):
    return reverse(f"verifikasi:{nama}", args=[kasus.pk])


def kirim(client, kasus, nama, **isian):
    if nama in ("kembalikan", "tolak"):
        isian.setdefault(f"{nama}-alasan", ALASAN)
    return client.post(alamat(kasus, nama), isian)


@pytest.mark.parametrize("dijawab", [0, 3])
def test_kasus_query_count_is_constant(
    petugas, verifikator, verifikator_client, django_assert_num_queries, dijawab
):
    kasus = ajukan_hari_ini(petugas)
    rekan = buat("rekan", "verifikator")
    for kode in ("usia", "penduduk", "pekerjaan")[:dijawab]:
        kasus.daftar_jawaban.filter(kode=kode).update(oleh=rekan, dasar="Surat")

    with django_assert_num_queries(22 + bool(dijawab)):
        html = verifikator_client.get(alamat(kasus)).text

    assert html.count("dijawab Rekan") == dijawab


def test_kasus_shows_facts_criteria_and_legal_basis(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False, no_kk="3322010101010001")

    html = verifikator_client.get(alamat(kasus)).text

    assert "15 Februari 1985" in html
    assert "Miroto, Semarang Tengah" in html
    assert "Nomor KK diawali 3322" in html
    assert "Peraturan Wali Kota Semarang Nomor 26 Tahun 2025" in html
    assert "perlu konfirmasi" in html
    assert "Peringatan saja" in html
    assert kasus.cuplikan["nik"] not in html
    assert "3322010101010001" not in html


def test_kasus_says_what_changed_since(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    assert "data orang ini berubah" not in verifikator_client.get(alamat(kasus)).text

    Peserta.objects.update(desil=9, nama="Siti Aminah Rahayu")

    html = verifikator_client.get(alamat(kasus)).text
    assert "<li>Nama: Siti Aminah → Siti Aminah Rahayu</li>" in html
    assert "<li>Desil: 2 → 9</li>" in html


def test_kasus_suggests_the_reason_of_a_refusal(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, status_bpjs="pu_aktif")

    html = verifikator_client.get(alamat(kasus)).text

    assert "Polri: Tercatat sebagai penerima upah aktif di BPJS.</textarea>" in html


def test_kasus_of_own_people_offers_no_decision(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas, penyunting=[verifikator.pk])

    html = verifikator_client.get(alamat(kasus)).text

    assert "harus dibuat verifikator lain" in html
    assert alamat(kasus, "setujui") not in html


@pytest.mark.parametrize("keadaan", ["diputuskan", "ditarik", "berhenti"])
def test_kasus_that_waits_no_more_offers_no_decision(
    petugas, verifikator, verifikator_client, keadaan
):
    kasus = ajukan_hari_ini(petugas)
    if keadaan == "diputuskan":
        actions.tolak(
            kasus, alasan=ALASAN, oleh=verifikator, pada=timezone.localdate(kasus.diajukan_pada)
        )
    elif keadaan == "ditarik":
        actions.tarik([kasus.peserta_id], oleh=petugas)
    else:
        Peserta.objects.update(status=Status.BERHENTI)

    html = verifikator_client.get(alamat(kasus)).text

    assert alamat(kasus, "setujui") not in html
    kalimat = {
        "diputuskan": "Ditolak oleh Verifikator",
        "ditarik": "Pengajuan ini ditarik",
        "berhenti": "sekarang berstatus Berhenti",
    }
    assert kalimat[keadaan] in html


@pytest.mark.parametrize("nama", ["setujui", "kembalikan", "tolak", "lewati"])
def test_decision_leads_to_the_next_case_under_the_same_filter(petugas, verifikator_client, nama):
    pertama = ajukan_hari_ini(petugas)
    ajukan_hari_ini(petugas, kelurahan_id="33.74.02.1001")
    berikut = ajukan_hari_ini(petugas)

    jawaban = kirim(verifikator_client, pertama, nama, kueri="kecamatan=33.74.01")

    assert jawaban.url == alamat(berikut) + "?kecamatan=33.74.01"
    pertama.refresh_from_db()
    assert (pertama.status == "menunggu") == (nama == "lewati")


def test_decision_wraps_to_the_front_of_the_queue(petugas, verifikator_client):
    depan, belakang = ajukan_hari_ini(petugas), ajukan_hari_ini(petugas)

    jawaban = kirim(verifikator_client, belakang, "setujui")

    assert jawaban.url.startswith(alamat(depan))


def test_last_decision_leads_to_the_queue(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    ajukan_hari_ini(petugas, penyunting=[verifikator.pk])

    assert kirim(verifikator_client, kasus, "setujui").url == reverse("verifikasi:antrean")


def test_answers_are_saved_without_deciding(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    isian = {"jawaban_masih_bekerja": "ya", "dasar_masih_bekerja": "Kunjungan", "kueri": "q=a"}

    jawaban = kirim(verifikator_client, kasus, "jawab", **isian)

    assert jawaban.url == alamat(kasus) + "?q=a"
    assert kasus.daftar_jawaban.get(kode="masih_bekerja").jawaban == "ya"
    kasus.refresh_from_db()
    assert kasus.status == "menunggu"


def test_approving_saves_the_answers_of_the_same_form(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    isian = {"jawaban_masih_bekerja": "ya", "dasar_masih_bekerja": "Kunjungan"}

    kirim(verifikator_client, kasus, "setujui", **isian)

    kasus.refresh_from_db()
    assert kasus.status == "disetujui"


@pytest.mark.parametrize("nama", ["jawab", "setujui"])
@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"jawaban_usia": "ya"}, "Tulis dasarnya"),
        ({"dasar_usia": "Akta"}, "Pilih Ya atau Tidak"),
    ],
)
def test_half_an_answer_is_422(petugas, verifikator_client, nama, isian, kalimat):
    kasus = ajukan_hari_ini(petugas)

    jawaban = kirim(verifikator_client, kasus, nama, **isian)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text


@pytest.mark.parametrize("nama", ["kembalikan", "tolak"])
def test_decision_against_without_reason_is_422(petugas, verifikator_client, nama):
    kasus = ajukan_hari_ini(petugas)

    jawaban = kirim(verifikator_client, kasus, nama, **{f"{nama}-alasan": ""})

    assert jawaban.status_code == 422
    assert '<details class="putusan" open>' in jawaban.text


def test_open_criterion_is_409_and_named(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)

    jawaban = kirim(verifikator_client, kasus, "setujui")

    assert jawaban.status_code == 409
    assert "Masih bekerja dan tidak sedang sakit: belum ada data" in jawaban.text


@pytest.mark.parametrize("nama", ["jawab", "setujui", "kembalikan", "tolak"])
def test_stale_form_is_409_and_names_who_decided(petugas, verifikator_client, nama):
    kasus = ajukan_hari_ini(petugas)
    rekan = buat("rekan", "verifikator")
    actions.setujui(kasus, oleh=rekan, pada=timezone.localdate(kasus.diajukan_pada))

    jawaban = kirim(verifikator_client, kasus, nama)

    assert jawaban.status_code == 409
    assert "sudah disetujui oleh Rekan pada" in jawaban.text


@pytest.mark.parametrize(
    "nama", ["kasus", "kasus_nik", "jawab", "setujui", "kembalikan", "tolak", "lewati", "urungkan"]
)
def test_case_of_another_area_is_not_found(petugas, nama):
    kasus = ajukan_hari_ini(petugas)
    client = masuk(buat("v2", "verifikator", wilayah=["33.74.02"]))

    jawaban = client.get(alamat(kasus)) if nama == "kasus" else kirim(client, kasus, nama)

    assert jawaban.status_code == 404
    assert Pengajuan.objects.get().status == "menunggu"


@pytest.mark.parametrize("peran", ["petugas", "admin", "sekda"])
@pytest.mark.parametrize(
    "nama", ["kasus", "kasus_nik", "jawab", "setujui", "kembalikan", "tolak", "lewati", "urungkan"]
)
def test_case_is_for_verifiers(request, petugas, peran, nama):
    kasus = ajukan_hari_ini(petugas)
    client = request.getfixturevalue(f"{peran}_client")

    jawaban = client.get(alamat(kasus)) if nama == "kasus" else kirim(client, kasus, nama)

    assert jawaban.status_code == 403
