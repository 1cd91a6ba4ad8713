"""The one search box."""

import pytest

from peserta.daftar.cari import Cari, baca_cari, memuat_nomor


@pytest.mark.parametrize(
    ("tulisan", "hasil"),
    [
        ("3374015502850001", Cari(nomor="3374015502850001")),
        ("3374 0155 0285 0001", Cari(nomor="3374015502850001")),
        ("0001", Cari(nomor="0001")),
        ("081234567890", Cari(nomor="081234567890", hp="081234567890")),
        ("+62 812-3456-7890", Cari(nomor="6281234567890", hp="081234567890")),
        ("NIK: 3374015502850001", Cari(nomor="3374015502850001")),
        ("3374-0155/0285-0001;", Cari(nomor="3374015502850001")),
        ("HP Budi +62 812-3456-7890", Cari(nomor="6281234567890", hp="081234567890")),
        ("123", Cari(nama="")),
        ("Siti Aminah", Cari(nama="SITI AMINAH")),
        ("H. Moch. Yusuf, S.Pd", Cari(nama="MUHAMMAD YUSUF")),
        ("", Cari()),
        ("３３７４０１", Cari(nomor="337401")),
        ("٣٣٧٤٠١", Cari(nomor="337401")),
    ],
)
def test_baca_cari(tulisan, hasil):
    assert baca_cari(tulisan) == hasil


@pytest.mark.parametrize("tulisan", ["3374015502850001", "siti 0812 3456 7890", "33.74.01"])
def test_numbers_are_found_among_words(tulisan):
    assert memuat_nomor(tulisan)


def test_a_name_is_no_number():
    assert not memuat_nomor("Siti Aminah 2")


def test_no_more_is_read_than_a_name_can_have():
    assert baca_cari("A" * 5_000_000).nama == "A" * 150


def test_a_number_behind_endless_text_is_still_a_number():
    assert baca_cari("Siti " * 100 + "3374015502850001").nomor == "3374015502850001"
