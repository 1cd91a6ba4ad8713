"""The one search box."""

import pytest

from peserta.daftar.cari import baca_cari, memuat_nomor


@pytest.mark.parametrize(
    ("tulisan", "nomor", "hp", "nama"),
    [
        ("3374015502850001", "3374015502850001", "", ""),
        ("3374 0155 0285 0001", "3374015502850001", "", ""),
        ("0001", "0001", "", ""),
        ("081234567890", "081234567890", "081234567890", ""),
        ("+62 812-3456-7890", "6281234567890", "081234567890", ""),
        ("NIK: 3374015502850001", "3374015502850001", "", ""),
        ("3374-0155/0285-0001;", "3374015502850001", "", ""),
        ("HP Budi +62 812-3456-7890", "6281234567890", "081234567890", "BUDI"),
        ("Siti Aminah 5502", "5502", "", "SITI AMINAH"),
        ("KPJ no. 00087654321 Siti", "00087654321", "", "SITI"),
        ("Siti Aminah, 3374015502850001", "3374015502850001", "", ""),
        ("123", "", "", ""),
        ("Siti Aminah", "", "", "SITI AMINAH"),
        ("H. Moch. Yusuf, S.Pd", "", "", "MUHAMMAD YUSUF"),
        ("", "", "", ""),
        ("٭ – !", "", "", ""),
        ("３３７４０１", "337401", "", ""),
        ("٣٣٧٤٠١", "337401", "", ""),
    ],
)
def test_baca_cari(tulisan, nomor, hp, nama):
    cari = baca_cari(tulisan)

    assert (cari.nomor, cari.hp, cari.nama) == (nomor, hp, nama)


def test_words_beside_a_whole_nik_are_kept_but_do_not_narrow():
    cari = baca_cari("NIK Siti 3374015502850001")

    assert (cari.kata, cari.penyempit) == ("Siti", "")


@pytest.mark.parametrize("tulisan", ["3374015502850001", "siti 0812 3456 7890", "33.74.01"])
def test_numbers_are_found_among_words(tulisan):
    assert memuat_nomor(tulisan)


def test_a_name_is_no_number():
    assert not memuat_nomor("Siti Aminah 2")


def test_no_more_is_read_than_a_name_can_have():
    assert baca_cari("A" * 5_000_000).nama == "A" * 150


def test_a_number_behind_endless_text_is_still_a_number():
    assert baca_cari("Siti " * 100 + "3374015502850001").nomor == "3374015502850001"
