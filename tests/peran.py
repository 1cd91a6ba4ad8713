"""Fixtures: one user of each role and a signed-in client for each."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from pijar.models import Pengguna
from tests.factories import PenggunaFactory


def buat(username: str, peran: str, **lain: object) -> Pengguna:
    pengguna = PenggunaFactory(username=username, nama=username.title(), **lain)
    pengguna.groups.add(Group.objects.get(name=peran))
    return pengguna


def auditor(username: str = "auditor") -> Pengguna:
    """An auditor, whose account ends in a month."""
    return buat(username, "auditor", berlaku_sampai=timezone.localdate() + timedelta(days=30))


def masuk(pengguna: Pengguna) -> Client:
    client = Client()
    client.force_login(pengguna, backend="pijar.akun.MasaBerlakuBackend")
    return client


@pytest.fixture
def petugas(db):
    return buat("petugas", "petugas")


@pytest.fixture
def verifikator(db):
    return buat("verifikator", "verifikator")


@pytest.fixture
def admin(db):
    return buat("admin", "admin", is_staff=True)


@pytest.fixture
def admin2(db):
    return buat("admin2", "admin", is_staff=True)


@pytest.fixture
def sekda(db):
    return buat("sekda", "sekda")


@pytest.fixture
def petugas_client(petugas):
    return masuk(petugas)


@pytest.fixture
def verifikator_client(verifikator):
    return masuk(verifikator)


@pytest.fixture
def admin_client(admin):
    return masuk(admin)


@pytest.fixture
def admin2_client(admin2):
    return masuk(admin2)


@pytest.fixture
def sekda_client(sekda):
    return masuk(sekda)
