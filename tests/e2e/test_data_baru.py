"""One person on a phone: a call comes in the middle, the form waits, then the photo of the KTP."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from peserta.models import BerkasPeserta, IsianTertunda, Peserta
from tests.e2e.loket import SANDI, TUNGGU, Loket
from tests.pijar import bukti

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
NIK = "3374015502850777"
PONSEL = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def petugas(loket):
    """A new session of the same officer on a phone, every time it is called."""
    return lambda: loket("petugas", **PONSEL)


def ketik_nik(petugas: Loket, nik: str) -> None:
    """Key by key; the answer to the sixteenth digit comes while the field still has the focus."""
    with petugas.page.expect_response("**/periksa-nik/"):
        petugas.page.get_by_label("NIK").press_sequentially(nik)


def ketik(petugas: Loket, nama: str, nilai: str) -> None:
    petugas.page.locator(f"#id_{nama}").fill(nilai)


def tersimpan(petugas: Loket) -> None:
    expect(petugas.page.get_by_text("Ketikan tersimpan")).to_be_visible(timeout=TUNGGU)
    petugas.page.wait_for_url(re.compile("/peserta/baru/.isian="))


def test_isian_menunggu_lalu_menjadi_orang_dengan_foto_ktp(petugas, tmp_path):
    awal = petugas()
    awal.buka("peserta:baru")
    ketik_nik(awal, NIK)
    expect(awal.page.get_by_label("Tanggal lahir")).to_have_value("15-02-1985")
    expect(awal.page.get_by_label("Jenis kelamin")).to_have_value("P")
    ketik(awal, "nama", "siti aminah")
    tersimpan(awal)
    awal.page.context.close()

    lagi = petugas()
    lagi.buka("peserta:baru")
    lagi.page.get_by_role("link", name=re.compile("Lanjutkan siti aminah")).click()
    expect(lagi.page.get_by_label("NIK")).to_have_value(NIK)
    lagi.page.get_by_label("Kecamatan").select_option("Semarang Tengah")
    lagi.berjumlah(lagi.page.locator("#id_kelurahan option"), 16)
    lagi.page.get_by_label("Kelurahan").select_option(label="Miroto")
    lagi.page.locator("#id_pekerjaan").select_option(label="tukang becak")
    lagi.tekan("Simpan sebagai draf")

    lagi.tampak("sudah didata sebagai draf")
    foto_dilampirkan(lagi, tmp_path)
    assert not IsianTertunda.objects.terbuka().exists()


def foto_dilampirkan(petugas: Loket, folder: Path) -> None:
    """The page after saving asks for the KTP; the photo opens upright in a tab of its own."""
    foto = folder / "ktp.jpg"
    foto.write_bytes(bukti.jpeg(6))
    petugas.page.get_by_label("Foto atau PDF").set_input_files(foto)
    petugas.tekan("Unggah")
    petugas.tampak("KTP tersimpan.")
    with petugas.page.context.expect_page() as tab:
        petugas.page.locator(".tautan-berkas").click()
    expect(tab.value.locator("img")).to_be_visible()
    ukuran = tab.value.evaluate(
        "[document.images[0].naturalWidth, document.images[0].naturalHeight]"
    )
    assert ukuran == [80, 120], "turned upright"
    assert BerkasPeserta.objects.get().peserta == Peserta.objects.get()


def test_nik_mengisi_tetapi_tidak_menimpa(petugas):
    meja = petugas()
    meja.buka("peserta:baru")
    ketik_nik(meja, "3374011502860777")
    lahir = meja.page.get_by_label("Tanggal lahir")
    expect(lahir).to_have_value("15-02-1986")
    meja.page.get_by_label("NIK").fill("")

    ketik_nik(meja, NIK)
    expect(lahir).to_have_value("15-02-1985")
    lahir.fill("16-02-1985")
    meja.page.get_by_label("NIK").fill("")
    ketik_nik(meja, "3374011502860777")

    expect(meja.page.get_by_text("lahir 15 Februari 1986")).to_be_visible()
    expect(lahir).to_have_value("16-02-1985")


def test_jawaban_yang_terlambat_tidak_menimpa_ketikan(petugas):
    meja = petugas()
    meja.buka("peserta:baru")
    tertunda = []
    meja.page.route("**/periksa-nik/", lambda jalur: tertunda.append(jalur))
    meja.page.get_by_label("NIK").press_sequentially(NIK)
    meja.page.get_by_label("Tanggal lahir").fill("16-02-1985")

    meja.page.wait_for_timeout(200)
    tertunda[0].continue_()

    expect(meja.page.get_by_text("lahir 15 Februari 1985")).to_be_visible()
    expect(meja.page.get_by_label("Tanggal lahir")).to_have_value("16-02-1985")


def test_sambungan_putus_dikatakan_dan_isian_disimpan_sesudahnya(petugas):
    meja = petugas()
    meja.buka("peserta:baru")
    meja.page.context.set_offline(True)
    ketik(meja, "nama", "siti")
    meja.tampak("Ketikan belum tersimpan")
    meja.page.context.set_offline(False)

    ketik(meja, "tempat_lahir", "Semarang")

    tersimpan(meja)
    assert IsianTertunda.objects.get().isi["tempat_lahir"] == "Semarang"


def test_sesi_habis_kembali_ke_isian_yang_sama(petugas):
    meja = petugas()
    meja.buka("peserta:baru")
    ketik(meja, "nama", "siti aminah")
    tersimpan(meja)
    meja.page.context.clear_cookies(name="sessionid")
    ketik(meja, "tempat_lahir", "Semarang")
    meja.page.wait_for_url(re.compile("/masuk/.next="))

    meja.page.get_by_label("Nama pengguna").fill("petugas")
    meja.page.locator("input[type=password]").fill(SANDI["petugas"])
    meja.tekan("Masuk")

    expect(meja.page.get_by_label("Nama lengkap")).to_have_value("siti aminah")
