"""Find somebody on a phone and answer "terlindungi?": what it costs, and what is in sight."""

import pytest
from playwright.sync_api import expect

from peserta.models import Peserta, Status
from tests.e2e.ketukan import Ketukan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
PONSEL = {"viewport": {"width": 360, "height": 640}, "has_touch": True}


@pytest.fixture
def orang(kantor):
    kantor.sampai("terdaftar")
    return Peserta.objects.filter(status=Status.TERDAFTAR).order_by("pk").first()


def test_nama_dicari_dan_perlindungannya_terbaca(orang, loket, record_property):
    petugas = loket("petugas", **PONSEL)
    petugas.page.get_by_label("Cari orang").wait_for()
    hitung = Ketukan(petugas.page, record_property)

    petugas.page.get_by_label("Cari orang").click()
    petugas.page.get_by_label("Cari orang").fill(orang.nama)
    petugas.page.get_by_role("button", name="Cari", exact=True).click()

    baris = petugas.page.locator("tbody tr").first
    expect(baris.locator(".lindung")).to_contain_text("Belum terlindungi")
    expect(baris.get_by_role("link")).to_be_in_viewport(ratio=1)
    expect(baris.locator(".lindung")).to_be_in_viewport(ratio=1)
    hitung.paling_banyak("Cari dan jawab “terlindungi?” di ponsel", 2, 1)


def test_nomor_dicari_membuka_orangnya(orang, loket, record_property):
    petugas = loket("petugas", **PONSEL)
    petugas.page.get_by_label("Cari orang").wait_for()
    hitung = Ketukan(petugas.page, record_property)

    petugas.page.get_by_label("Cari orang").click()
    petugas.page.get_by_label("Cari orang").fill(orang.kpj)
    petugas.page.get_by_role("button", name="Cari", exact=True).click()

    petugas.page.get_by_role("heading", name=orang.nama).wait_for()
    expect(petugas.page.locator(".lindung")).to_be_visible()
    assert orang.kpj not in petugas.page.url
    hitung.paling_banyak("Cari nomor dan jawab “terlindungi?” di ponsel", 2, 1)


def test_garis_miring_membawa_ke_kotak_cari(kantor, loket):
    petugas = loket("petugas")
    petugas.buka("tugas:daftar")

    petugas.page.keyboard.press("/")
    petugas.page.keyboard.type("Siti")

    expect(petugas.page.get_by_label("Cari orang")).to_be_focused()
    expect(petugas.page.get_by_label("Cari orang")).to_have_value("Siti")
