"""Fixtures for all tests. What they run under is in ``tests/plugin.py``."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from tests.sebaris import sebaris

# Playwright's event loop makes Django think that it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

pytest_plugins = ["tests.pekerja", "tests.peramban", "tests.peran", "tests.rujukan"]

SISA_SESI = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The session of a worker that a test killed lives two seconds longer; end it with the run."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as kursor:
        kursor.execute(SISA_SESI)


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
