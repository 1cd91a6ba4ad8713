"""Bars: as long as the share, never longer than the picture, nothing without a whole."""

import pytest

from laporan.templatetags.grafik import batang, terbanyak


@pytest.mark.parametrize(
    ("nilai", "maks", "panjang"), [(50, 100, "50.0"), (1, 3, "33.3"), (5, 0, "0"), (9, 3, "100")]
)
def test_batang_is_as_long_as_the_share(nilai, maks, panjang):
    assert f'<rect width="{panjang}" height="8" fill="#0b5560"/>' in batang(nilai, maks)


def test_terbanyak_of_nothing_is_zero():
    assert terbanyak([]) == 0
