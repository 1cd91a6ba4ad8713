"""How often a donor pays, as the form's answers write it."""

import pytest

from iuran.penyumbang.tempo import baca_tempo


@pytest.mark.parametrize(
    ("teks", "bulan"),
    [
        ("12 bulan", 12),
        ("12bulan", 12),
        ("12 Bulan (1 tahun)", 12),
        ("1 tahun", 12),
        ("setahun sekali", 12),
        ("Setahun", 12),
        ("1x setahun", 12),
        ("tahunan", 12),
        ("per tahun", 12),
        ("dua belas bulan", 12),
        ("semester", 6),
        ("per semester", 6),
        ("setengah tahun", 6),
        ("6 bln", 6),
        ("enam bulan sekali", 6),
        ("triwulan", 3),
        ("per-triwulan", 3),
        ("3 bulan sekali", 3),
        ("tiap 3 bulan", 3),
        ("bulanan", 1),
        ("tiap bulan", 1),
        ("Sebulan sekali", 1),
        ("1", 1),
        ("12", 12),
        ("12.0", 12),
        ("3 bulanan", 3),
        # what is no term of the circular, or two of them
        ("", None),
        ("2 bulan", None),
        ("2 tahun", None),
        ("4 kali setahun", None),
        ("6-12 bulan", None),
        ("24", None),
        ("seikhlasnya", None),
        ("0", None),
        ("1.5 tahun", None),
        ("²", None),
    ],
)
def test_baca_tempo(teks: str, bulan: int | None) -> None:
    assert baca_tempo(teks) == bulan
