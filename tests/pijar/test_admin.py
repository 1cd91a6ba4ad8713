"""/kelola/ for admins: users, roles, the access log; under the page's own security policy."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group
from django.test import Client

from pijar.models import JejakAkses, Pengguna
from tests.factories import PenggunaFactory

PENGGUNA = "/kelola/pijar/pengguna/"
SANDI = "Tugu-Muda-2026-baru"


def isian(**lain):
    return {
        "username": "baru",
        "nama": "Orang Baru",
        "nip": "",
        "password1": SANDI,
        "password2": SANDI,
        "usable_password": "true",
        "groups": [Group.objects.get(name="petugas").pk],
        "wilayah": "33.74.01,33.74.02.1001",
        "berlaku_sampai": "",
        **lain,
    }


def tambah(client, **lain):
    return client.post(f"{PENGGUNA}add/", isian(**lain))


@pytest.mark.parametrize("peran", ["petugas_client", "verifikator_client", "sekda_client"])
def test_only_admins_get_in(request, peran):
    client = request.getfixturevalue(peran)

    assert client.get("/kelola/").status_code == 302
    assert client.get(PENGGUNA).status_code == 302


@pytest.mark.parametrize("model", [*site._registry], ids=lambda m: m._meta.label)
def test_every_table_of_ours_opens_for_an_admin(admin_client, model):
    kita = model._meta.app_label in ("pijar", "peserta", "iuran", "verifikasi", "laporan")
    alamat = f"/kelola/{model._meta.app_label}/{model._meta.model_name}/"

    jawaban = admin_client.get(alamat)

    assert jawaban.status_code == (200 if kita else 403)
    if kita:
        assert not re.search(r"<script(?![^>]*src=)[^>]*>\s*\S|\sstyle=|\son\w+=", jawaban.text)


def test_index_lists_what_an_admin_keeps(admin_client):
    html = admin_client.get("/kelola/").text

    for nama in ("Pengguna", "Jejak akses", "Kecamatan", "Pekerjaan"):
        assert nama in html


def test_new_user_can_sign_in_with_role_and_area(admin_client):
    tambah(admin_client)

    baru = Pengguna.objects.get(username="baru")
    assert (baru.peran, baru.wilayah, baru.is_staff) == (
        "petugas", ["33.74.01", "33.74.02.1001"], False,
    )  # fmt: skip
    jawaban = Client().post("/masuk/", {"username": "baru", "password": SANDI})
    assert jawaban.status_code == 302


def test_admin_role_opens_kelola_and_losing_it_closes(admin_client):
    tambah(admin_client, groups=[Group.objects.get(name="admin").pk])
    baru = Pengguna.objects.get(username="baru")
    assert baru.is_staff

    isi = isian(username="baru", wilayah="", is_active="on")
    admin_client.post(f"{PENGGUNA}{baru.pk}/change/", isi)

    baru.refresh_from_db()
    assert (baru.is_staff, baru.wilayah) == (False, [])


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"password1": "Pendek-1a", "password2": "Pendek-1a"}, "12"),
        ({"password1": "semuahurufkecil", "password2": "semuahurufkecil"}, "tiga dari"),
        ({"groups": []}, "groups"),
        ({"wilayah": "Semarang"}, "Bukan kode wilayah"),
        ({"nip": "123"}, "18 angka"),
    ],
)
def test_bad_users_are_refused(admin_client, isi, kata):
    jawaban = tambah(admin_client, **isi)

    assert jawaban.status_code == 200
    assert kata in jawaban.text
    assert not Pengguna.objects.filter(username="baru").exists()


def test_two_roles_are_refused(admin_client):
    jawaban = tambah(admin_client, groups=[*Group.objects.values_list("pk", flat=True)[:2]])

    assert "tepat satu peran" in jawaban.text


def test_password_is_reset_by_an_admin(admin_client):
    orang = PenggunaFactory(username="lupa")

    isi = {"usable_password": "true", "password1": SANDI, "password2": SANDI}
    admin_client.post(f"{PENGGUNA}{orang.pk}/password/", isi)

    orang.refresh_from_db()
    assert orang.check_password(SANDI)


def test_nobody_is_deleted_and_superusers_are_left_alone(admin_client):
    atas = PenggunaFactory(is_superuser=True)

    assert admin_client.post(f"{PENGGUNA}{atas.pk}/delete/").status_code == 403
    assert admin_client.post(f"{PENGGUNA}{atas.pk}/change/", isian()).status_code == 403
    assert admin_client.post(f"{PENGGUNA}{atas.pk}/password/", {}).status_code == 403


def test_locked_account_is_opened(admin_client):
    orang = PenggunaFactory(username="terkunci")
    AccessAttempt.objects.create(username="terkunci", failures_since_start=5)

    isi = {"action": "buka_kunci", "_selected_action": [orang.pk]}
    admin_client.post(PENGGUNA, isi)

    assert not AccessAttempt.objects.exists()


def test_access_log_is_only_read(admin, admin_client):
    jejak = JejakAkses.catat(oleh=admin, tindakan="ekspor", objek="daftar peserta", jumlah=7)

    html = admin_client.get("/kelola/pijar/jejakakses/").text

    assert "daftar peserta" in html
    assert admin_client.get("/kelola/pijar/jejakakses/add/").status_code == 403
    alamat = f"/kelola/pijar/jejakakses/{jejak.pk}/"
    assert admin_client.post(f"{alamat}change/", {"objek": "x"}).status_code == 403
    assert admin_client.post(f"{alamat}delete/").status_code == 403
