"""Rupiah in figures and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pijar.rupiah import ribuan, rupiah, terbilang

SATUAN = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
          "sepuluh", "sebelas"]  # fmt: skip
PENGALI = {"triliun": 10**12, "miliar": 10**9, "juta": 10**6, "ribu": 1_000}


def baca(kata):
    """Read number words back: an independent way to what ``terbilang`` writes."""
    total = kelompok = angka = 0
    for k in kata.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if k in SATUAN:
            angka = SATUAN.index(k)
        elif k == "belas":
            kelompok, angka = kelompok + 10 + angka, 0
        elif k in ("puluh", "ratus"):
            kelompok, angka = kelompok + angka * {"puluh": 10, "ratus": 100}[k], 0
        else:
            # A larger multiplier covers all words before it: "seribu dua triliun".
            total, kelompok, angka = _kali(total, kelompok + angka, PENGALI[k]), 0, 0
    return total + kelompok + angka


def _kali(total, kelompok, pengali):
    rendah = total % pengali if pengali < 10**12 else total
    return total - rendah + (rendah + kelompok) * pengali


@pytest.mark.parametrize(
    ("n", "kata"),
    [
        (0, "nol rupiah"),
        (1, "satu rupiah"),
        (10, "sepuluh rupiah"),
        (11, "sebelas rupiah"),
        (12, "dua belas rupiah"),
        (19, "sembilan belas rupiah"),
        (20, "dua puluh rupiah"),
        (21, "dua puluh satu rupiah"),
        (100, "seratus rupiah"),
        (111, "seratus sebelas rupiah"),
        (200, "dua ratus rupiah"),
        (1_000, "seribu rupiah"),
        (1_100, "seribu seratus rupiah"),
        (11_000, "sebelas ribu rupiah"),
        (16_800, "enam belas ribu delapan ratus rupiah"),
        (21_000, "dua puluh satu ribu rupiah"),
        (101_000, "seratus satu ribu rupiah"),
        (772_800, "tujuh ratus tujuh puluh dua ribu delapan ratus rupiah"),
        (1_000_000, "satu juta rupiah"),
        (1_001_000, "satu juta seribu rupiah"),
        (
            121_245_600,
            "seratus dua puluh satu juta dua ratus empat puluh lima ribu enam ratus rupiah",
        ),
        (142_800_000, "seratus empat puluh dua juta delapan ratus ribu rupiah"),
        (1_713_600_000, "satu miliar tujuh ratus tiga belas juta enam ratus ribu rupiah"),
        (10**12, "satu triliun rupiah"),
        (10**15, "seribu triliun rupiah"),
        (-5, "minus lima rupiah"),
        (-16_800, "minus enam belas ribu delapan ratus rupiah"),
    ],
)
def test_terbilang_is_exact(n, kata):
    assert terbilang(n) == kata


def test_terbilang_takes_another_unit_or_none():
    assert terbilang(8_500, "orang") == "delapan ribu lima ratus orang"
    assert terbilang(8_500, "") == "delapan ribu lima ratus"


@given(st.integers(0, 10**15))
def test_terbilang_reads_back(n):
    assert baca(terbilang(n, "")) == n


def test_terbilang_reads_back_every_small_number():
    assert [baca(terbilang(n, "")) for n in range(20_001)] == [*range(20_001)]


@given(st.integers())
def test_terbilang_never_crashes(n):
    kata = terbilang(n)

    assert kata == " ".join(kata.split())
    assert kata.startswith("minus ") == (n < 0)
    assert "satu ribu" not in kata.replace("puluh satu ribu", "").replace("ratus satu ribu", "")


@pytest.mark.parametrize(
    ("n", "tulisan"),
    [(0, "0"), (999, "999"), (1_000, "1.000"), (142_800_000, "142.800.000"), (-16_800, "-16.800")],
)
def test_ribuan_and_rupiah_use_points(n, tulisan):
    assert ribuan(n) == tulisan
    assert rupiah(abs(n)) == f"Rp{tulisan.lstrip('-')}"


def test_rupiah_puts_the_sign_first():
    assert rupiah(-16_800) == "-Rp16.800"
