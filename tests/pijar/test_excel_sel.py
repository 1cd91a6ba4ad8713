"""The canonical text of a cell."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pijar.excel import kosong, teks

SEL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "L"])),
)


@pytest.mark.parametrize(
    ("sel", "tulisan"),
    [
        (None, ""),
        ("", ""),
        ("  Siti   Aminah ", "Siti Aminah"),
        ("Siti\u00a0Aminah\u200b", "Siti Aminah"),
        ("\ufeff3374\u200e076\u202c201780360", "3374076201780360"),
        ("Jl. Pemuda\nNo. 1\t/\r\n2", "Jl. Pemuda No. 1 / 2"),
        ("a\x00b\x0bc", "ab c"),
        ("3.37408E+15", "3.37408E+15"),
        (9.0, "9"),
        (9, "9"),
        (-0.0, "0"),
        (3374076201780360.0, "3374076201780360"),
        (7.5, "7,5"),
        (0.1 + 0.2, "0,3"),
        (7.5e20, "750000000000000000000"),
        (7.5e22, "7,5e+22"),
        (float("inf"), "inf"),
        (True, "ya"),
        (False, "tidak"),
        (date(1966, 2, 18), "18-02-1966"),
        (datetime(2026, 11, 20), "20-11-2026"),  # noqa: DTZ001 - cells have no time zone
        (datetime(2026, 11, 20, 14, 30), "20-11-2026 14.30"),  # noqa: DTZ001
        (datetime(2026, 11, 20, 14, 30, 5), "20-11-2026 14.30.05"),  # noqa: DTZ001
    ],
)
def test_teks_is_canonical(sel, tulisan):
    assert teks(sel) == tulisan


@given(SEL)
def test_teks_never_crashes_and_is_stable(sel):
    tulisan = teks(sel)

    assert teks(tulisan) == tulisan
    assert tulisan == " ".join(tulisan.split())
    assert "\0" not in tulisan
    tulisan.encode()


@given(st.integers(0, 10**15))
def test_teks_keeps_every_digit_that_excel_keeps(n):
    assert teks(float(n)) == str(n)


@pytest.mark.parametrize(
    ("sel", "hasil"),
    [(None, True), ("", True), (" \u00a0\t", True), (0.0, False), (False, False), ("0", False)],
)
def test_kosong_is_what_an_officer_calls_empty(sel, hasil):
    assert kosong(sel) is hasil
