"""Fixtures of the journeys: sample accounts, and one browser window for each officer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from iuran.models import SumberDana
from pijar import http
from pijar.bengkel.contoh.akun import buat_akun
from tests.e2e.loket import Loket
from tests.e2e.pekerja_luar import tenang
from tests.e2e.penampilan import AXE_JS, Pemeriksa
from tests.e2e.tahap import Kantor
from tests.menunggu import tunggu

BukaLoket = Callable[..., Loket]


@pytest.fixture
def akun(transactional_db: None) -> None:
    """The sample accounts, and APBD money for this year and the next."""
    buat_akun()
    tahun = timezone.localdate().year
    for t in (tahun, tahun + 1):
        bawaan = {"nama": "APBD", "jenis": "apbd", "pagu": 10**10, "kuota": 7_500}
        bawaan |= {"keadaan_pagu": "dpa"}
        SumberDana.objects.get_or_create(kode="APBD", tahun=t, defaults=bawaan)


@pytest.fixture
def loket(
    browser: Browser, live_server: LiveServer, akun: None, tmp_path: Path
) -> Iterator[BukaLoket]:
    """``loket("petugas")`` is a fresh window in which that sample account has signed in."""
    buka = []

    def layani(username: str, **lain: object) -> Loket:
        meja = {"viewport": {"width": 1280, "height": 800}, "timezone_id": "Asia/Jakarta"}
        konteks = browser.new_context(**{"locale": "id-ID", **meja, **lain})
        buka.append(konteks)
        return Loket(konteks.new_page(), live_server.url, tmp_path).masuk(username)

    yield layani
    for konteks in buka:
        konteks.close()
    # A request still under way and the emptying of the tables could block each other.
    tunggu(tenang)


@pytest.fixture
def tanpa_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs stay in the table until the test runs them."""
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *_, **__: None)


@pytest.fixture
def kantor(akun: None, tanpa_broker: None, tmp_path: Path) -> Kantor:
    """The officers, and everything that has to happen before the test's own step."""
    return Kantor(timezone.localdate(), tmp_path)


@pytest.fixture
def pendek(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows a page, so that ten rows already have a second page."""
    monkeypatch.setattr(http.halaman, "__defaults__", (10,))
    monkeypatch.setattr("peserta.impor.views.isi.PER_HALAMAN", 10)


@pytest.fixture
def pemeriksa(browser: Browser, live_server: LiveServer) -> Iterator[Pemeriksa]:
    """A window that carries axe along."""
    konteks = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    konteks.add_init_script(path=AXE_JS)
    yield Pemeriksa(konteks.new_page(), live_server.url)
    konteks.close()
