"""/kelola/: lookup tables, the access log, accounts of the operator; under our own CSP."""

import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group

from pijar.models import JejakAkses, Pengguna
from tests.factories import PenggunaFactory
from tests.peran import masuk

PENGGUNA = "/kelola/pijar/pengguna/"
# Accounts have pages of their own; here they are the operator's.
OPERATOR = {"pijar.Pengguna"}


@pytest.mark.parametrize("peran", ["petugas_client", "verifikator_client", "sekda_client"])
def test_only_admins_get_in(request, peran):
    client = request.getfixturevalue(peran)

    assert client.get("/kelola/").status_code == 302
    assert client.get(PENGGUNA).status_code == 302


@pytest.mark.parametrize("model", [*site._registry], ids=lambda m: m._meta.label)
def test_every_table_of_ours_opens_for_an_admin(admin_client, model):
    kita = model._meta.app_label in ("pijar", "peserta", "iuran", "verifikasi", "laporan")
    kita = kita and model._meta.label not in OPERATOR
    alamat = f"/kelola/{model._meta.app_label}/{model._meta.model_name}/"

    jawaban = admin_client.get(alamat)

    assert jawaban.status_code == (200 if kita else 403)
    if kita:
        assert not re.search(r"<script(?![^>]*src=)[^>]*>\s*\S|\sstyle=|\son\w+=", jawaban.text)


def test_index_lists_what_an_admin_keeps(admin_client):
    html = admin_client.get("/kelola/").text

    for nama in ("Jejak akses", "Kecamatan", "Pekerjaan"):
        assert nama in html


def test_accounts_are_closed_to_admins_here(admin_client, petugas):
    for akhir in ("", "add/", f"{petugas.pk}/change/", f"{petugas.pk}/password/"):
        jawaban = admin_client.post(f"{PENGGUNA}{akhir}", {"nama": "Lain", "is_superuser": "on"})
        assert jawaban.status_code in (302, 403, 404), akhir
    petugas.refresh_from_db()
    assert (petugas.nama, petugas.is_superuser) == ("Petugas", False)


def test_operator_changes_an_account_here_and_it_is_logged(petugas):
    client = masuk(PenggunaFactory(is_superuser=True, is_staff=True))
    isi = {
        "nama": "Sri",
        "nip": "",
        "groups": [Group.objects.get(name="admin").pk],
        "wilayah": "",
        "berlaku_sampai": "",
        "is_active": "on",
    }

    assert client.post(f"{PENGGUNA}{petugas.pk}/change/", isi).status_code == 302

    kini = Pengguna.objects.get(pk=petugas.pk)
    assert (kini.nama, kini.peran, kini.is_staff) == ("Sri", "admin", True)
    assert "groups" in JejakAkses.objects.get(tindakan="akun_ubah").alasan
    assert client.post(f"{PENGGUNA}{petugas.pk}/delete/").status_code == 403
    assert client.get(f"{PENGGUNA}add/").status_code == 403


def test_access_log_is_only_read(admin, admin_client):
    jejak = JejakAkses.catat(oleh=admin, tindakan="ekspor", objek="daftar peserta", jumlah=7)

    html = admin_client.get("/kelola/pijar/jejakakses/").text

    assert "daftar peserta" in html
    assert admin_client.get("/kelola/pijar/jejakakses/add/").status_code == 403
    alamat = f"/kelola/pijar/jejakakses/{jejak.pk}/"
    assert admin_client.post(f"{alamat}change/", {"objek": "x"}).status_code == 403
    assert admin_client.post(f"{alamat}delete/").status_code == 403
