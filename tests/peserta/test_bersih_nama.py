"""Names as written and as compared, and the sex of a person."""

import re

import pytest
from hypothesis import given

from peserta.bersih.nama import (
    baca_nama,
    bersihkan_jenis_kelamin,
    bersihkan_nama,
    bersihkan_nama_ibu,
    nama_cari,
)
from tests.peserta.strategi import SEL


@pytest.mark.parametrize(
    ("sel", "nama"),
    [
        ("Imam Setiawan", "Imam Setiawan"),
        ("  Imam   Setiawan ", "Imam Setiawan"),
        ("Imam\xa0Setiawan\u200b", "Imam Setiawan"),
        ("IMAM SETIAWAN", "Imam Setiawan"),
        ("imam setiawan", "Imam Setiawan"),
        ("Imam SETIAWAN", "Imam SETIAWAN"),
        ("SITI NUR'AINI", "Siti Nur'aini"),
        ("SITI NUR’AINI", "Siti Nur'aini"),
        *((f"Ma{tanda}ruf", "Ma'ruf") for tanda in "'`´‘’′ʼʻʿ"),
        ("SLAMET BIN PAIJO", "Slamet bin Paijo"),
        ("BIN ALI", "Bin Ali"),
        ("RADEN MAS SAID II", "Raden Mas Said II"),
        ("H. SLAMET, S.PD.", "H. Slamet, S.Pd."),
        ("ABDUL-RAHMAN", "Abdul-Rahman"),
        ("R.A. KARTINI", "R.A. Kartini"),
        ("Bo", "Bo"),
        ("José", "José"),
        ("Slamet (Pak RT)", "Slamet (Pak RT)"),
        ("Nanang", "Nanang"),
        ("Alma Salma", "Alma Salma"),
    ],
)
def test_name_is_kept_sensible(sel, nama):
    assert bersihkan_nama(sel) == (nama, ())
    assert baca_nama(sel) == (nama, nama_cari(nama), ())


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ("", "nama_kosong"),
        (None, "nama_kosong"),
        ("   ", "nama_kosong"),
        ("-", "nama_janggal"),
        ("A", "nama_janggal"),
        ("A.", "nama_janggal"),
        ("Aaaa", "nama_janggal"),
        ("tidak ada", "nama_janggal"),
        ("Tidak  Ada", "nama_janggal"),
        ("xxx", "nama_janggal"),
        ("NaN", "nama_janggal"),
        ("#N/A", "nama_janggal"),
        ("Budi 2", "nama_janggal"),
        ("3374021802662286", "nama_janggal"),
        (12.0, "nama_janggal"),
        ('=HYPERLINK("http://contoh","x")', "nama_janggal"),
        ("http://contoh", "nama_janggal"),
        ("budi@contoh.id", "nama_janggal"),
        ("Budi; DROP TABLE", "nama_janggal"),
        ("مريم", "nama_aksara"),
        ("李明", "nama_aksara"),
        ("Иван Budi", "nama_aksara"),
        ("B" * 75 + "u" * 76, "nama_janggal"),
    ],
)
def test_what_cannot_be_a_name_is_a_galat(sel, kode):
    assert [(a.tingkat, a.kode) for a in bersihkan_nama(sel)[1]] == [("galat", kode)]
    assert [(a.tingkat, a.kode) for a in baca_nama(sel)[2]] == [("galat", kode)]


@pytest.mark.parametrize(
    ("sel", "nama"),
    [
        ('Siti "Ida" Aminah', "Siti Aminah"),
        ("SITI “IDA” AMINAH", "Siti Aminah"),
        ("Siti 'Ida' Aminah", "Siti Aminah"),
        ('Siti Aminah ("Ida")', "Siti Aminah"),
        ("D'Angelo 'Dan' O'Neil", "D'Angelo O'Neil"),
    ],
)
def test_nickname_is_left_out_with_a_note(sel, nama):
    hasil, temuan = bersihkan_nama(sel)

    assert hasil == nama
    assert [(a.tingkat, a.kode) for a in temuan] == [("info", "nama_panggilan")]
    assert bersihkan_nama_ibu(sel) == (nama, ())


def test_name_that_stands_in_quotation_marks_is_the_name():
    assert bersihkan_nama('"Ida Ayu"') == ("Ida Ayu", ())


def test_name_in_another_script_asks_for_the_spelling_of_the_ktp():
    (temuan,) = bersihkan_nama("مريم")[1]

    assert "huruf Latin" in temuan.sebab
    assert "ejaan di KTP" in temuan.perbaikan


@pytest.mark.parametrize("sel", ["Alm. Paijo", "ALMH SUMARNI", "Paijo (alm)", "Almarhum Slamet"])
def test_name_of_the_dead_is_a_warning(sel):
    assert [(a.tingkat, a.kode) for a in baca_nama(sel)[2]] == [("peringatan", "nama_almarhum")]


@pytest.mark.parametrize(
    ("nama", "cari"),
    [
        ("Imam Setiawan", "IMAM SETIAWAN"),
        ("imam  setiawan", "IMAM SETIAWAN"),
        ("Siti Nur'aini", "SITI NURAINI"),
        ("Abdul-Rahman", "ABDUL RAHMAN"),
        ("H. Slamet", "SLAMET"),
        ("H.Slamet", "SLAMET"),
        ("Hj. Siti Aminah", "SITI AMINAH"),
        ("Drs. H. Slamet, M.Pd.", "SLAMET"),
        ("Slamet, S.Pd., M.M.", "SLAMET"),
        ("Slamet S.Pd", "SLAMET"),
        ("Slamet SE", "SLAMET"),
        ("Prof. Dr. Ir. Budi Santoso, S.T., M.T.", "BUDI SANTOSO"),
        ("Moh. Yusuf", "MUHAMMAD YUSUF"),
        ("Muh Yusuf", "MUHAMMAD YUSUF"),
        ("Mochammad Yusuf", "MUHAMMAD YUSUF"),
        ("Muhammad Yusuf", "MUHAMMAD YUSUF"),
        ("Abd. Rahman", "ABDUL RAHMAN"),
        ("Alm. Paijo", "PAIJO"),
        ("José", "JOSE"),
        ("H", "H"),
        ("SE", "SE"),
        ("", ""),
        ("-", ""),
    ],
)
def test_nama_cari_compares_people_not_spellings(nama, cari):
    assert nama_cari(nama) == cari


@pytest.mark.parametrize(
    ("sel", "nama", "kode"),
    [
        ("RUMIYATI", "Rumiyati", []),
        ("Alm. Rumiyati", "Alm. Rumiyati", []),
        ("", "", []),
        (None, "", []),
        ("-", "", []),
        ("tidak ada", "", []),
        ("Rumiyati 2", "", ["nama_ibu_janggal"]),
        (3374021802662286.0, "", ["nama_ibu_janggal"]),
    ],
)
def test_mothers_name_never_blocks(sel, nama, kode):
    hasil, alasan = bersihkan_nama_ibu(sel)

    assert hasil == nama
    assert [a.kode for a in alasan] == kode
    assert {(a.tingkat, a.kolom) for a in alasan} <= {("peringatan", "nama_ibu")}


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        *[(s, "L") for s in ("L", "l", "LK", "Lk.", "Laki-laki", "LAKI LAKI", "Pria", " l ")],
        *[(s, "P") for s in ("P", "PR", "Perempuan", "WANITA", "pr.", "P\u200b")],
    ],
)
def test_sex_in_the_words_people_use(sel, kode):
    assert bersihkan_jenis_kelamin(sel) == (kode, ())


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ("", "jenis_kelamin_kosong"),
        (None, "jenis_kelamin_kosong"),
        ("-", "jenis_kelamin_kosong"),
        ("1", "jenis_kelamin_tidak_dikenal"),
        (2.0, "jenis_kelamin_tidak_dikenal"),
        ("L/P", "jenis_kelamin_tidak_dikenal"),
        ("v", "jenis_kelamin_tidak_dikenal"),
    ],
)
def test_unknown_sex_is_a_galat(sel, kode):
    hasil, alasan = bersihkan_jenis_kelamin(sel)

    assert hasil == ""
    assert [(a.tingkat, a.kode) for a in alasan] == [("galat", kode)]


@given(SEL)
def test_cleaning_a_clean_name_changes_nothing(sel):
    nama, cari, alasan = baca_nama(sel)

    assert baca_nama(nama)[:2] == (nama, cari)
    assert nama_cari(cari) == cari
    assert re.fullmatch(r"([A-Z]+( [A-Z]+)*)?", cari)
    assert len(nama) <= 150
    if not alasan:
        assert bersihkan_nama(sel) == (nama, ())


@given(SEL)
def test_cleaning_mothers_name_and_sex_is_idempotent(sel):
    ibu, _ = bersihkan_nama_ibu(sel)
    kelamin, _ = bersihkan_jenis_kelamin(sel)

    assert bersihkan_nama_ibu(ibu)[0] == ibu
    assert kelamin in ("", "L", "P")
