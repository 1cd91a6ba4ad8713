"""The number of a Keputusan on criteria is written once, and stands wherever it is cited."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.urls import reverse

from pijar.models import DasarHukum
from tests.verifikasi.susunan import ajukan_satu
from tests.verifikasi.test_views_kriteria import (
    BESOK,
    LENGKAP,
    aktifkan,
    alamat,
    bawaan,
    konfirmasi,
    susun,
    usulkan,
)
from verifikasi.actions.kriteria_dasar import catat_keputusan, lengkapi_keputusan
from verifikasi.models import Kriteria, PelengkapVersi, VersiKriteria

KODE = "kepwal-kriteria"
TAHUN_DEPAN = BESOK + timedelta(days=365)


def lengkapi(admin_client, admin2_client, **lain):
    assert admin_client.post(alamat("lengkapi", bawaan()), LENGKAP | lain).status_code == 302
    assert konfirmasi(admin2_client, PelengkapVersi.objects.first()).status_code == 302


def berlaku(*nomor, mulai=BESOK):
    """Activated versions, one after the other, each with its own number."""
    for n in nomor:
        versi = VersiKriteria.objects.create(
            judul="Keputusan Wali Kota tentang Kriteria", nomor=n, berlaku_mulai=mulai
        )
        Kriteria.objects.create(
            versi=versi, kode="rt", judul="RT", urutan=1, dasar_hukum=KODE, saat=["putusan"]
        )
        terbuka = Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=mulai)
        VersiKriteria.objects.filter(terbuka, status="aktif").update(
            berlaku_sampai=mulai - timedelta(days=1)
        )
        for status in ("diusulkan", "aktif"):
            VersiKriteria.objects.filter(pk=versi.pk).update(status=status)
        versi.refresh_from_db()
        catat_keputusan(versi)
        mulai += timedelta(days=100)
    return versi


def dikutip(hari):
    return [d.nomor for d in DasarHukum.objects.berlaku([KODE], hari)]


def test_completed_number_stands_on_cases_rules_and_papers(
    petugas, admin_client, admin2_client, verifikator_client
):
    kasus = ajukan_satu(petugas)
    lengkapi(admin_client, admin2_client)

    satu = DasarHukum.objects.get(kode=KODE)
    assert (satu.nomor, satu.perlu_konfirmasi) == ("100.3/7/2026", False)
    assert satu.tanggal == bawaan().tanggal
    for client, halaman in (
        (verifikator_client, f"/verifikasi/{kasus.pk}/"),
        (admin_client, reverse("iuran:usia")),
        (admin_client, alamat("versi", bawaan())),
    ):
        html = client.get(halaman).text
        assert "Semarang (nomor belum diketahui)" not in html
        assert "100.3/7/2026" in html, halaman
    assert dikutip(date(2026, 6, 1)) == ["100.3/7/2026"]


def test_a_case_names_the_keputusan_of_its_own_version(
    petugas, admin_client, admin2_client, verifikator_client
):
    kasus = ajukan_satu(petugas)
    lengkapi(admin_client, admin2_client)
    draf = susun(admin_client)
    VersiKriteria.objects.filter(pk=draf.pk).update(nomor="460/9/2027")
    assert "460/9/2027" in admin_client.get(alamat("versi", draf)).text  # a draft names itself
    usulkan(admin_client, draf)
    aktifkan(admin2_client, draf)

    html = verifikator_client.get(f"/verifikasi/{kasus.pk}/").text
    assert "100.3/7/2026" in html
    assert "460/9/2027" not in html
    assert "460/9/2027" in admin_client.get(alamat("versi", draf)).text
    assert (dikutip(BESOK - timedelta(days=1)), dikutip(BESOK)) == (
        ["100.3/7/2026"], ["460/9/2027"],
    )  # fmt: skip


def test_each_version_follows_the_one_before(db):
    berlaku("1", "2", "3")

    semua = [dikutip(BESOK + timedelta(days=n)) for n in (-1, 0, 99, 100, 199, 200)]
    assert semua == [[], ["1"], ["1"], ["2"], ["2"], ["3"]]


def test_a_version_taken_back_was_never_in_force(db):
    berlaku("1", mulai=TAHUN_DEPAN)
    VersiKriteria.objects.filter(nomor="1").update(status="batal")
    berlaku("2")

    assert [dikutip(h) for h in (BESOK - timedelta(days=1), BESOK, TAHUN_DEPAN)] == [
        [], ["2"], ["2"],
    ]  # fmt: skip


def test_a_version_without_a_number_is_not_cited_until_it_has_one(db):
    versi = berlaku("")
    assert dikutip(BESOK) == []
    assert versi.daftar_kriteria.get().dasar.judul.endswith("(nomor belum diketahui)")

    versi.nomor = "7"
    lengkapi_keputusan(versi, 1)

    assert dikutip(BESOK) == ["7"]
    assert DasarHukum.objects.filter(kode__startswith=KODE).count() == 2


def test_a_number_that_was_certain_and_wrong_is_replaced_from_the_beginning(
    admin_client, admin2_client
):
    lengkapi(admin_client, admin2_client)
    lengkapi(admin_client, admin2_client, nomor="100.3/8/2026", kriteria_pasti=[])

    assert dikutip(date(2026, 6, 1)) == ["100.3/8/2026"]
    assert bawaan().daftar_kriteria.get(kode="masih_bekerja").dasar.nomor == "100.3/8/2026"
    lama = DasarHukum.objects.get(kode=KODE)
    assert (lama.nomor, lama.sampai) == ("100.3/7/2026", None)


def test_the_same_keputusan_may_be_in_force_earlier(db):
    """A version with the wrong first day is replaced by one of the same Keputusan."""
    berlaku("1", mulai=TAHUN_DEPAN)
    VersiKriteria.objects.filter(nomor="1").update(status="batal")
    berlaku("1")

    assert [dikutip(BESOK - timedelta(days=1)), dikutip(BESOK)] == [[], ["1"]]


def test_a_title_without_a_subject_gives_none_to_the_base(db):
    versi = VersiKriteria(judul="Kriteria bawaan", nomor="1", berlaku_mulai=BESOK)

    assert versi.keputusan.tentang == "kriteria peserta"
    versi.judul = "Keputusan Wali Kota tentang Syarat tentang Pekerja"
    assert versi.keputusan.tentang == "Syarat tentang Pekerja"


def test_legal_bases_lead_to_the_criteria(admin_client, admin):
    satu = DasarHukum.objects.get(kode=KODE)
    halaman = reverse("laporan:dasar_hukum_ubah", args=[satu.pk])

    html = admin_client.get(halaman).text
    assert reverse("verifikasi:kriteria") in html
    assert "Simpan dasar hukum" not in html
    isi = {"tingkat": satu.tingkat, "sebutan": satu.sebutan, "nomor": "1", "tahun": "2026"}
    assert "bersama kriterianya" in admin_client.post(halaman, isi).text
    satu.refresh_from_db()
    assert satu.nomor == ""


@pytest.mark.parametrize("nama", ["dasar_hukum_ganti", "dasar_hukum_batal"])
def test_what_criteria_keep_is_not_replaced_by_hand(admin_client, nama):
    satu = DasarHukum.objects.get(kode=KODE)
    isi = {"tingkat": 70, "sebutan": "Lain", "kode": "lain", "nomor": "1", "mulai": "01-01-2027"}

    jawaban = admin_client.post(reverse(f"laporan:{nama}", args=[satu.pk]), isi)

    assert "bersama kriterianya" in jawaban.text
    assert not DasarHukum.objects.filter(kode="lain").exists()


def test_a_criterion_keeps_a_base_that_was_replaced_until_another_is_chosen(admin_client):
    lama = DasarHukum.objects.get(kode="perwal-26-2025")
    draf = susun(admin_client)
    baru = DasarHukum.objects.create(kode="x", tingkat=60, sebutan="Baru", nomor="1", tahun=2027)
    DasarHukum.objects.filter(pk=lama.pk).update(diganti=baru, sampai=TAHUN_DEPAN)
    satu = draf.daftar_kriteria.get(kode="penduduk")

    html = admin_client.get(alamat("ubah", draf, satu.pk)).text

    assert '<option value="perwal-26-2025" selected>' in html
    assert "Keputusan ini sendiri" in html


def test_a_code_of_the_criteria_is_not_given_by_hand(admin_client):
    isi = {"tingkat": 70, "sebutan": "Lain", "kode": f"{KODE}-9", "nomor": "1", "tahun": "2027"}

    assert "bersama kriterianya" in admin_client.post(reverse("laporan:dasar_hukum_baru"), isi).text
    assert not DasarHukum.objects.filter(kode=f"{KODE}-9").exists()
