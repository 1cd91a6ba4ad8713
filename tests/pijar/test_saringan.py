"""Filters of a list are kept under a name, by their officer and for him alone."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pijar.errors import AturanDilanggarError
from pijar.models import Daftar, SaringanTersimpan
from pijar.saringan import PALING_BANYAK, bersihkan_kueri, simpan_saringan
from tests.factories import PesertaFactory
from tests.keamanan.serentak import serentak

SIMPAN, DAFTAR = reverse("saringan_simpan"), reverse("peserta:daftar")


def kirim(client, nama="Draf Miroto", kueri="status=draf&kecamatan=33.74.01", **lain):
    isi = {"daftar": "peserta:daftar", "nama": nama, "kueri": kueri} | lain
    return client.post(SIMPAN, isi, headers={"referer": f"http://testserver{DAFTAR}?{kueri}"})


def hapus(satu):
    return reverse("saringan_hapus", args=[satu.pk])


@pytest.mark.parametrize(
    ("kueri", "disimpan"),
    [
        ("status=draf&hal=3", "status=draf"),
        ("q=siti&ke=abc", "q=siti"),
        ("q=&status=", ""),
        ("q=3374010101010001", ""),
        ("q=081234567890&status=draf", "status=draf"),
        ("status=draf&q=a%26b", "status=draf&q=a%26b"),
        ("<script>", ""),
        ("berakhir=2026-12", "berakhir=2026-12"),
        ("dari=01-12-2026", "dari=01-12-2026"),
        ("q=3374+0101+0101+0001", ""),
        ("q=0812-3456-7890&status=draf", "status=draf"),
    ],
)
def test_what_is_kept_of_an_address(kueri, disimpan):
    assert bersihkan_kueri(kueri) == disimpan


def test_a_kept_filter_is_one_tap_away(petugas_client):
    PesertaFactory(nama="Siti Aminah")

    jawaban = kirim(petugas_client)
    html = petugas_client.get(DAFTAR).text

    assert jawaban.url == f"{DAFTAR}?status=draf&kecamatan=33.74.01"
    assert "Saringan saya" in html
    assert f'href="{DAFTAR}?status=draf&amp;kecamatan=33.74.01"' in html
    assert "Draf Miroto" in html
    assert "Simpan saringan ini" not in html  # nothing is filtered
    assert "Simpan saringan ini" in petugas_client.get(jawaban.url).text


def test_the_same_name_again_replaces(petugas, petugas_client):
    kirim(petugas_client)
    kirim(petugas_client, nama="draf miroto", kueri="status=layak")

    satu = SaringanTersimpan.objects.get()
    assert (satu.nama, satu.kueri, satu.oleh) == ("draf miroto", "status=layak", petugas)


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nama": " "}, "Beri nama saringannya"),
        ({"nama": "a" * 41}, "paling panjang 40 huruf"),
        ({"kueri": ""}, "Belum ada saringan yang dipakai"),
        ({"kueri": "hal=2"}, "Belum ada saringan yang dipakai"),
        ({"kueri": f"sumber_data={'é' * 300}"}, "terlalu panjang"),
    ],
)
def test_what_is_missing_is_told_on_the_list(petugas_client, isi, kalimat):
    jawaban = kirim(petugas_client, **isi)

    assert jawaban.status_code == 409
    assert kalimat in jawaban.text
    assert "<h1>Daftar peserta</h1>" in jawaban.text
    assert not SaringanTersimpan.objects.exists()


def test_a_list_that_does_not_exist_is_refused(petugas_client):
    assert kirim(petugas_client, daftar="iuran:tagihan").status_code == 409
    assert not SaringanTersimpan.objects.exists()


def test_no_more_than_twenty(petugas):
    for n in range(PALING_BANYAK):
        simpan_saringan(Daftar.PESERTA, f"Saringan {n}", "status=draf", oleh=petugas)
    with pytest.raises(AturanDilanggarError, match="Sudah 20 saringan"):
        simpan_saringan(Daftar.PESERTA, "Satu lagi", "status=draf", oleh=petugas)
    simpan_saringan(Daftar.PESERTA, "Saringan 3", "status=layak", oleh=petugas)  # may be replaced
    simpan_saringan(Daftar.ANTREAN, "Satu lagi", "hasil=tidak", oleh=petugas)  # of another list


def test_nobody_else_sees_or_deletes_it(petugas_client, admin_client):
    kirim(petugas_client)
    satu = SaringanTersimpan.objects.get()

    assert "Draf Miroto" not in admin_client.get(DAFTAR).text
    assert admin_client.post(hapus(satu)).status_code == 404
    assert petugas_client.post(hapus(satu)).url == DAFTAR
    assert petugas_client.post(hapus(satu)).status_code == 404  # twice
    assert "Draf Miroto" not in petugas_client.get(DAFTAR).text


def test_the_queue_keeps_its_own(verifikator_client):
    kirim(
        verifikator_client, daftar="verifikasi:antrean", kueri="hasil=tidak", nama="Belum lengkap"
    )

    assert "Belum lengkap" in verifikator_client.get(reverse("verifikasi:antrean")).text
    assert "Belum lengkap" not in verifikator_client.get(DAFTAR).text


@pytest.mark.django_db(transaction=True)
def test_two_clicks_keep_one(petugas):
    serentak(*[lambda: simpan_saringan(Daftar.PESERTA, "Draf", "status=draf", oleh=petugas)] * 2)

    assert SaringanTersimpan.objects.count() == 1


@pytest.mark.parametrize(
    "isi", [{"nama": ""}, {"kueri": ""}, {"daftar": "iuran:tagihan"}, {"nama": "DRAF"}]
)
def test_the_database_refuses(petugas, isi):
    awal = {"oleh": petugas, "daftar": "peserta:daftar", "nama": "Draf", "kueri": "status=draf"}
    SaringanTersimpan.objects.create(**awal)

    with pytest.raises(IntegrityError), transaction.atomic():
        SaringanTersimpan.objects.create(**awal | {"nama": "Lain"} | isi)
