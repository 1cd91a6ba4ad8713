"""Phones, e-mail, RT and RW."""

import re
from datetime import date

import pytest
from hypothesis import given

from peserta.bersih.kontak import bersihkan_email, bersihkan_hp, bersihkan_rt_rw
from tests.peserta.strategi import SEL


@pytest.mark.parametrize(
    "sel",
    [
        "085126549833",
        "85126549833",
        85126549833.0,
        "+6285126549833",
        "+62 851-26549833",
        "62 851 2654 9833",
        "0062-85126549833",
        "(+62) 851 2654 9833",
        "+62 0851 2654 9833",
        "(0851) 26549833",
        "0851.2654.9833",
        "'085126549833",
        "\u200b085126549833",
    ],
)
def test_phone_becomes_08(sel):
    assert bersihkan_hp(sel) == ("085126549833", ())


def test_first_of_two_phones_is_used_and_told():
    nomor, alasan = bersihkan_hp("0812345678 / 081398765432")

    assert nomor == "0812345678"
    assert [(a.tingkat, a.kode) for a in alasan] == [("info", "hp_lebih_dari_satu")]


@pytest.mark.parametrize("sel", [None, "", "-", "0", "000", "tidak ada", 0.0])
def test_no_phone_is_no_finding(sel):
    assert bersihkan_hp(sel) == ("", ())


@pytest.mark.parametrize("sel", ["024-8311234", "08123", "0812345678901234", "punya", "001234567"])
def test_unreadable_phone_is_left_out_and_never_blocks(sel):
    nomor, alasan = bersihkan_hp(sel)

    assert nomor == ""
    assert [(a.tingkat, a.kode) for a in alasan] == [("peringatan", "hp_tidak_terbaca")]


@pytest.mark.parametrize(
    ("sel", "email", "kode"),
    [
        ("Budi@Contoh.ID", "budi@contoh.id", []),
        ("", "", []),
        ("-", "", []),
        (None, "", []),
        ("budi", "", ["email_tidak_sah"]),
        ("budi@contoh", "", ["email_tidak_sah"]),
        ("a b@contoh.id", "", ["email_tidak_sah"]),
        ("a@" + "b" * 300 + ".id", "", ["email_tidak_sah"]),
    ],
)
def test_email(sel, email, kode):
    hasil, alasan = bersihkan_email(sel)

    assert hasil == email
    assert [a.kode for a in alasan] == kode


@pytest.mark.parametrize(
    ("sel", "rt", "rw"),
    [
        ("09/08", "009", "008"),
        ("009/008", "009", "008"),
        ("9/8", "009", "008"),
        ("9-8", "009", "008"),
        ("RT 9 RW 8", "009", "008"),
        ("RT.09/RW.08", "009", "008"),
        ("rt 09 / rw 08", "009", "008"),
        ("RT09RW08", "009", "008"),
        ("RT 09 RW VIII", "009", "008"),
        ("RT IX / RW VIII", "009", "008"),
        ("RT 9", "009", ""),
        ("RW 8", "", "008"),
        ("9", "009", ""),
        (9.0, "009", ""),
        (12, "012", ""),
        ("-", "", ""),
        ("0/0", "", ""),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_rt_rw_forms(sel, rt, rw):
    assert bersihkan_rt_rw(sel) == (rt, rw, ())


@pytest.mark.parametrize(("sel", "rw"), [(4.0, "004"), ("04", "004"), ("RW 04", "004")])
def test_lone_number_in_the_rw_column_is_the_rw(sel, rw):
    assert bersihkan_rt_rw(sel, "rw") == ("", rw, ())


@pytest.mark.parametrize("sel", [date(2026, 8, 9), "0908", "abc", "RT", "1234/5", "9/8/7"])
def test_unreadable_rt_rw_is_left_out_with_a_warning(sel):
    hasil = bersihkan_rt_rw(sel)

    assert hasil[:2] == ("", "")
    assert [a.tingkat for a in hasil.alasan] == ["peringatan"]


def test_rt_rw_that_excel_made_a_date_says_so():
    assert "Excel" in bersihkan_rt_rw(date(2026, 8, 9)).alasan[0].sebab


@given(SEL)
def test_contact_cells_come_out_clean(sel):
    hp, email, (rt, rw, _) = bersihkan_hp(sel)[0], bersihkan_email(sel)[0], bersihkan_rt_rw(sel)

    assert re.fullmatch(r"(08[1-9][0-9]{7,10})?", hp)
    assert bersihkan_hp(hp) == (hp, ())
    assert bersihkan_email(email) == (email, ())
    assert re.fullmatch(r"([0-9]{3})?/([0-9]{3})?", f"{rt}/{rw}")
    assert bersihkan_rt_rw(rt, "rt") == (rt, "", ())
    assert bersihkan_rt_rw(rw, "rw") == ("", rw, ())
