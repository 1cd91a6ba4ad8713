"""A page that stands open when its session ends shows nothing, and loses nothing that was typed."""

import re

import pytest
from playwright.sync_api import expect

from pijar.models import Sesi
from tests.e2e.loket import Loket
from tests.factories import PesertaFactory

pytestmark = pytest.mark.lambat

NAMA, DIKETIK = "Zulaikha Bandarharjo", "Sutinah Mangkang"


def lewat_dua_jam(meja):
    """The session is over, and the page's own clock says so too."""
    Sesi.objects.all().delete()
    meja.page.clock.fast_forward("02:01:00")


@pytest.fixture
def meja(loket):
    PesertaFactory(nama=NAMA)
    satu = loket("petugas")
    satu.page.clock.install()
    return satu


def test_a_page_left_open_hides_its_data(meja):
    meja.buka("peserta:daftar")
    expect(meja.page.get_by_text(NAMA).first).to_be_visible()

    lewat_dua_jam(meja)

    meja.page.wait_for_url(re.compile("/masuk/"))
    expect(meja.page.get_by_text(NAMA)).to_have_count(0)


def test_another_page_that_keeps_the_session_alive_keeps_this_one(meja):
    meja.buka("peserta:daftar")

    meja.page.clock.fast_forward("02:01:00")

    meja.page.wait_for_timeout(2000)
    expect(meja.page.get_by_text(NAMA).first).to_be_visible()


def test_what_was_typed_is_hidden_and_comes_back_to_its_owner_alone(loket):
    meja = loket("admin")
    meja.page.clock.install()
    meja.buka("pengguna:baru")
    isian = meja.page.locator("main input[name=nama]")
    isian.fill(DIKETIK)

    lewat_dua_jam(meja)

    expect(meja.page.get_by_text("Sesi Anda berakhir")).to_be_visible()
    expect(meja.page.locator("main")).to_be_hidden()
    tab = Loket(meja.page.context.new_page(), meja.alamat, meja.folder)
    tab.masuk("admin").tampak("Beranda")
    meja.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(meja.page.locator("main")).to_be_visible()
    expect(isian).to_have_value(DIKETIK)
    lewat_dua_jam(meja)
    expect(meja.page.locator("main")).to_be_hidden()
    tab.page.wait_for_url(re.compile("/masuk/"))  # it shows nothing either
    tab.masuk("petugas").tampak("Beranda")
    meja.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(meja.page.locator("main")).to_be_visible()
    assert DIKETIK not in meja.page.content()
