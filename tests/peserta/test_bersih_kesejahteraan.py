"""Income, deciles, registers, other cover."""

import pytest
from hypothesis import given

from peserta.bersih.kesejahteraan import (
    bersihkan_cara_kerja,
    bersihkan_desil,
    bersihkan_penghasilan,
    bersihkan_register,
    bersihkan_status_bpjs,
)
from tests.peserta.strategi import SEL


@pytest.mark.parametrize(
    ("sel", "rupiah"),
    [
        (750000, 750_000),
        (750000.0, 750_000),
        ("750000", 750_000),
        ("Rp 1.000.000", 1_000_000),
        ("Rp1.000.000,-", 1_000_000),
        ("Rp. 1.000.000,00", 1_000_000),
        ("1,000,000", 1_000_000),
        ("1,000,000.00", 1_000_000),
        ("1,5 juta", 1_500_000),
        ("1.5 jt", 1_500_000),
        ("2jt", 2_000_000),
        ("750 ribu", 750_000),
        ("750rb", 750_000),
        ("1.500 ribu", 1_500_000),
        ("1.000.000/bulan", 1_000_000),
        ("1 juta per bulan", 1_000_000),
        ("Rp 900.000 / bln", 900_000),
        ("", None),
        (None, None),
        ("-", None),
        (float("nan"), None),
    ],
)
def test_income_forms(sel, rupiah):
    assert bersihkan_penghasilan(sel) == (rupiah, ())


@pytest.mark.parametrize(
    ("sel", "rupiah"),
    [(0, 0), ("0", 0), (99_999, 99_999), ("600", 600), (20_000_001, 20_000_001)],
)
def test_unusual_income_is_kept_with_a_warning(sel, rupiah):
    nilai, alasan = bersihkan_penghasilan(sel)

    assert nilai == rupiah
    assert [(a.tingkat, a.kode) for a in alasan] == [("peringatan", "penghasilan_tidak_lazim")]


@pytest.mark.parametrize("rupiah", [100_000, 20_000_000])
def test_usual_income_reaches_to_both_bounds(rupiah):
    assert bersihkan_penghasilan(rupiah) == (rupiah, ())


@pytest.mark.parametrize(
    "sel",
    ["1-2 juta", "tidak tentu", "1.00.000", "< 1 juta", -1, 1e300, 3e9, True, "9" * 30],
)
def test_unreadable_income_is_left_out_with_a_warning(sel):
    nilai, alasan = bersihkan_penghasilan(sel)

    assert nilai is None
    assert [(a.tingkat, a.kode) for a in alasan] == [("peringatan", "penghasilan_tidak_terbaca")]


@pytest.mark.parametrize(
    ("sel", "desil"),
    [(1.0, 1), (10, 10), ("3", 3), ("Desil 4", 4), ("D5", 5), ("2,0", 2), ("", None), ("-", None)],
)
def test_decile_forms(sel, desil):
    assert bersihkan_desil(sel) == (desil, ())


@pytest.mark.parametrize("sel", [0, 11, "11", "miskin", 1.5, "P1", True])
def test_other_deciles_are_left_out_with_a_warning(sel):
    nilai, alasan = bersihkan_desil(sel)

    assert nilai is None
    assert [(a.tingkat, a.kode) for a in alasan] == [("peringatan", "desil_tidak_sah")]


@pytest.mark.parametrize(
    ("sel", "register"),
    [
        ("DTSEN", "DTSEN"),
        ("terdaftar DTKS", "DTKS"),
        ("p3ke", "P3KE"),
        ("Ya", "DTSEN"),
        ("tidak", ""),
        ("-", ""),
        (None, ""),
        ("SK Lurah nomor 12 tahun 2026", "SK Lurah nomor 12 ta"),
    ],
)
def test_welfare_register(sel, register):
    assert bersihkan_register(sel) == (register, ())


@pytest.mark.parametrize(
    ("sel", "status", "temuan"),
    [
        ("belum", "belum", []),
        ("Belum Terdaftar", "belum", []),
        ("tidak", "belum", []),
        ("PU aktif", "pu_aktif", [("info", "status_pu_aktif")]),
        ("Penerima Upah", "pu_aktif", [("info", "status_pu_aktif")]),
        ("BPU", "bpu_mandiri", [("info", "status_bpu_mandiri")]),
        ("dibayar pihak lain", "pihak_lain", [("info", "status_pihak_lain")]),
        ("", "", []),
        (None, "", []),
        ("tidak tahu", "", []),
        ("belum dicek", "", []),
        ("PBI", "", [("info", "status_kesehatan")]),
        ("BPJS Kesehatan", "", [("info", "status_kesehatan")]),
        ("aktif", "", [("peringatan", "status_tidak_dikenal")]),
    ],
)
def test_other_cover(sel, status, temuan):
    hasil, alasan = bersihkan_status_bpjs(sel)

    assert hasil == status
    assert [(a.tingkat, a.kode) for a in alasan] == temuan


@given(SEL)
def test_cleaning_what_is_clean_changes_nothing(sel):
    penghasilan, desil = bersihkan_penghasilan(sel)[0], bersihkan_desil(sel)[0]
    register, status = bersihkan_register(sel)[0], bersihkan_status_bpjs(sel)[0]

    assert bersihkan_penghasilan(penghasilan)[0] == penghasilan
    assert penghasilan is None or 0 <= penghasilan <= 2_000_000_000
    assert bersihkan_desil(desil) == (desil, ())
    assert bersihkan_register(register) == (register, ())
    assert len(register) <= 20
    assert status in ("", "belum", "pu_aktif", "bpu_mandiri", "pihak_lain")


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ("Berusaha sendiri", "sendiri"),
        ("PEKERJA KELUARGA TIDAK DIBAYAR", "keluarga"),
        ("harian lepas", "lepas"),
        ("", ""),
        ("-", ""),
    ],
)
def test_kind_of_work_is_read(sel, kode):
    assert bersihkan_cara_kerja(sel) == (kode, ())


def test_unknown_kind_of_work_is_left_out_with_a_warning():
    kode, temuan = bersihkan_cara_kerja("direktur")

    assert kode == ""
    assert [a.kode for a in temuan] == ["cara_kerja_tidak_dikenal"]
