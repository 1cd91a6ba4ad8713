"""Fixtures for all tests. What they run under is in ``tests/plugin.py``."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from laporan.views.sekda import lukis_bagian
from tests import cetakan, pemilik
from tests.rujukan import Rujukan
from tests.sebaris import sebaris

# Playwright's event loop makes Django think that it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

pytest_plugins = ["tests.pekerja", "tests.peramban", "tests.peran"]

SISA_SESI = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The processes of a run share the work of migrating, and one folder to agree about it."""
    sendiri = tmp_path_factory.getbasetemp()
    bersama = sendiri.parent if "PYTEST_XDIST_WORKER" in os.environ else sendiri
    with django_db_blocker.unblock():
        cetakan.sediakan(bersama)
    yield
    with django_db_blocker.unblock():
        cetakan.buang(bersama)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests are the application, and find what the migrations wrote, whoever changed it.

    The session of a worker that a test killed lives two seconds longer; it ends with the run.
    """
    with django_db_blocker.unblock():
        rujukan = Rujukan()
        pemilik.sebagai_app()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: rujukan.kembalikan())
        yield
    with django_db_blocker.unblock():
        pemilik.bukan_app()
        with connection.cursor() as kursor:
            kursor.execute(SISA_SESI)


@pytest.fixture
def pemilik_dikenal(settings: Any, transactional_db: None) -> None:
    """Commands that need the owner find him, as where DATABASE_URL_PEMILIK names him."""
    db = connection.settings_dict
    pilihan = {**db["OPTIONS"], "options": db["OPTIONS"]["options"].replace(pemilik.PERAN, "")}
    settings.PEMILIK_BASIS = {"USER": db["USER"], "PASSWORD": db["PASSWORD"], "OPTIONS": pilihan}


@pytest.fixture(scope="session", autouse=True)
def halaman_sebaris() -> Iterator[None]:
    """``response.text`` of a page is on one line; ``response.content`` is as it was sent."""

    def text(self: HttpResponse) -> str:
        isi = self.content.decode(self.charset)
        return sebaris(isi) if "html" in self.headers.get("Content-Type", "") else isi

    asli = HttpResponse.text
    HttpResponse.text = property(text)
    yield
    HttpResponse.text = asli


@pytest.fixture(autouse=True)
def bagian_belum_dilukis() -> None:
    """A part of the Sekda's page that another test saw is made again."""
    lukis_bagian.cache_clear()
