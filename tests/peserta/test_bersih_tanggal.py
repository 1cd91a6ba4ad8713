"""Birth dates in every form of the field, with and without the place; ages in months."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peserta.bersih.tanggal import (
    bersihkan_desil_pada,
    bersihkan_kelahiran,
    bersihkan_tempat,
    teks_usia,
    usia_bulan,
)
from tests.peserta.strategi import SEL

LAHIR = date(1966, 2, 18)


@pytest.mark.parametrize(
    "sel",
    [
        LAHIR,
        datetime(1966, 2, 18),  # noqa: DTZ001 - cells carry no zone
        "18-02-1966",
        "18/02/1966",
        "18.02.1966",
        "18 02 1966",
        "18 - 02 - 1966",
        " 18-2-1966 ",
        "18-02-1966.",
        "18 Februari 1966",
        "18 FEBRUARI 1966",
        "18 Pebruari 1966",
        "18-Feb-1966",
        "18 Peb 1966",
        "18feb1966",
        "18 February 1966",
        "1966-02-18",
        "1966/2/18",
        "1966-02-18 00:00:00",
        "1966-02-18T00:00:00.000",
        "18-02-1966 00.00",
        "18021966",
        18021966.0,
        "19660218",
        "18–02–1966",
        "18 — Feb — 1966",
        "18-II-1966",
        "18/ii/1966",
        "18 Febr. 1966",
        "18-02-1966 (KTP)",
        "18 Februari Tahun 1966",
        "18 bulan 2 tahun 1966",
        "tgl 18 bln Februari thn. 1966",
    ],
)
def test_date_forms(sel):
    assert bersihkan_kelahiran(sel, 2026) == ("", LAHIR, ())


@pytest.mark.parametrize(
    ("sel", "tempat"),
    [
        ("Semarang, 18-02-1966", "Semarang"),
        ("SEMARANG,18-02-1966", "SEMARANG"),
        ("Semarang / 18-02-1966", "Semarang"),
        ("Semarang 18 Februari 1966", "Semarang"),
        ("Kab. Semarang, tgl. 18-02-1966", "Kab. Semarang"),
        ("Semarang, tanggal 18 Februari 1966", "Semarang"),
        ("Semarang (18-02-1966)", "Semarang"),
        ("Semarang – 18–02–1966 (KTP)", "Semarang"),
        ("Semarang, 18 II 1966", "Semarang"),
        ("-, 18-02-1966", ""),
    ],
)
def test_place_before_the_date(sel, tempat):
    assert bersihkan_kelahiran(sel, 2026) == (tempat, LAHIR, ())


@pytest.mark.parametrize(
    ("sel", "lahir", "kode"),
    [
        ("18/02/66", LAHIR, "tahun_dua_angka"),
        ("18-Feb-66", LAHIR, "tahun_dua_angka"),
        ("01-01-26", date(2026, 1, 1), "tahun_dua_angka"),
        ("01-01-27", date(1927, 1, 1), "tahun_dua_angka"),
        ("01-01-00", date(2000, 1, 1), "tahun_dua_angka"),
        (24156.0, LAHIR, "tanggal_serial"),
        (24156.75, LAHIR, "tanggal_serial"),
        ("24156", LAHIR, "tanggal_serial"),
    ],
)
def test_what_was_guessed_is_told(sel, lahir, kode):
    hasil = bersihkan_kelahiran(sel, 2026)

    assert hasil.tanggal == lahir
    assert [(a.tingkat, a.kode) for a in hasil.alasan] == [("info", kode)]


@pytest.mark.parametrize("sel", ["02/18/1966", "Semarang, 02-18-1966", "1966-18-02"])
def test_month_before_day_is_read_with_a_warning(sel):
    hasil = bersihkan_kelahiran(sel, 2026)

    assert hasil.tanggal == LAHIR
    assert [(a.tingkat, a.kode) for a in hasil.alasan] == [("peringatan", "tanggal_dibalik")]


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ("", "tanggal_kosong"),
        ("-", "tanggal_kosong"),
        ("Semarang", "tanggal_kosong"),
        ("tidak tahu", "tanggal_kosong"),
        (None, "tanggal_kosong"),
        ("31-02-1990", "tanggal_mustahil"),
        ("29-02-1990", "tanggal_mustahil"),
        ("32-01-1990", "tanggal_mustahil"),
        ("00-01-1990", "tanggal_mustahil"),
        ("13-13-1990", "tanggal_mustahil"),
        ("1966", "tanggal_tidak_terbaca"),
        (1966.0, "tanggal_tidak_terbaca"),
        ("02-1966", "tanggal_tidak_terbaca"),
        ("18 Foo 1966", "tanggal_tidak_terbaca"),
        ("18-02-966", "tanggal_tidak_terbaca"),
        ("60 tahun", "tanggal_tidak_terbaca"),
        ("19²", "tanggal_tidak_terbaca"),
        (float("inf"), "tanggal_tidak_terbaca"),
        (float("nan"), "tanggal_tidak_terbaca"),
        (-5.0, "tanggal_tidak_terbaca"),
        (123456.0, "tanggal_tidak_terbaca"),
        (3374021802662286.0, "tanggal_tidak_terbaca"),
        (True, "tanggal_tidak_terbaca"),
    ],
)
def test_unreadable_dates_are_a_galat(sel, kode):
    hasil = bersihkan_kelahiran(sel, 2026)

    assert hasil.tanggal is None
    assert [(a.tingkat, a.kode, a.kolom) for a in hasil.alasan] == [
        ("galat", kode, "tanggal_lahir")
    ]


@pytest.mark.parametrize(
    ("tulisan", "bulan"),
    [("Agst", 8), ("Agts", 8), ("Agust", 8), ("VIII", 8), ("IX", 9), ("Okto", 10), ("XII", 12)],
)
def test_months_as_people_shorten_them(tulisan, bulan):
    assert bersihkan_kelahiran(f"5 {tulisan} 1970", 2026).tanggal == date(1970, bulan, 5)


def test_place_survives_a_missing_date():
    assert bersihkan_kelahiran("Semarang", 2026).tempat == "Semarang"


@pytest.mark.parametrize(
    ("sel", "tempat"),
    [("Kab.  Demak ", "Kab. Demak"), ("-", ""), (None, ""), ("x" * 200, "x" * 80)],
)
def test_place_of_birth(sel, tempat):
    assert bersihkan_tempat(sel) == tempat


@pytest.mark.parametrize(
    ("lahir", "pada", "bulan"),
    [
        (date(1961, 11, 20), date(2026, 11, 19), 779),
        (date(1961, 11, 20), date(2026, 11, 20), 780),
        (date(1961, 11, 20), date(2026, 11, 21), 780),
        (date(1960, 2, 29), date(2025, 2, 28), 779),
        (date(1960, 2, 29), date(2025, 3, 1), 780),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 21), date(2026, 11, 20), -1),
    ],
)
def test_age_in_completed_months_around_the_65th_birthday(lahir, pada, bulan):
    assert usia_bulan(lahir, pada) == bulan


@pytest.mark.parametrize(("bulan", "teks"), [(779, "64 tahun 11 bulan"), (780, "65 tahun")])
def test_age_in_words(bulan, teks):
    assert teks_usia(bulan) == teks


@given(SEL, st.integers(2020, 2100))
def test_no_cell_breaks_the_date_reader(sel, tahun):
    tempat, tanggal, alasan = bersihkan_kelahiran(sel, tahun)

    assert (tanggal is None) == any(a.tingkat == "galat" for a in alasan)
    assert bersihkan_tempat(tempat) == tempat


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_back(lahir):
    for tulisan in (f"{lahir:%d-%m-%Y}", f"{lahir:%d/%m/%Y}", lahir.isoformat(), f"{lahir:%d%m%Y}"):
        assert bersihkan_kelahiran(tulisan, 2026) == ("", lahir, ())


@pytest.mark.parametrize(
    ("sel", "harapan"),
    [
        ("31-12-2025", date(2025, 12, 31)),
        ("10 Maret 2026", date(2026, 3, 10)),
        (date(2026, 1, 2), date(2026, 1, 2)),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_day_of_the_check_is_read(sel, harapan):
    assert bersihkan_desil_pada(sel, date(2026, 3, 10)) == (harapan, ())


@pytest.mark.parametrize("sel", ["11-03-2026", "kapan-kapan", "31-02-2026"])
def test_day_of_the_check_that_cannot_be_is_left_out(sel):
    tanggal, temuan = bersihkan_desil_pada(sel, date(2026, 3, 10))

    assert tanggal is None
    assert [a.kode for a in temuan] == ["desil_pada_tidak_sah"]
