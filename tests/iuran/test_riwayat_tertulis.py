"""Histories of rare acts, written down, since the random ones seldom reach them."""

from collections import Counter

import pytest

from tests.iuran import test_riwayat_acak
from tests.iuran.riwayat import dunia
from tests.iuran.riwayat.dunia import bangun
from tests.iuran.test_perubahan_acak import Berubah


class Tertulis(Berubah):
    """Everything that can happen, told what to do."""

    terjadi = Counter()


@pytest.fixture
def riwayat(db, monkeypatch):
    """A city before its first decree; Hypothesis is not there to take notes."""
    for modul in (dunia, test_riwayat_acak):
        monkeypatch.setattr(modul, "note", lambda _: None)
    Tertulis.kota = bangun()
    Tertulis.terjadi.clear()
    mesin = Tertulis()
    yield mesin
    mesin.teardown()


def jalani(mesin, *langkah):
    """Take each step, and look at everything after it."""
    for nama, isi in langkah:
        getattr(mesin, nama)(**isi)
        mesin.semua_tetap_benar()


AWAL = ("yang_pertama", {"orang": 2, "jht": True, "lama": 3, "lunas": 2})
LEBUR = {"ambil": ("kpj",), "henti": False, "jadi": True, "ke": 399, "lain": 54}


def test_two_become_one_and_two_again(riwayat):
    jalani(riwayat, AWAL, ("leburkan", LEBUR), ("pisahkan", {"ke": 0}))

    assert riwayat.terjadi["gabung"] == 1


def test_months_move_to_another_source_and_back(riwayat):
    pindah = {"geser": 0, "ke": 1, "berapa": 2, "siapa": 1}
    kembali = {"ke": 0, "siapa": 1}
    jalani(riwayat, AWAL, ("pindahkan", pindah), ("kembalikan_bantuan", kembali))

    assert riwayat.terjadi["pindah bantuan"] == 1
    assert riwayat.terjadi["kembalikan bantuan"] == 1
