"""What a screen tells of a number and of a birth date: four digits, and in a list the age."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from peserta.models import PasanganMirip
from pijar.samar import samarkan, samarkan_ganti
from tests.factories import PesertaFactory
from tests.peran import buat, masuk

NIK = "3374011811670001"
LAHIR = date(1967, 11, 18)
DAFTAR = ("peserta:daftar", "iuran:usia", "verifikasi:daftar_tunggu", "peserta:duplikat")


@pytest.mark.parametrize("nomor", [NIK, "3374" * 4, "3374011", "00087654321", ""])
def test_the_mask_shows_neither_place_nor_birth_date(nomor):
    samar = samarkan(nomor)

    assert len(samar) == len(nomor)
    assert not set(samar[:12]) - {"•"}


def test_a_change_that_the_mask_hides_is_told_by_its_places():
    assert (
        samarkan_ganti(NIK, "3374011911670001")[1] == "••••••••••••0001 (berbeda pada angka ke-8)"
    )
    assert samarkan_ganti(NIK, "3374011811670002") == ("••••••••••••0001", "••••••••••••0002")


@pytest.mark.parametrize("nama", DAFTAR)
def test_a_list_tells_the_age_and_not_the_birth_date(db, nama):
    satu = PesertaFactory(nama="Siti", nik=NIK, tanggal_lahir=LAHIR, status="layak")
    lain = PesertaFactory(nama="Sita", tanggal_lahir=date(1962, 3, 7), status="layak")
    PasanganMirip.objects.create(kiri=satu, kanan=lain, skor=90, alasan={"nama": 90})

    html = masuk(buat("kota", "admin")).get(reverse(nama)).text

    hari = timezone.localdate()
    usia = {nama: [f"{orang.usia(hari)} th" for orang in (satu, lain)] for nama in DAFTAR}
    usia["iuran:usia"] = usia["iuran:usia"][1:]  # nobody younger is in it
    for kata in usia[nama]:
        assert kata in html
    for bentuk in ("18 November 1967", "18-11-1967", "1967-11-18", "181167", "7 Maret 1962"):
        assert bentuk not in html
    assert NIK not in html


def test_the_page_of_one_person_tells_both(db):
    orang = PesertaFactory(nik=NIK, tanggal_lahir=LAHIR)

    html = masuk(buat("kota", "admin")).get(reverse("peserta:detail", args=[orang.pk])).text

    assert f"18 November 1967 ({orang.usia(timezone.localdate())} tahun)" in html
    assert "••••••••••••0001" in html


def test_the_likely_same_page_names_no_foreign_place(db):
    sini = PesertaFactory(kelurahan_id="33.74.07.1003")
    sana = PesertaFactory(nama="Rahasia", kelurahan_id="33.74.01.1001")
    PasanganMirip.objects.create(kiri=sini, kanan=sana, skor=90, alasan={"nama": 90})

    html = (
        masuk(buat("sini", "petugas", wilayah=["33.74.07"])).get(reverse("peserta:duplikat")).text
    )

    assert "Seseorang di wilayah lain" in html
    for tempat in (sana.kelurahan.nama, sana.kelurahan.kecamatan.nama, sana.nama, "kecamatan_id"):
        assert tempat not in html.split("<table")[1]
