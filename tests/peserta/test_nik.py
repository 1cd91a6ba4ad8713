"""The NIK doctor: what people and Excel do to a NIK, and what it says about a person."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peserta.bersih.nik import (
    BagianLahir,
    bagian_lahir,
    bersihkan_nik,
    jenis_kelamin_dari_nik,
    nik_serasi,
    tanggal_lahir_dari_nik,
)
from peserta.bersih.nomor import bersihkan_no_kk
from pijar.samar import samarkan
from tests.peserta.strategi import SEL

NIK = "3374021802662286"


@pytest.mark.parametrize(
    "sel",
    [
        "3374 0218 0266 2286",
        "3374.0218.0266.2286",
        "3374-0218-0266-2286",
        "'3374021802662286",
        "`3374021802662286",
        "’3374021802662286’",
        "  3374021802662286\u200b",
        "3374021802\xa0662286",
        "NIK: 3374021802662286",
        "No. KTP 3374021802662286",
    ],
)
def test_separators_are_dropped_and_told(sel):
    hasil = bersihkan_nik(sel)

    assert hasil.nilai == NIK
    assert [(a.tingkat, a.kode) for a in hasil.alasan] == [("info", "nik_dibersihkan")]


@pytest.mark.parametrize("sel", ["3374O21802662286", "3374o218O2662286"])
def test_letter_o_is_repaired_with_a_warning(sel):
    hasil = bersihkan_nik(sel)

    assert hasil.nilai == NIK
    assert [(a.tingkat, a.kode) for a in hasil.alasan] == [("peringatan", "nik_huruf_o")]


@pytest.mark.parametrize("sel", [NIK, "3374016802662289", "3374012902000001"])
def test_clean_nik_has_nothing_to_say(sel):
    assert bersihkan_nik(sel) == (sel, ())


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        (3374076201780360.0, "nik_angka"),
        (3374076201780360, "nik_angka"),
        (33740762017803.0, "nik_angka"),
        (float("nan"), "nik_angka"),
        ("3374076201780360.0", "nik_angka"),
        ("3374076201780360,00", "nik_angka"),
        ("66848638615.0", "nik_angka"),
        ("3.374.076.201.780.360", "nik_angka"),
        ("3,374,076,201,780,360", "nik_angka"),
        ("3,374E+15", "nik_ilmiah"),
        ("3.37407620178036E+15", "nik_ilmiah"),
        ("3,374e15", "nik_ilmiah"),
        ("337415500985105", "nik_panjang"),
        ("33740218026622861", "nik_panjang"),
        ("197608012004121327", "nik_panjang"),
        ("96768677718", "nik_kpj"),
        ("337402180266228l", "nik_bukan_angka"),
        ("33740218O266228I", "nik_bukan_angka"),
        ("٣٣٧٤٠٢١٨٠٢٦٦٢٢٨٦", "nik_bukan_angka"),
        (True, "nik_bukan_angka"),
        ("1111111111111111", "nik_angka_sama"),
        ("0000000000000000", "nik_angka_sama"),
        ("3374021802660000", "nik_seri_nol"),
        ("3374023202662286", "nik_tanggal_mustahil"),
        ("3374020002662286", "nik_tanggal_mustahil"),
        ("3374027202662286", "nik_tanggal_mustahil"),
        ("3374021813662286", "nik_tanggal_mustahil"),
        ("3374021800662286", "nik_tanggal_mustahil"),
        ("3374023002662286", "nik_tanggal_mustahil"),
        ("3374022902662286", "nik_tanggal_mustahil"),
        ("3374027104662286", "nik_tanggal_mustahil"),
        ("", "nik_kosong"),
        (None, "nik_kosong"),
        ("-", "nik_kosong"),
        ("tidak ada", "nik_kosong"),
    ],
)
def test_what_cannot_be_a_nik_is_refused_with_its_reason(sel, kode):
    hasil = bersihkan_nik(sel)

    assert hasil.nilai is None
    assert [(a.tingkat, a.kode, a.kolom) for a in hasil.alasan] == [("galat", kode, "nik")]
    assert hasil.alasan[0].sebab
    assert hasil.alasan[0].perbaikan


def test_dotted_number_that_excel_cannot_have_made_is_read():
    assert bersihkan_nik("3.374.021.802.662.286").nilai == NIK


def test_number_typed_nik_says_how_to_repair():
    alasan = bersihkan_nik(3374076201780360.0).alasan[0]

    assert "angka ke-16 hilang" in alasan.sebab
    assert "Teks (Text)" in alasan.perbaikan
    assert "KTP" in alasan.perbaikan


def test_letter_l_is_not_repaired_but_explained():
    assert "angka 1" in bersihkan_nik("337402180266228l").alasan[0].sebab


@pytest.mark.parametrize(("jumlah", "sisipan"), [(15, "15 angka"), (17, "17 angka"), (18, "NIP")])
def test_wrong_length_names_the_count(jumlah, sisipan):
    assert sisipan in bersihkan_nik("3" * (jumlah - 1) + "4").alasan[0].sebab


def test_other_region_is_only_information():
    hasil = bersihkan_nik("3321021802662286")

    assert hasil.nilai == "3321021802662286"
    assert [(a.tingkat, a.kode) for a in hasil.alasan] == [("info", "nik_luar_kota")]


@pytest.mark.parametrize(
    ("enam", "bagian"),
    [
        ("180266", BagianLahir(18, 2, 66, "L")),
        ("580266", BagianLahir(18, 2, 66, "P")),
        ("710199", BagianLahir(31, 1, 99, "P")),
        ("290200", BagianLahir(29, 2, 0, "L")),
        ("400199", None),
        ("320199", None),
    ],
)
def test_birth_part(enam, bagian):
    assert bagian_lahir(enam) == bagian


@pytest.mark.parametrize(
    ("enam", "lahir"),
    [
        ("180266", date(1966, 2, 18)),
        ("580266", date(1966, 2, 18)),
        ("201126", date(2026, 11, 20)),
        ("211126", date(1926, 11, 21)),
        ("010100", date(2000, 1, 1)),
        ("010127", date(1927, 1, 1)),
    ],
)
def test_birth_date_is_in_the_latest_century_not_after_the_day(enam, lahir):
    assert tanggal_lahir_dari_nik(f"337402{enam}0001", date(2026, 11, 20)) == lahir


def test_birth_date_of_an_impossible_nik_raises():
    with pytest.raises(ValueError, match="tanpa tanggal lahir"):
        tanggal_lahir_dari_nik("3374023202662286", date(2026, 11, 20))


@pytest.mark.parametrize(("nik", "kelamin"), [(NIK, "L"), ("3374026404999809", "P")])
def test_sex_from_nik(nik, kelamin):
    assert jenis_kelamin_dari_nik(nik) == kelamin


def test_samarkan_hides_the_middle_and_what_is_no_nik():
    assert samarkan(NIK) == "••••••••••••2286"
    assert samarkan("12345") == "•••••"


@pytest.mark.parametrize(
    ("lahir", "kelamin", "hasil"),
    [
        (date(1966, 2, 18), "L", ()),
        (date(1966, 2, 18), "P", None),
        (date(1966, 2, 19), "L", None),
        (None, "L", None),
    ],
)
def test_nik_serasi_compares_date_and_sex(lahir, kelamin, hasil):
    assert nik_serasi(NIK, lahir, kelamin) == hasil


def test_nik_serasi_tells_of_another_region():
    (temuan,) = nik_serasi("3321021802662286", date(1966, 2, 18), "L")

    assert (temuan.tingkat, temuan.kode) == ("info", "nik_luar_kota")


@pytest.mark.parametrize(
    ("sel", "lahir"),
    [
        ("3374021802660000", date(1966, 2, 18)),
        ("3374 0218 0266 2286", date(1966, 2, 18)),
        (3374021802662286.0, date(1966, 2, 18)),
        (None, date(1966, 2, 18)),
        ("1" * 16, date(2011, 11, 11)),
        ("٣٣٧٤٠٢١٨٠٢٦٦٢٢٨٦", date(1966, 2, 18)),
    ],
)
def test_nik_serasi_is_only_for_flawless_cells(sel, lahir):
    assert nik_serasi(sel, lahir, "L") is None


@pytest.mark.parametrize(
    ("sel", "nilai", "kode"),
    [
        ("3374020909128011", "3374020909128011", []),
        (" 3374 0209 0912 8011", "3374020909128011", []),
        ("", "", []),
        (None, "", []),
        ("-", "", []),
        ("3321020909128011", "3321020909128011", ["kk_luar_kota"]),
        (3374020909128010.0, "", ["kk_angka"]),
        ("3,374E+15", "", ["kk_ilmiah"]),
        ("337402090912801", "", ["kk_panjang"]),
        ("12345678901", "", ["kk_kpj"]),
        ("33740209O912801x", "", ["kk_bukan_angka"]),
        ("0000000000000000", "", ["kk_sama"]),
    ],
)
def test_no_kk_never_blocks(sel, nilai, kode):
    hasil, alasan = bersihkan_no_kk(sel)

    assert hasil == nilai
    assert [a.kode for a in alasan] == kode
    assert {a.tingkat for a in alasan} <= {"peringatan"}


@given(SEL)
def test_nik_is_sixteen_digits_or_refused(sel):
    nilai, alasan = bersihkan_nik(sel)

    if nilai is None:
        assert [a.tingkat for a in alasan] == ["galat"]
    else:
        assert re.fullmatch("[0-9]{16}", nilai)
        assert bersihkan_nik(nilai).nilai == nilai
        assert "nik_dibersihkan" not in {a.kode for a in bersihkan_nik(nilai).alasan}


@given(SEL)
def test_no_kk_is_sixteen_digits_or_empty(sel):
    nilai, _ = bersihkan_no_kk(sel)

    assert re.fullmatch("([0-9]{16})?", nilai)
    assert bersihkan_no_kk(nilai)[0] == nilai


@given(st.text(alphabet="0123456789Oo .'l", min_size=10, max_size=30))
def test_sentences_about_a_nik_never_hold_it(sel):
    for alasan in bersihkan_nik(sel).alasan:
        assert not re.search("[0-9]{9,}", alasan.sebab + alasan.perbaikan)
