"""Places and occupations from the words of the field."""

import time

import pytest
from hypothesis import given

from peserta.bersih.kamus import Kamus, padanan_wilayah
from peserta.bersih.pekerjaan import cocokkan_pekerjaan
from peserta.bersih.wilayah import cocokkan_wilayah
from peserta.rujukan import daftar_kecamatan, daftar_kelurahan, daftar_pekerjaan
from tests.peserta.strategi import SEL

KAMUS = Kamus.baku(batas_usia_bulan=779)
EJAAN = [
    ("Pendrikan Lor", "Pindrikan Lor", "33.74.01.1015"),
    ("Pendrikan Kidul", "Pindrikan Kidul", "33.74.01.1014"),
    ("Mugassari", "Mugasari", "33.74.07.1004"),
    ("Bendan Duwur", "Bendan Dhuwur", "33.74.09.1002"),
    ("Sumurejo", "Sumurrejo", "33.74.12.1014"),
    ("Pungangan", "Pongangan", "33.74.12.1006"),
    ("Kedungpani", "Kedungpane", "33.74.14.1010"),
    ("Beringin", "Bringin", "33.74.15.1003"),
    ("Wonotinggal", "Wonotingal", "33.74.08.1007"),
    ("Tanjungmas", "Tanjung Mas", "33.74.02.1008"),
    ("Karangkidul", "Karang Kidul", "33.74.01.1012"),
    ("Gunung Pati", "Gunungpati", "33.74.12.1004"),
    ("Gajah Mungkur", "Gajahmungkur", "33.74.09.1005"),
]


def kode(alasan):
    return [(a.tingkat, a.kode) for a in alasan]


@pytest.mark.parametrize("kelurahan", daftar_kelurahan(), ids=lambda k: k.kode)
def test_every_kelurahan_is_found_in_its_kecamatan(kelurahan):
    kecamatan = KAMUS.nama_wilayah[kelurahan.kode_kecamatan]

    for kec, kel in [(kecamatan, kelurahan.nama), (kecamatan.upper(), f"KEL. {kelurahan.nama}")]:
        assert cocokkan_wilayah(kec, kel, KAMUS) == (kelurahan.kode, kelurahan.kode_kecamatan, ())


@pytest.mark.parametrize("ejaan", EJAAN, ids=lambda e: e[0])
def test_spellings_go_both_ways(ejaan):
    satu, dua, kode_kelurahan = ejaan

    assert cocokkan_wilayah("", satu, KAMUS).kelurahan == kode_kelurahan
    assert cocokkan_wilayah("", dua, KAMUS).kelurahan == kode_kelurahan


@pytest.mark.parametrize(
    ("sel", "kode_kecamatan"),
    [
        ("Semarang Tengah", "33.74.01"),
        ("Smg. Tengah", "33.74.01"),
        ("SMG TENGAH", "33.74.01"),
        ("Kec. Semarang Tengah", "33.74.01"),
        ("Kecamatan Semarang  Tengah", "33.74.01"),
        ("semarangtengah", "33.74.01"),
        ("Gunung Pati", "33.74.12"),
        ("Gajah Mungkur", "33.74.09"),
        ("33.74.01", "33.74.01"),
        ("337401", "33.74.01"),
        ("3374130", "33.74.01"),
        (3374130.0, "33.74.01"),
    ],
)
def test_kecamatan_spellings(sel, kode_kecamatan):
    kelurahan = {"33.74.01": "Miroto", "33.74.12": "Kandri", "33.74.09": "Petompon"}[kode_kecamatan]

    assert cocokkan_wilayah(sel, kelurahan, KAMUS)[1:] == (kode_kecamatan, ())


@pytest.mark.parametrize("sel", ["33.74.01.1001", "3374011001", "Kel Miroto", "DESA MIROTO"])
def test_kelurahan_by_code_or_prefix(sel):
    assert cocokkan_wilayah("Semarang Tengah", sel, KAMUS).kelurahan == "33.74.01.1001"


@pytest.mark.parametrize(
    ("nama", "pilihan"),
    [
        ("Purwosari", {"Mijen": "33.74.14.1005", "Semarang Utara": "33.74.02.1004"}),
        ("Mangunharjo", {"Tembalang": "33.74.10.1003", "Tugu": "33.74.16.1007"}),
    ],
)
def test_name_in_two_kecamatan_needs_the_kecamatan(nama, pilihan):
    for kecamatan, kode_kelurahan in pilihan.items():
        assert cocokkan_wilayah(kecamatan, nama, KAMUS).kelurahan == kode_kelurahan
    tanpa = cocokkan_wilayah("", nama, KAMUS)
    assert kode(tanpa.alasan) == [("galat", "kelurahan_lebih_dari_satu")]
    assert all(kecamatan in tanpa.alasan[0].sebab for kecamatan in pilihan)


def test_kelurahan_of_another_kecamatan_is_named_where_it_is():
    hasil = cocokkan_wilayah("Tugu", "Tlogosari Kulon", KAMUS)

    assert hasil.kelurahan == ""
    assert kode(hasil.alasan) == [("galat", "kelurahan_beda_kecamatan")]
    assert hasil.alasan[0].sebab == "Tlogosari Kulon ada di Kecamatan Pedurungan, bukan Tugu."


def test_missing_kecamatan_is_filled_from_a_unique_kelurahan():
    hasil = cocokkan_wilayah(None, "Miroto", KAMUS)

    assert hasil[:2] == ("33.74.01.1001", "33.74.01")
    assert kode(hasil.alasan) == [("info", "kecamatan_diisi")]


def test_unknown_kecamatan_warns_when_the_kelurahan_is_unique():
    hasil = cocokkan_wilayah("Semarang Tegah", "Miroto", KAMUS)

    assert hasil.kelurahan == "33.74.01.1001"
    assert kode(hasil.alasan) == [("peringatan", "kecamatan_tidak_dikenal")]


@pytest.mark.parametrize(
    ("kecamatan", "kelurahan", "saran"),
    [
        ("Genuk", "Karangrot", "Karangroto"),
        ("", "Purwsari", "Purwosari"),
        ("Genuk", "Kdu", "Kudu"),
        ("", "Pedurungn Tengah", "Pedurungan Tengah"),
        ("", "Jl. Sultan Agung 5", "Pilih dari daftar"),
    ],
)
def test_misspelt_kelurahan_gets_a_suggestion(kecamatan, kelurahan, saran):
    alasan = cocokkan_wilayah(kecamatan, kelurahan, KAMUS).alasan

    assert kode(alasan) == [("galat", "kelurahan_tidak_dikenal")]
    assert saran in alasan[0].perbaikan


@pytest.mark.parametrize("sel", ["", None, "-", "tidak ada"])
def test_missing_kelurahan_is_a_galat(sel):
    assert kode(cocokkan_wilayah("Genuk", sel, KAMUS).alasan) == [("galat", "kelurahan_kosong")]


@pytest.mark.parametrize("pekerjaan", daftar_pekerjaan(), ids=lambda p: p.kode)
def test_every_word_for_an_occupation_means_it(pekerjaan):
    for sebutan in (pekerjaan.nama, pekerjaan.nama.upper(), pekerjaan.kode, *pekerjaan.ejaan):
        assert cocokkan_pekerjaan(sebutan, KAMUS) == (pekerjaan.kode, ())


@pytest.mark.parametrize(
    ("sel", "kode_pekerjaan"),
    [
        ("Ojol", "pengemudi_ojek"),
        ("ojek online", "pengemudi_ojek"),
        ("PKL", "pedagang_kaki_lima"),
        ("ART", "pembantu_rumah_tangga"),
        ("pembantu", "pembantu_rumah_tangga"),
        ("parkir", "juru_parkir"),
        ("Tukang Parkir", "juru_parkir"),
        ("supir  angkot", "sopir_angkot"),
        ("becak", "tukang_becak"),
        ("buruh bangunan", "buruh_harian_lepas"),
        ("Petani / Pekebun", "petani"),
    ],
)
def test_words_of_the_field(sel, kode_pekerjaan):
    assert cocokkan_pekerjaan(sel, KAMUS).kode == kode_pekerjaan


@pytest.mark.parametrize(
    ("sel", "kode_galat"),
    [
        ("tukang ramal", "pekerjaan_tidak_dikenal"),
        ("wiraswasta", "pekerjaan_tidak_dikenal"),
        (12.0, "pekerjaan_tidak_dikenal"),
        ("Ibu Rumah Tangga", "pekerjaan_bukan_sasaran"),
        ("PNS", "pekerjaan_bukan_sasaran"),
        ("Belum/Tidak Bekerja", "pekerjaan_bukan_sasaran"),
        ("", "pekerjaan_kosong"),
        (None, "pekerjaan_kosong"),
        ("-", "pekerjaan_kosong"),
    ],
)
def test_unknown_occupation_is_a_galat(sel, kode_galat):
    hasil = cocokkan_pekerjaan(sel, KAMUS)

    assert hasil.kode == ""
    assert kode(hasil.alasan) == [("galat", kode_galat)]


def test_misspelt_occupation_gets_a_suggestion():
    perbaikan = cocokkan_pekerjaan("tukang bcak", KAMUS).alasan[0].perbaikan

    assert perbaikan.startswith("Mungkin maksudnya tukang becak")


def test_kamus_without_other_spellings_still_knows_the_names():
    kamus = Kamus(daftar_kecamatan(), daftar_kelurahan(), daftar_pekerjaan(), batas_usia_bulan=None)

    assert cocokkan_wilayah("", "Pindrikan Lor", kamus).kelurahan == "33.74.01.1015"
    assert cocokkan_wilayah("", "Pendrikan Lor", kamus).kelurahan == ""


def test_a_column_of_nonsense_is_checked_in_reasonable_time():
    mulai = time.process_time()
    for nomor in range(500):
        cocokkan_wilayah("", f"Jalan Sultan Agung nomor {nomor} gang {nomor % 7}", KAMUS)

    assert time.process_time() - mulai < 1


@pytest.mark.parametrize("sel", ["", "Kel.", "-", "???"])
def test_key_of_nothing_is_nothing(sel):
    assert padanan_wilayah(sel) == ""


@given(SEL, SEL)
def test_places_never_crash_and_know_only_their_codes(kecamatan, kelurahan):
    hasil = cocokkan_wilayah(kecamatan, kelurahan, KAMUS)

    assert (hasil.kelurahan == "") == any(a.tingkat == "galat" for a in hasil.alasan)
    assert hasil.kelurahan == "" or hasil.kelurahan in KAMUS.nama_wilayah


@given(SEL)
def test_occupations_never_crash_and_know_only_their_codes(sel):
    hasil = cocokkan_pekerjaan(sel, KAMUS)

    assert (hasil.kode == "") == bool(hasil.alasan)
    assert hasil.kode == "" or cocokkan_pekerjaan(hasil.kode, KAMUS).kode == hasil.kode
