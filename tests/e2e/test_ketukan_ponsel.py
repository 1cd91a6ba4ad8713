"""What a visit costs an officer on a phone: register with two photos and submit; report a death."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from peserta.models import BerkasPeserta, Peserta, Status, UsulanPeristiwa
from tests.e2e.ketukan import Ketukan
from tests.e2e.loket import TUNGGU
from tests.e2e.test_data_baru import NIK, PONSEL
from tests.factories import PesertaFactory

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def foto_besar() -> bytes:
    """As a phone takes it: twelve megapixels."""
    isi = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(isi, "JPEG", quality=85)
    return isi.getvalue()


def sisi(berkas: BerkasPeserta) -> int:
    """The longer side of a stored photo, in pixels."""
    with Image.open(berkas.isi.path) as gambar:
        return max(gambar.size)


def ketuk(petugas, letak, tulisan="") -> None:
    letak.tap()
    letak.press_sequentially(tulisan)


def potret(petugas, nama, isi) -> None:
    """Press the button of the camera, and take the photo."""
    with petugas.page.expect_file_chooser() as kamera:
        petugas.tombol(f"Foto {nama}").tap()
    kamera.value.set_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": isi})


def test_orang_baru_dengan_dua_foto_langsung_diajukan(loket, record_property):
    petugas = loket("petugas", **PONSEL)
    page = petugas.page
    PesertaFactory()  # somebody is in the list already
    hitung = Ketukan(page, record_property)
    isi = foto_besar()

    page.get_by_role("button", name="Menu").tap()
    petugas.menu("Data baru")
    potret(petugas, "KTP", isi)
    potret(petugas, "Kartu keluarga", isi)
    ketuk(petugas, page.get_by_label("NIK"), NIK)
    ketuk(petugas, page.get_by_label("Nama lengkap"), "siti aminah")
    expect(page.get_by_label("Tanggal lahir")).to_have_value("15-02-1985", timeout=TUNGGU)
    page.get_by_label("Kelurahan").select_option(label="Miroto")
    page.locator("#id_pekerjaan").select_option(label="tukang becak")
    expect(page.get_by_text("Tersimpan: IMG_1.jpg")).to_have_count(2, timeout=TUNGGU)
    expect(page.get_by_text("Foto: KTP, Kartu keluarga.")).to_be_visible(timeout=TUNGGU)
    petugas.tombol("Simpan dan ajukan").tap()

    petugas.tampak("didata dan diajukan untuk diverifikasi")
    orang = Peserta.objects.get(nik=NIK)
    assert orang.status == Status.DIAJUKAN
    semua = BerkasPeserta.objects.filter(peserta=orang)
    assert {b.jenis for b in semua} == {"ktp", "kk"}
    assert {sisi(b) for b in semua} == {2000}, "made smaller on the phone"
    hitung.paling_banyak("Daftarkan, dua foto, ajukan", 12, 2)


def test_foto_yang_terputus_ikut_bersama_formulir(loket):
    petugas = loket("petugas", **PONSEL)
    petugas.buka("peserta:baru")
    page = petugas.page
    page.route("**/peserta/isian/foto/", lambda jalur: jalur.abort())
    potret(petugas, "KTP", foto_besar())
    petugas.tampak("Belum terkirim, sambungan terputus")
    page.unroute("**/peserta/isian/foto/")

    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Nama lengkap").fill("siti aminah")
    expect(page.get_by_label("Tanggal lahir")).to_have_value("15-02-1985", timeout=TUNGGU)
    page.get_by_label("Kelurahan").select_option(label="Miroto")
    page.locator("#id_pekerjaan").select_option(label="tukang becak")
    petugas.tekan("Simpan dan ajukan")

    petugas.tampak("didata dan diajukan untuk diverifikasi")
    assert BerkasPeserta.objects.get().jenis == "ktp"


def test_kematian_dilaporkan(loket, record_property):
    orang = PesertaFactory(
        status="terdaftar", nama="Fatimah Puspitasari", nama_cari="FATIMAH PUSPITASARI"
    )
    petugas = loket("petugas", **PONSEL)
    petugas.buka("peserta:daftar")
    page = petugas.page
    hitung = Ketukan(page, record_property)

    cari = page.locator("input[name=q]").first
    ketuk(petugas, cari, "fatimah")
    cari.press("Enter")
    page.get_by_role("link", name="Fatimah Puspitasari").first.tap()
    page.get_by_role("link", name="Lapor meninggal").tap()
    ketuk(petugas, page.get_by_label("Tanggal peristiwa"), "10032026")
    page.get_by_label("Jenis bukti").select_option(label="Akta kematian")
    ketuk(petugas, page.get_by_label("Nomor dan tanggal bukti"), "474.3/12")
    petugas.tombol("Lihat akibatnya").tap()
    petugas.tombol("Kirim usulan: meninggal").tap()

    petugas.tampak("Meninggal diusulkan")
    assert UsulanPeristiwa.objects.get().peserta == orang
    hitung.paling_banyak("Kematian dilaporkan", 10, 4)
