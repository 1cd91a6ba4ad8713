"""Accounts: nobody widens his own rights, an area is never the whole city by a slip."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pijar.models import Pengguna
from tests.factories import PenggunaFactory
from tests.peran import buat, masuk

PENGGUNA = "/kelola/pijar/pengguna/"


def isian(orang, **lain):
    return {
        "username": orang.username,
        "nama": orang.nama,
        "nip": "",
        "groups": [Group.objects.get(name="verifikator").pk],
        "wilayah": "",
        "berlaku_sampai": "",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": "1",
        **lain,
    }


def test_admin_does_not_change_his_own_role_or_time(admin, admin_client):
    Pengguna.objects.filter(pk=admin.pk).update(berlaku_sampai="2027-12-31")

    admin_client.post(f"{PENGGUNA}{admin.pk}/change/", isian(admin, nama="Nama Baru"))

    kini = Pengguna.objects.get(pk=admin.pk)
    assert kini.nama == "Nama Baru"
    assert (kini.peran, str(kini.berlaku_sampai)) == ("admin", "2027-12-31")
    assert not kini.is_superuser
    assert kini.is_staff
    assert not kini.user_permissions.exists()


def test_colleague_changes_the_role_but_makes_no_superuser(admin2, admin_client):
    admin_client.post(f"{PENGGUNA}{admin2.pk}/change/", isian(admin2))

    kini = Pengguna.objects.get(pk=admin2.pk)
    assert kini.peran == "verifikator"
    assert (kini.is_superuser, kini.is_staff) == (False, False)


@pytest.mark.parametrize("tabel", ["pijar/pengguna", "pijar/jejakakses", "peserta/kecamatan"])
def test_admin_with_an_area_keeps_no_table_of_the_whole_city(db, tabel):
    """Else he would make himself an account without an area."""
    client = masuk(buat("setempat", "admin", is_staff=True, wilayah=["33.74.01"]))

    assert client.get(f"/kelola/{tabel}/").status_code == 403
    assert client.post(f"/kelola/{tabel}/add/").status_code == 403


@pytest.mark.parametrize(
    "wilayah", [[""], ["33"], ["33.74.0"], ["33.74.01", ""], ["33.74.01.10"], [" 33.74.01"], ["%"]]
)
def test_database_refuses_an_area_that_is_no_whole_code(db, wilayah):
    with pytest.raises(IntegrityError, match="pengguna_wilayah_berkode"), transaction.atomic():
        PenggunaFactory(wilayah=wilayah)
    with pytest.raises(ValidationError, match="kode kecamatan"):
        Pengguna(username="x", wilayah=wilayah).validate_constraints()


@pytest.mark.parametrize("wilayah", [[], ["33.74.01"], ["33.74.01", "33.74.02.1001"]])
def test_whole_codes_are_an_area(db, wilayah):
    assert PenggunaFactory(wilayah=wilayah).wilayah == wilayah
