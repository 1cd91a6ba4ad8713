"""What a button carries of its page, and what is said when the page is no longer so."""

import pytest

from peserta.models import Peserta
from peserta.tampak import baris_orang, sebut_orang
from pijar.sidik import PALING_BANYAK, Baris, perbedaan, sidik, terbaca
from tests.factories import PesertaFactory


def baris(**isi):
    """Rows 1, 2, …: by name, each with what it says."""
    nomor = dict(enumerate(sorted(isi), 1))
    return Baris({n: isi[nama].encode() * 8 for n, nama in nomor.items()}, lambda _: nomor)


def test_the_same_page_is_the_same():
    isi = {"Nomor": "1", "Orang": baris(siti="a", budi="b")}
    assert perbedaan(sidik(isi), isi) == []
    assert terbaca(isi) == {"Nomor": "1"}


@pytest.mark.parametrize("rusak", ["", "x", "eyJhIjoiYiJ9:x"])
def test_a_button_without_a_seal_of_ours_showed_nothing(rusak):
    assert perbedaan(rusak, {}) == ["Isi halaman yang Anda lihat tidak terbaca"]


def test_a_word_that_changed_is_told():
    assert perbedaan(sidik({"Nomor": "1"}), {"Nomor": "2"}) == [
        "Nomor: tadinya 1, sekarang 2",
    ]


def test_rows_that_came_went_and_changed_are_named():
    dulu = Baris({1: b"aaaa", 2: b"bbbb"}, lambda _: {})
    kini = Baris({2: b"cccc", 3: b"dddd"}, lambda _: {1: "Siti", 2: "Budi", 3: "Tono"})
    assert perbedaan(sidik({"Daftar": dulu}), {"Daftar": kini}) == [
        "Daftar: bertambah Tono",
        "Daftar: tidak ada lagi Siti",
        "Daftar: berubah Budi",
    ]


def test_only_some_of_many_are_named():
    lama = dict.fromkeys(range(9), b"aaaa")
    kini = Baris(dict.fromkeys(range(9), b"bbbb"), lambda pks: {n: f"N{n}" for n in pks})
    [beda] = perbedaan(sidik({"D": Baris(lama, lambda _: {})}), {"D": kini})
    assert beda == "D: berubah N0, N1, N2 dan 6 lainnya"


def test_rows_whose_short_digests_agree_are_still_not_the_same():
    dulu = Baris({1: b"aaaa-1"}, lambda _: {})
    kini = Baris({1: b"aaaa-2"}, lambda _: {})
    assert perbedaan(sidik({"D": dulu}), {"D": kini}) == ["D: isinya berubah"]


def test_of_very_many_rows_the_button_knows_only_whether_they_are_the_same():
    semua = dict.fromkeys(range(PALING_BANYAK + 1), b"aaaa")
    cap = sidik({"D": Baris(semua, lambda _: {})})
    assert len(cap) < 500
    assert perbedaan(cap, {"D": Baris(semua, lambda _: {})}) == []
    assert perbedaan(cap, {"D": Baris(semua | {3: b"b"}, lambda _: {})}) == ["D: isinya berubah"]


@pytest.mark.parametrize("kolom", [{"nama": "TONO"}, {"nik": "3374050101800009"}, {"rt": "007"}])
@pytest.mark.usefixtures("db")
def test_people_are_read_in_one_question_whatever_their_number(django_assert_num_queries, kolom):
    satu, dua = PesertaFactory.create_batch(2)
    with django_assert_num_queries(1):
        dulu = sidik({"Orang": orang()})
    Peserta.objects.filter(pk=dua.pk).update(**kolom)
    beda = perbedaan(dulu, {"Orang": orang()})
    if "rt" in kolom:  # the page of a list does not show it
        assert beda == []
    else:
        [kata] = beda
        assert kata.startswith(f"Orang: berubah {kolom.get('nama', dua.nama)} (")
        assert satu.nama not in kata or satu.nama == dua.nama
        assert dua.nik not in kata


def orang():
    semua = Peserta.objects.all()
    return baris_orang(semua, kunci="pk", orang="", sebut=sebut_orang(semua, ""))
