"""Nothing typed is lost, in a browser: said at once, kept over the sign-in, a reload and Back."""

import pytest
from playwright.sync_api import expect

from peserta.models import Peserta
from tests.e2e.loket import SANDI
from tests.factories import PesertaFactory

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
BELUM = "#belum-disimpan"
JALAN = "Jalan Mawar 7"


@pytest.fixture
def orang(akun) -> Peserta:
    return PesertaFactory()


@pytest.fixture
def ubah(loket, orang):
    petugas = loket("petugas")
    petugas.buka("peserta:ubah", orang.pk)
    expect(petugas.page.locator(BELUM)).to_be_hidden()
    petugas.page.get_by_label("Alamat").fill(JALAN)
    return petugas


def test_belum_disimpan_dikatakan_seketika_dan_ditanyakan(ubah):
    pertanyaan = []
    ubah.page.on("dialog", lambda d: (pertanyaan.append(d.type), d.dismiss()))
    expect(ubah.page.locator(BELUM)).to_be_visible()
    warna = ubah.page.locator(BELUM).evaluate("e => getComputedStyle(e).backgroundColor")
    assert warna == "rgb(253, 238, 207)", "amber"

    ubah.page.get_by_role("link", name="Tidak jadi").click(no_wait_after=True)
    expect(ubah.page.get_by_label("Alamat")).to_have_value(JALAN)
    assert pertanyaan == ["beforeunload"]
    ubah.tekan("Simpan perubahan")

    ubah.tampak("Perubahan disimpan.")
    assert pertanyaan == ["beforeunload"]


def test_sesi_berakhir_dan_isian_masih_ada(ubah, orang):
    ubah.page.context.clear_cookies(name="sessionid")
    ubah.tekan("Simpan perubahan")
    ubah.tampak("Masuk lagi: halaman tadi terbuka kembali dengan isian Anda.")
    ubah.page.get_by_label("Nama pengguna").fill("petugas")
    ubah.page.locator("input[type=password]").fill(SANDI["petugas"])
    ubah.tekan("Masuk")

    ubah.tampak("Sesi Anda berakhir sebelum tombolnya ditekan")
    expect(ubah.page.get_by_label("Alamat")).to_have_value(JALAN)
    ubah.tekan("Simpan perubahan")
    ubah.tampak("Perubahan disimpan.")
    orang.refresh_from_db()
    assert orang.alamat == JALAN


def test_isian_yang_kurang_bertahan_dimuat_ulang_dan_kembali(ubah):
    ubah.page.get_by_label("Nama lengkap").fill("")
    ubah.tekan("Simpan perubahan")
    ubah.tampak("Ada isian yang perlu diperbaiki")
    assert ubah.page.evaluate("document.activeElement.name") == "nama"
    expect(ubah.page.locator(BELUM)).to_have_text("Belum disimpan: ada yang perlu diperbaiki.")
    expect(ubah.page.locator(BELUM)).to_be_visible()

    ubah.page.reload()
    ubah.tampak("Isian ini belum tersimpan. Nama lengkap:")
    expect(ubah.page.get_by_label("Alamat")).to_have_value(JALAN)
    ubah.menu("Daftar peserta")
    ubah.page.get_by_label("Cari orang", exact=True).wait_for()
    ubah.page.go_back()
    expect(ubah.page.get_by_label("Alamat")).to_have_value(JALAN)
