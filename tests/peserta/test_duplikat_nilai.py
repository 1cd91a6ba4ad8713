"""Points for a pair of people: which pairs are shown, and which would waste an officer's time."""

from datetime import date

import pytest

from peserta.bersih.jarak import jarak
from peserta.bersih.nama import nama_cari
from peserta.duplikat.nilai import (
    AMBANG,
    Orang,
    banding_nama,
    beda_nik,
    kalimat_alasan,
    nilai,
)

LAHIR = date(1985, 2, 15)
DASAR = Orang(
    1, "3374015502850001", "3374010101010001", "BAMBANG SUTRISNO", LAHIR, "L",
    "Suminah", "Jl. Layur No. 12", "33.74.01.1001", "081234567890",
)  # fmt: skip
JAUH = {  # nothing in common but what a case adds
    "id": 2, "nik": "3374021502850999", "no_kk": "", "nama_ibu": "", "alamat": "",
    "kelurahan_id": "33.74.09.1001", "hp": "",
}  # fmt: skip
SERUMAH = {  # the same household
    "id": 2, "nik": "3374015502850002", "no_kk": DASAR.no_kk, "nama_ibu": DASAR.nama_ibu,
    "alamat": DASAR.alamat, "kelurahan_id": DASAR.kelurahan_id, "hp": DASAR.hp,
}  # fmt: skip


def segitiga(nama):
    """Letter triples as pg_trgm makes them."""
    return {f"  {k} "[i : i + 3] for k in nama.split() for i in range(len(k) + 1)}


def serupa(a, b):
    satu, dua = segitiga(a), segitiga(b)
    return len(satu & dua) / len(satu | dua)


def skor(a, lain, *, ramai=False, **isi):
    b = a._replace(**lain | isi)
    mirip = serupa(a.nama_cari, b.nama_cari)
    return nilai(a, b, mirip, hp_ramai=ramai, kk_ramai=ramai).skor


@pytest.mark.parametrize(
    "isi",
    [
        {},
        {"nama_cari": "BAMBANG SUTISNO", "kelurahan_id": DASAR.kelurahan_id},
        {"nama_cari": "BAMBANG", "nama_ibu": "SUMINAH"},
        {"tanggal_lahir": date(1985, 2, 16), "hp": DASAR.hp},
        {"tanggal_lahir": date(1971, 7, 9), "hp": DASAR.hp, "kelurahan_id": DASAR.kelurahan_id},
        {"tanggal_lahir": date(1971, 7, 9), "no_kk": DASAR.no_kk, "nama_ibu": "Suminah"},
        {"nama_cari": "SUTRISNO B", "nama_ibu": "Suminnah"},
        {"nik": "3374015502850010", "nama_cari": "BAMBANG SUTISNO"},
    ],
    ids=[
        "same name and birth date", "a slip in the name, same kelurahan",
        "half the name, same mother",
        "day mistyped, same phone", "another birth date, same phone and kelurahan",
        "another birth date, same card and mother", "an initial, mother with a slip",
        "a slip in the name, two neighbouring digits of the NIK swapped",
    ],
)  # fmt: skip
def test_the_same_person_is_shown(isi):
    assert skor(DASAR, JAUH, **isi) >= AMBANG


@pytest.mark.parametrize(
    "isi",
    [
        {"nama_cari": "SUGENG WIBOWO"},
        {"nama_ibu": "Kartini"},
        {"tanggal_lahir": date(1990, 7, 9)},
        {"tanggal_lahir": date(1990, 7, 9), "nama_ibu": "Suminah"},
        {"nama_cari": "BAMBANG SUBEKTI"},
        {"jenis_kelamin": "P"},
        {"tanggal_lahir": date(1985, 3, 15)},
    ],
    ids=[
        "only the birth date", "namesake with another mother", "only the name",
        "name and mother, forty years of namesakes", "first name and birth date", "another sex",
        "name and most of the birth date",
    ],
)  # fmt: skip
def test_somebody_else_is_not_shown(isi):
    assert skor(DASAR, JAUH, **isi) < AMBANG


@pytest.mark.parametrize(
    ("nama", "kelamin"),
    [("HASAN", "L"), ("BAMBANG SUSANTO", "L"), ("SUTRISNI BAMBANG", "P"), ("SUGENG SUTRISNO", "L")],
)
def test_twins_and_brothers_are_not_shown(nama, kelamin):
    """Twins share card, mother, phone, address, birth date and all but a digit of the NIK."""
    kembar = skor(DASAR, SERUMAH, nama_cari=nama, jenis_kelamin=kelamin)
    lahir = {"nik": "3374010109800002", "tanggal_lahir": date(1980, 9, 1)}
    kakak = skor(DASAR, SERUMAH, nama_cari=nama, jenis_kelamin=kelamin, **lahir)

    assert kembar < AMBANG
    assert kakak < AMBANG


def test_a_household_does_not_make_brothers_of_like_names_one():
    assert (
        skor(DASAR, SERUMAH, nama_cari="BAMBANG SUTARJO", tanggal_lahir=date(1980, 9, 1)) < AMBANG
    )


def test_swapped_day_and_month_count():
    a = DASAR._replace(tanggal_lahir=date(1985, 2, 9))

    assert skor(a, JAUH, tanggal_lahir=date(1985, 9, 2)) >= AMBANG
    assert skor(a, JAUH, tanggal_lahir=date(1986, 9, 2)) < AMBANG


@pytest.mark.parametrize("hari", [date(1960, 1, 1), date(1960, 12, 31), date(1960, 7, 1)])
def test_a_guessed_birthday_needs_more(hari):
    a = DASAR._replace(tanggal_lahir=hari)

    assert skor(a, JAUH) < AMBANG
    assert skor(a, JAUH, kelurahan_id=a.kelurahan_id) >= AMBANG


def test_a_phone_or_card_of_many_says_nothing():
    isi = JAUH | {"hp": DASAR.hp, "no_kk": DASAR.no_kk, "tanggal_lahir": date(1971, 7, 9)}

    assert skor(DASAR, isi) == skor(DASAR, isi, ramai=True) + 30


def test_points_stay_between_0_and_100():
    assert skor(DASAR, SERUMAH) == 100
    assert skor(DASAR, JAUH, nama_cari="SITI", jenis_kelamin="P", tanggal_lahir=date(1, 1, 1)) == 0


@pytest.mark.parametrize(
    ("a", "b", "hasil"),
    [
        ("Moh. Yusuf", "Muhammad Yusuf", "sama"),
        ("H. Muh Yusuf, S.Pd", "Mochamad Yusuf", "sama"),
        ("M. Yusuf", "Muhammad Yusuf", "sama"),
        ("Nur Hayati", "Nurhayati", "sama"),
        ("Abdurrahman", "Abdul Rahman", "sama"),
        ("Sutrisno Bambang", "Bambang Sutrisno", "sama"),
        ("Djoko Soesilo Wibowo", "Joko Soesilo Wibowo", "sama"),
        ("Soekarnoputri", "Sukarnoputri", "sama"),
        ("Siti Aminah", "Aminah", "sebagian"),
        ("Siti Aminah", "Siti Aisyah", "berbeda"),
        ("Sri Rejeki", "Siti Rejeki", "berbeda"),
        ("Aminah", "Aminatun", "berbeda"),
        ("Hasan", "Husein", "berbeda"),
    ],
)
def test_names_are_compared_word_by_word(a, b, hasil):
    satu, dua = nama_cari(a), nama_cari(b)

    assert banding_nama(satu, dua) == banding_nama(dua, satu) == hasil


@pytest.mark.parametrize(
    ("a", "b", "hasil"),
    [
        ("sarmi", "sarmi", 0), ("sarmi", "sarni", 1), ("sarmi", "samri", 1), ("sarmi", "sarm", 1),
        ("sarmi", "sarrmi", 1), ("suwarno", "soewarno", 2), ("ab", "abcdef", 3), ("", "", 0),
    ],
)  # fmt: skip
def test_slips_are_counted(a, b, hasil):
    assert jarak(a, b) == jarak(b, a) == hasil


@pytest.mark.parametrize(
    ("b", "kalimat"),
    [
        ("3374015502850001", ""),
        ("3374015502850007", "NIK berbeda satu angka, yang ke-16"),
        ("3374105502850001", "angka NIK ke-5 dan ke-6 tertukar"),
        ("3374025502850007", ""),
        ("337401550285000", ""),
    ],
)
def test_one_slip_between_two_nik_is_told_without_the_nik(b, kalimat):
    assert beda_nik("3374015502850001", b) == kalimat


def test_signals_are_told_in_words():
    isi = JAUH | {"hp": DASAR.hp, "nama_cari": "BAMBANG SUTISNO"}
    hasil = nilai(DASAR, DASAR._replace(**isi), 0.86, hp_ramai=False, kk_ramai=False)

    assert kalimat_alasan(hasil.alasan) == [
        "nama sangat mirip",
        "tanggal lahir sama",
        "nomor HP sama",
    ]
