"""A list with titles that nobody knows, on a phone: columns chosen once, remembered after."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.loket import TUNGGU, Loket
from tests.e2e.tahap import kerjakan
from tests.peserta.lembar import orang, xlsx

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]

BIDANG = {
    "Nomor 1": "NIK (wajib)",
    "Nomor 2": "No. KK",
    "Siapa": "Nama Lengkap (wajib)",
    "Kota": "Tempat Lahir",
    "Hari": "Tanggal Lahir (wajib)",
    "Apa": "Jenis Kelamin (wajib)",
    "Di mana": "Alamat",
    "Bagian": "Kelurahan (wajib)",
    "Wilayah": "Kecamatan",
    "Kerja": "Pekerjaan (wajib)",
}


def unggah(petugas: Loket, isi: bytes) -> None:
    petugas.buka("peserta:impor")
    path = petugas.folder / "daftar warga.xlsx"
    path.write_bytes(isi)
    petugas.page.get_by_label("Berkas").set_input_files(path)
    petugas.tekan("Unggah dan periksa")
    petugas.tampak("Sedang dibaca")
    kerjakan()


def pilih(petugas: Loket, judul: str, bidang: str) -> None:
    petugas.page.get_by_role("combobox", name=re.compile(f"^{judul} kolom")).select_option(
        label=bidang
    )


def test_kolom_dipilih_sekali_di_ponsel(loket, kantor):
    petugas = loket("petugas", viewport={"width": 360, "height": 720})
    unggah(petugas, xlsx(orang(1), orang(2), judul=[*BIDANG]))
    petugas.tampak("Baris judul kolom tidak dikenali")
    petugas.page.get_by_role("radio", name="Baris 1").check()
    petugas.tekan("Tampilkan kolom dari baris ini")
    for judul, bidang in [*BIDANG.items()][:-1]:
        pilih(petugas, judul, bidang)
    pilih(petugas, "Kerja", "(tidak dipakai)")  # guessed from what stands in it
    assert petugas.page.evaluate("document.documentElement.scrollWidth") <= 360

    petugas.tekan("Simpan dan baca ulang")
    petugas.tampak("Pilih kolom yang berisi Pekerjaan")
    pilih(petugas, "Kerja", "NIK (wajib)")
    petugas.tekan("Simpan dan baca ulang")
    petugas.tampak("NIK sudah dipilih untuk kolom A")
    pilih(petugas, "Kerja", BIDANG["Kerja"])
    petugas.tekan("Simpan dan baca ulang")
    petugas.tampak("Sedang dibaca")
    kerjakan()
    expect(petugas.tombol("Masukkan 2 orang")).to_be_visible(timeout=TUNGGU)
    petugas.tampak("Kolom dibaca seperti yang dibetulkan")

    unggah(petugas, xlsx(orang(3), judul=[*BIDANG]))
    expect(petugas.tombol("Masukkan 1 orang")).to_be_visible(timeout=TUNGGU)
    petugas.tekan("Kembali ke pembacaan otomatis", yakin=True)
    petugas.tampak("Sedang dibaca")
    kerjakan()
    petugas.tampak("Baris judul kolom tidak dikenali")
