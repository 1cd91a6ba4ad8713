"""Guesses of a password: a pair is locked, a name waits, an address is stopped, no officer is."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pijar.models import JejakAkses
from pijar.pengguna import pintu
from tests.peran import buat, masuk

SANDI, SALAH = "Becak-Hujan-Malam-26", "Kereta-Pagi-Biru-11"
KANTOR, LUAR = "203.0.113.7", "198.51.100.4"


@pytest.fixture
def sri(db):
    orang = buat("sri", "petugas")
    orang.set_password(SANDI)
    orang.save()
    return orang


@pytest.fixture
def jam(monkeypatch):
    """Move the clock so many seconds away from now."""
    awal = timezone.now()

    def geser(detik):
        monkeypatch.setattr(timezone, "now", lambda: awal + timedelta(seconds=detik))
        monkeypatch.setattr("axes.handlers.proxy.now", timezone.now)

    geser(0)
    return geser


def coba(sandi, alamat, nama="sri", client=None):
    isi = {"username": nama, "password": sandi}
    return (client or Client()).post("/masuk/", isi, REMOTE_ADDR=alamat)


def tebak(kali, dari=lambda n: f"192.0.2.{n}", nama=lambda n: "sri"):
    """So many wrong passwords that count, whatever holds the next one back."""
    for n in range(kali):
        AccessAttempt.objects.create(
            username=nama(n),
            ip_address=dari(n),
            user_agent=f"x{n}",
            failures_since_start=1,
            attempt_time=timezone.now(),
        )


def test_five_wrong_ones_lock_this_address_and_no_other(sri):
    status = [coba(SALAH, LUAR).status_code for _ in range(5)]

    assert status == [200] * 4 + [429]
    assert coba(SANDI, LUAR).status_code == 429
    assert coba(SANDI, KANTOR).status_code == 302, "from outside nobody locks an officer out"


def test_the_page_says_until_when_and_who_helps_and_that_holds(sri, jam):
    for _ in range(5):
        halaman = coba(SALAH, LUAR)
    sampai = pintu.tahanan("sri", LUAR, timezone.now()).sampai

    assert f"Coba lagi sesudah pukul {pintu.jam_wib(sampai)}" in halaman.text
    assert "Admin dapat membuka" in halaman.text.replace("\n", " ")
    assert 1790 < int(halaman["Retry-After"]) <= 1801
    jam(1700)
    assert coba(SALAH, LUAR).status_code == 429, "and does not make it longer"
    jam(1801)
    assert coba(SANDI, LUAR).status_code == 302


def test_a_name_that_many_guess_waits_longer_each_time(sri, jam):
    tebak(9)
    assert pintu.tahanan("sri", LUAR, timezone.now()) is None
    jeda = []
    for n in range(9, 22):
        tebak(1, dari=lambda _, n=n: f"192.0.2.{n}")
        ditahan = pintu.tahanan("sri", LUAR, timezone.now())
        jeda.append((ditahan.sampai - timezone.now()).total_seconds())

    assert [round(j) for j in jeda] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    halaman = coba(SANDI, LUAR)
    assert halaman.status_code == 429
    assert "tempat yang baru menunggu sebentar" in halaman.text
    jam(301)
    assert coba(SANDI, LUAR).status_code == 302


def test_where_the_officer_signs_in_always_neither_wait_nor_stop_holds(sri):
    assert coba(SANDI, KANTOR).status_code == 302
    tebak(30)
    tebak(60, dari=lambda n: KANTOR, nama=lambda n: f"orang{n}")

    assert coba(SANDI, KANTOR).status_code == 302
    AccessLog.objects.update(attempt_time=timezone.now() - pintu.DIKENAL)
    assert coba(SANDI, KANTOR).status_code == 429


def test_many_names_from_one_address_stop_it(sri, caplog):
    tebak(49, dari=lambda n: LUAR, nama=lambda n: f"orang{n}")
    assert coba(SALAH, LUAR, "budi").status_code == 200

    halaman = coba(SANDI, LUAR)

    assert halaman.status_code == 429
    assert "Hubungi operator" in halaman.text
    assert f"50 kata sandi salah dari alamat {LUAR}" in caplog.text
    assert coba(SANDI, KANTOR).status_code == 302


def test_one_household_of_ipv6_is_one_address(sri):
    status = [coba(SALAH, f"2001:db8::{n}").status_code for n in range(1, 6)]

    assert status[-1] == 429
    assert {a.ip_address for a in AccessAttempt.objects.all()} == {"2001:db8::"}


def test_a_lock_stands_in_the_access_log_once_and_its_owner_reads_it(sri):
    for _ in range(8):
        coba(SALAH, LUAR)

    jejak = JejakAkses.objects.get(tindakan="akun_kunci")
    assert (jejak.oleh, jejak.objek) == (None, "akun sri")
    assert jejak.alasan == f"5 kata sandi salah dari alamat {LUAR}"
    client = Client()
    coba(SANDI, KANTOR, client=client)
    html = client.get("/peserta/").text
    assert "akun ini 1 kali ditahan" in html
    assert LUAR in html
    assert LUAR in client.get(reverse("akun")).text
    lagi = Client()
    coba(SANDI, KANTOR, client=lagi)
    assert "kali ditahan" not in lagi.get("/peserta/").text


def test_a_waiting_name_stands_in_the_access_log_too(sri):
    tebak(9)
    coba(SALAH, LUAR)

    jejak = JejakAkses.objects.get(tindakan="akun_kunci")
    assert "10 kata sandi salah dari beberapa alamat" in jejak.alasan


def test_what_is_no_account_stands_in_no_row(sri):
    for _ in range(6):
        coba(SALAH, LUAR, "3374021502850001")

    assert not JejakAkses.objects.exclude(objek="akun yang tidak dikenal").exists()


def test_guesses_of_the_old_password_count_as_these(sri):
    client = masuk(sri)
    isi = {"old_password": SALAH, "new_password1": SANDI + "x", "new_password2": SANDI + "x"}
    for _ in range(5):
        halaman = client.post(reverse("kata_sandi"), isi, REMOTE_ADDR=LUAR)

    assert halaman.status_code == 429
    assert coba(SANDI, LUAR).status_code == 429
    assert JejakAkses.objects.filter(tindakan="akun_kunci").count() == 1


def test_an_admin_opens_it_at_once(sri, admin):
    for _ in range(5):
        coba(SALAH, LUAR)
    tebak(30)
    masuk(admin).post(reverse("pengguna:buka_kunci", args=[sri.pk]), {"alasan": "Dikenal"})

    assert coba(SANDI, LUAR).status_code == 302


@pytest.mark.parametrize("cara", ["get", "post"])
def test_the_operators_pages_have_no_door_of_their_own(db, cara):
    jawaban = getattr(Client(), cara)("/kelola/login/?next=/kelola/")

    assert (jawaban.status_code, jawaban.url) == (302, "/masuk/?next=/kelola/")
