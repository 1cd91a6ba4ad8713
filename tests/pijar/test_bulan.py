"""Months and dates in Indonesian."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from pijar.bulan import (
    NAMA_BULAN,
    BulanField,
    awal_bulan,
    baca_bulan,
    nama_bulan,
    rentang_bulan,
    selisih_bulan,
    tambah_bulan,
    tanggal_panjang,
    waktu_wib,
)

TANGGAL = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NOVEMBER = date(2026, 11, 1)


@given(TANGGAL, st.integers(-1_000, 1_000))
def test_tambah_and_selisih_are_inverse(tanggal, n):
    bulan = awal_bulan(tanggal)

    assert tambah_bulan(tanggal, n).day == 1
    assert selisih_bulan(tanggal, tambah_bulan(tanggal, n)) == n
    assert tambah_bulan(tambah_bulan(bulan, n), -n) == bulan


@pytest.mark.parametrize(
    ("n", "hasil"),
    [(0, NOVEMBER), (1, date(2026, 12, 1)), (2, date(2027, 1, 1)), (-11, date(2025, 12, 1))],
)
def test_tambah_bulan_crosses_the_year(n, hasil):
    assert tambah_bulan(date(2026, 11, 30), n) == hasil


def test_awal_bulan_of_a_datetime_is_a_date():
    assert type(awal_bulan(datetime(2026, 11, 20, tzinfo=UTC))) is date


def test_rentang_bulan_counts_from_the_first():
    assert rentang_bulan(date(2026, 11, 20), 3) == [NOVEMBER, date(2026, 12, 1), date(2027, 1, 1)]
    assert rentang_bulan(NOVEMBER, 0) == rentang_bulan(NOVEMBER, -1) == []


def test_names_are_indonesian():
    assert [nama_bulan(date(2026, n, 1)) for n in range(1, 13)] == [f"{n} 2026" for n in NAMA_BULAN]
    assert tanggal_panjang(date(2026, 11, 20)) == "20 November 2026"
    assert tanggal_panjang(date(2026, 8, 1)) == "1 Agustus 2026"


@pytest.mark.parametrize("zona", [UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))])
def test_waktu_is_that_of_western_indonesia(zona):
    waktu = datetime(2026, 11, 20, 17, 30, tzinfo=UTC).astimezone(zona)

    assert waktu_wib(waktu) == "21 November 2026 00.30 WIB"
    assert tanggal_panjang(waktu) == "21 November 2026"


def test_waktu_refuses_a_time_without_zone():
    with pytest.raises(ValueError, match="zona waktu"):
        waktu_wib(datetime(2026, 11, 20))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    "tulisan",
    [
        "November 2026", "november 2026", "  NOVEMBER   2026 ", "nov 2026", "Nov. 2026", "nop 2026",
        "Nopember 2026", "nov-2026", "2026-11", "2026/11", "11/2026", "11-2026", "11.2026",
    ],
)  # fmt: skip
def test_baca_bulan_reads_what_people_write(tulisan):
    assert baca_bulan(tulisan) == NOVEMBER


@pytest.mark.parametrize(
    "tulisan",
    ["", "2026", "November", "13/2026", "0/2026", "2026-00", "2026-13", "11/26", "1899-12",
     "2200-01", "Novembro 2026", "20-11-2026", "Mei 20261", "١١/٢٠٢٦", "2026-11-01"],
)  # fmt: skip
def test_baca_bulan_refuses_the_rest(tulisan):
    assert baca_bulan(tulisan) is None


@given(TANGGAL)
def test_baca_bulan_reads_back_its_own_names(tanggal):
    bulan = awal_bulan(tanggal)

    assert baca_bulan(nama_bulan(tanggal)) == bulan
    assert baca_bulan(nama_bulan(tanggal)[:3] + f" {tanggal.year}") == bulan
    assert baca_bulan(f"{tanggal:%Y-%m}") == baca_bulan(f"{tanggal:%m/%Y}") == bulan


@given(st.text())
def test_baca_bulan_never_crashes(tulisan):
    assert baca_bulan(tulisan) is None or isinstance(baca_bulan(tulisan), date)


class BulanForm(forms.Form):
    bulan = BulanField(required=False)


@pytest.mark.parametrize("tulisan", ["2026-11", "November 2026", "11/2026"])
def test_bulan_field_cleans_to_the_first_day(tulisan):
    form = BulanForm({"bulan": tulisan})

    assert form.is_valid()
    assert form.cleaned_data["bulan"] == NOVEMBER


def test_bulan_field_accepts_a_date_and_nothing():
    assert BulanField().clean(date(2026, 11, 20)) == NOVEMBER
    assert BulanField(required=False).clean("") is None
    with pytest.raises(forms.ValidationError):
        BulanField().clean("")


def test_bulan_field_says_how_to_write_it():
    form = BulanForm({"bulan": "bulan depan"})

    assert not form.is_valid()
    assert form.errors["bulan"] == [
        "“bulan depan” tidak terbaca sebagai bulan. Tulis bulan dan tahun, misalnya November 2026."
    ]


@pytest.mark.parametrize("awal", [NOVEMBER, "2026-11", "nov 2026"])
def test_bulan_field_shows_the_month_by_its_name(awal):
    isian = str(BulanForm(initial={"bulan": awal})["bulan"])

    assert 'type="text"' in isian
    assert 'value="November 2026"' in isian
    assert "value" not in str(BulanForm()["bulan"])
    assert 'value="salah"' in str(BulanForm({"bulan": "salah"})["bulan"])


def test_bulan_field_knows_whether_it_changed():
    assert not BulanForm({"bulan": "2026-11"}, initial={"bulan": NOVEMBER}).has_changed()
    assert BulanForm({"bulan": "2026-12"}, initial={"bulan": NOVEMBER}).has_changed()
