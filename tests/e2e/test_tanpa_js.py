"""The main forms with JavaScript switched off: an old phone, a strict office browser."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from iuran.models import BerkasBPJS
from peserta.models import Peserta, Status
from tests.e2e import lembar
from tests.e2e.loket import TUNGGU, Loket, baca
from tests.e2e.tahap import Kantor
from verifikasi.models import Pengajuan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def loket_tua(loket):
    """Officers on a phone whose browser runs no script."""
    return lambda nama: loket(
        nama, java_script_enabled=False, viewport={"width": 360, "height": 720}
    )


@pytest.fixture
def kantor(akun, pekerja_celery, tmp_path):
    """Here the worker is a real one, and only it runs the jobs."""
    return Kantor(timezone.localdate(), tmp_path)


def buka_menu(loket: Loket, label: str) -> None:
    loket.tekan("Menu")
    loket.menu(label)


def test_dari_unggah_sampai_pendaftaran(loket_tua, kantor):
    petugas = loket_tua("petugas")
    impor = diunggah(petugas, kantor)
    diajukan(petugas, kantor, impor)
    diputuskan(loket_tua("verifikator"))
    kantor.tetapkan()
    didaftarkan(loket_tua("admin"))


def diunggah(petugas: Loket, kantor: Kantor) -> int:
    """The page of the reading job renews itself; a tick and one press apply the rows."""
    baris = [lembar.orang(n, kantor.hari_ini) for n in range(3)]
    baris.append(lembar.orang(3, kantor.hari_ini, umur=66))
    buka_menu(petugas, "Impor Excel")
    petugas.page.get_by_label("Berkas").set_input_files(
        lembar.tulis_daftar(kantor.folder / "daftar.xlsx", baris, kantor.hari_ini)
    )
    petugas.tekan("Unggah dan periksa")
    terapkan = petugas.tombol("Masukkan 3 orang")
    expect(terapkan).to_be_visible(timeout=TUNGGU)
    petugas.page.locator("tr", has_text="verifikasi akan menolak").get_by_role("checkbox").check()
    terapkan.click()
    expect(petugas.tombol("Ajukan 4 orang")).to_be_visible(timeout=TUNGGU)
    return petugas.nomor()


def diajukan(petugas: Loket, kantor: Kantor, impor: int) -> None:
    """A job's own page leads to its file; then two people are ticked and submitted."""
    buka_menu(petugas, "Daftar peserta")
    petugas.page.get_by_text("Ekspor 4 orang").click()
    petugas.pilih("Alasan", "Rekap untuk dinas, kecamatan, atau kelurahan")
    petugas.tekan("Buat berkasnya")
    assert len(baca(petugas.unduh("peserta"))) >= 5

    petugas.page.goto(f"{petugas.alamat}/peserta/?impor={impor}&urut=nama")
    for kotak in petugas.page.get_by_role("checkbox", name=re.compile("^Pilih ")).all()[:3]:
        kotak.check()
    petugas.tekan("Ajukan")
    petugas.isi("Tanggal keterangan", f"{kantor.hari_ini:%d-%m-%Y}")
    petugas.isi("Diterangkan oleh", "Ketua RW 03")
    petugas.tekan("Ajukan 3 orang")
    petugas.tampak("Isi ketiganya, atau kosongkan ketiganya.")
    petugas.isi("Bukti", "Surat 12/RW-03")
    petugas.tekan("Ajukan 3 orang")
    petugas.tampak("3 orang diajukan untuk diverifikasi.")
    assert Pengajuan.objects.menunggu().count() == 3


def diputuskan(verifikator: Loket) -> None:
    """One case is approved by itself, one sent back, the rest together."""
    buka_menu(verifikator, "Antrean")
    verifikator.page.locator("tbody th a").first.click()
    baris = verifikator.page.locator("ol.kriteria > li", has_text="Bukan penerima upah")
    baris.get_by_label("Ya", exact=True).check()
    baris.get_by_label(re.compile("[Dd]asar jawaban")).fill("Cek daftar BPJS")
    verifikator.tekan("Setujui")
    verifikator.tampak("disetujui.")

    verifikator.page.locator("summary", has_text="Kembalikan").click()
    verifikator.page.locator("#id_kembalikan-alasan").fill("Lampirkan foto KTP.")
    verifikator.tekan("Kembalikan")
    verifikator.tampak("dikembalikan untuk dilengkapi.")

    buka_menu(verifikator, "Antrean")
    verifikator.page.get_by_role("checkbox", name=re.compile("^Pilih ")).check()
    verifikator.tekan("Setujui yang dicentang")
    verifikator.periksa_contoh()
    verifikator.page.get_by_label("Bukan penerima upah").check()
    verifikator.isi("Dasar jawaban", "Cek daftar BPJS")
    verifikator.tekan("Setujui")
    verifikator.tampak("1 pengajuan disetujui")
    assert Peserta.objects.filter(status=Status.LAYAK).count() == 2


def didaftarkan(admin: Loket) -> None:
    """The batch is made by one press, and its page renews itself until the file is there."""
    buka_menu(admin, "Berkas ke BPJS")
    admin.page.get_by_role("link", name=re.compile("Buat berkas")).first.click()
    admin.page.locator("tbody").get_by_role("link").last.click()
    admin.page.get_by_role("button", name=re.compile("Buat berkas")).click()
    admin.tampak("berisi 2 orang")
    assert baca(admin.unduh("PK-"))
    assert BerkasBPJS.objects.get().jumlah_orang == 2
