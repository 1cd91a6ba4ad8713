"""Pure rules of samples: how many are drawn, shares and their intervals."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifikasi.selang import IsiStrata, bagian, bagian_tertimbang, banyak_diambil


@pytest.mark.parametrize(
    ("populasi", "persen", "diambil"),
    [(1, 1, 1), (20, 5, 1), (21, 5, 2), (100, 1, 1), (101, 1, 2), (7, 100, 7), (0, 50, 0)],
)
def test_a_percentage_is_rounded_up(populasi, persen, diambil):
    assert banyak_diambil(populasi, persen) == diambil


@given(st.integers(1, 10**6), st.integers(1, 100))
def test_at_least_one_and_never_more_than_there_are(populasi, persen):
    diambil = banyak_diambil(populasi, persen)

    assert 1 <= diambil <= populasi
    assert diambil == ceil(populasi * persen / 100)


@pytest.mark.parametrize(
    ("gagal", "n", "bawah", "atas"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3: the score interval.
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_interval_is_wilson_s(gagal, n, bawah, atas):
    satu = bagian(gagal, n)

    assert (round(satu.bawah, 2), round(satu.atas, 2)) == (bawah, atas)
    assert satu.persen == pytest.approx(100 * gagal / n)


def test_nobody_judged_is_no_share():
    assert bagian(0, 0) is None
    assert bagian_tertimbang([]) is None
    assert bagian_tertimbang([IsiStrata(50, 2, 0, 0)]) is None


@pytest.mark.parametrize(("n", "sedikit"), [(29, True), (30, False)])
def test_few_people_are_called_few(n, sedikit):
    assert bagian(1, n).sedikit == sedikit


def test_a_stratum_counts_as_many_as_it_has():
    satu = bagian_tertimbang([IsiStrata(900, 10, 10, 0), IsiStrata(100, 10, 10, 5)])

    assert satu.persen == pytest.approx(5.0)
    assert satu.n == pytest.approx(1000**2 / (10 * 90**2 + 10 * 10**2))


def test_who_was_not_visited_or_moved_does_not_count_as_passed():
    """Two of four were visited, one moved: one judged of one failed stands for the stratum."""
    satu = bagian_tertimbang([IsiStrata(40, 2, 1, 1)])

    assert satu.persen == 100.0


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 20), st.integers(0, 20)), min_size=1))
def test_weighted_share_lies_within_its_interval(strata):
    isi = [IsiStrata(p + n, n, n, min(g, n)) for p, n, g in strata]

    satu = bagian_tertimbang(isi)

    assert 0 <= satu.bawah <= satu.persen + 1e-9
    assert satu.persen - 1e-9 <= satu.atas <= 100


def test_equal_weights_are_no_weights():
    isi = [IsiStrata(100, 10, 10, 3), IsiStrata(50, 5, 5, 1)]

    satu, biasa = bagian_tertimbang(isi), bagian(4, 15)

    assert (satu.persen, satu.bawah, satu.atas) == pytest.approx(
        (biasa.persen, biasa.bawah, biasa.atas)
    )
