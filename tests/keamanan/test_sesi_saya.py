"""The sessions of an account: its owner reads and ends them, an admin ends them all."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pijar.models import JejakAkses, Sesi
from pijar.pengguna.diri import PALING_BANYAK_SESI
from pijar.sesi import sidik_sesi
from tests.peran import buat, masuk

SANDI = "Becak-Hujan-Malam-26"
PONSEL = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36 Edg/141.0"


@pytest.fixture
def sri(db):
    orang = buat("sri", "petugas")
    orang.set_password(SANDI)
    orang.save()
    return orang


def masuk_dari(alamat, peramban, nama="sri"):
    client = Client(REMOTE_ADDR=alamat, headers={"user-agent": peramban})
    client.post("/masuk/", {"username": nama, "password": SANDI})
    client.get("/akun/")
    return client


def hidup(client):
    return client.get("/tugas/").status_code == 200


def sidik(client):
    return sidik_sesi(client.cookies["sessionid"].value)


def test_the_list_says_device_address_and_which_is_this_one(sri):
    ponsel, kantor = masuk_dari("203.0.113.7", PONSEL), masuk_dari("198.51.100.4", EDGE)

    html = kantor.get("/akun/").text

    for ada in (", Android", ", Windows", "203.0.113.7", "198.51.100.4", "(yang ini)"):
        assert ada in html
    assert html.count("(yang ini)") == 1
    assert sidik(ponsel) in html
    assert sidik(kantor) not in html
    for client in (ponsel, kantor):
        assert client.cookies["sessionid"].value not in html, "a key opens its session"


def test_one_of_them_or_all_others_are_ended(sri):
    satu, dua, tiga = (masuk_dari(f"192.0.2.{n}", EDGE) for n in range(3))

    satu.post(reverse("akun_sesi_satu", args=[sidik(dua)]))
    assert [hidup(c) for c in (satu, dua, tiga)] == [True, False, True]
    satu.post(reverse("akun_sesi_lain"))
    assert [hidup(c) for c in (satu, dua, tiga)] == [True, False, False]
    jejak = JejakAkses.objects.filter(tindakan="akun_sesi")
    assert [j.alasan for j in jejak] == ["1 sesi"] * 2


def test_a_second_click_ends_nothing_and_says_nothing_wrong(sri):
    satu, dua = masuk_dari("192.0.2.1", EDGE), masuk_dari("192.0.2.2", EDGE)
    alamat = reverse("akun_sesi_satu", args=[sidik(dua)])

    assert [satu.post(alamat).status_code for _ in range(2)] == [302, 302]
    assert JejakAkses.objects.filter(tindakan="akun_sesi").count() == 1


def test_nobody_ends_the_session_of_another(sri, petugas_client):
    client = masuk_dari("192.0.2.1", EDGE)

    petugas_client.post(reverse("akun_sesi_satu", args=[sidik(client)]))
    petugas_client.post(reverse("akun_sesi_lain"))

    assert hidup(client)


def test_an_admin_ends_all_sessions_even_of_a_mighty_account(admin, admin2, verifikator):
    sesi = masuk(verifikator)
    assert hidup(sesi)

    masuk(admin).post(
        reverse("pengguna:akhiri_sesi", args=[verifikator.pk]), {"alasan": "Laptop hilang"}
    )

    assert not hidup(sesi)
    jejak = JejakAkses.objects.get()
    assert (jejak.tindakan, jejak.objek, jejak.oleh) == ("akun_sesi", "akun verifikator", admin)


def test_at_most_five_at_a_time_the_longest_unused_goes(sri):
    semua = [masuk_dari(f"192.0.2.{n}", EDGE) for n in range(PALING_BANYAK_SESI)]
    kini = timezone.now()
    for n, client in enumerate(semua):
        Sesi.objects.filter(sidik=sidik(client)).update(terlihat=kini - timedelta(minutes=n))

    baru = masuk_dari("203.0.113.7", PONSEL)

    assert [hidup(c) for c in (*semua, baru)] == [True, True, True, True, False, True]


def test_what_is_left_of_a_session_does_not_make_it_longer(sri):
    client = masuk_dari("192.0.2.1", EDGE)
    Sesi.objects.update(expire_date=timezone.now() + timedelta(minutes=1))

    sisa = client.get(reverse("akun_sisa"), headers={"X-Menunggu": "1"}).json()

    assert sisa["siapa"] == sri.pk
    assert 7100 < sisa["sisa"] <= 7200
    assert Sesi.objects.get().expire_date < timezone.now() + timedelta(minutes=2)


def test_the_absolute_end_comes_first(sri):
    client = masuk_dari("192.0.2.1", EDGE)
    sesi = client.session
    sesi["mulai"] -= 12 * 3600 - 60
    sesi.save()

    assert 0 < client.get(reverse("akun_sisa")).json()["sisa"] <= 60
    assert 'data-sesi="' in client.get("/akun/").text
