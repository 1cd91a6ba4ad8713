"""Every rule at its boundaries; nothing here touches a database."""

import inspect
from dataclasses import replace
from datetime import date, timedelta

import pytest

from verifikasi import kriteria
from verifikasi.kriteria import KRITERIA, FaktaKasus, batas, bulan_genap, nilai, parameter_keliru

PADA = date(2026, 3, 10)
FAKTA = FaktaKasus(
    tanggal_lahir=date(1985, 2, 15),
    kelurahan="33.74.01.1001",
    no_kk="3374010101010001",
    pekerjaan="tukang_becak",
    pekerjaan_aktif=True,
    status_bpjs="belum",
    desil=2,
    wilayah_nik="337401",
    keterangan_kerja=PADA,
)


def jawaban(kode, pada=PADA, parameter=None, **ubah):
    return nilai(kode, replace(FAKTA, **ubah), parameter or {}, pada=pada)


@pytest.mark.parametrize("kode", KRITERIA)
def test_complete_facts_meet_every_criterion(kode):
    assert jawaban(kode).jawaban == "ya"


@pytest.mark.parametrize(
    ("lahir", "pada", "harapan"),
    [
        (date(1961, 3, 11), date(2026, 3, 10), "ya"),  # the day before the 65th birthday
        (date(1961, 3, 10), date(2026, 3, 10), "tidak"),  # on it
        (date(1961, 3, 9), date(2026, 3, 10), "tidak"),  # after it
        (date(1961, 3, 31), date(2026, 3, 30), "ya"),
        (date(1961, 3, 31), date(2026, 3, 31), "tidak"),
        (date(1960, 2, 29), date(2025, 2, 28), "ya"),  # a leap birthday is completed on 1 March
        (date(1960, 2, 29), date(2025, 3, 1), "tidak"),
        (date(2011, 3, 11), date(2026, 3, 10), "tidak"),  # 14, the day before 15
        (date(2011, 3, 10), date(2026, 3, 10), "ya"),
        (date(2026, 3, 11), date(2026, 3, 10), "tidak"),  # not born yet
    ],
)
def test_age_counts_completed_months(lahir, pada, harapan):
    assert jawaban("usia", pada, tanggal_lahir=lahir).jawaban == harapan


def test_age_limit_is_779_completed_months():
    assert bulan_genap(date(1961, 3, 11), date(2026, 3, 10)) == 779
    assert bulan_genap(date(1961, 3, 10), date(2026, 3, 10)) == 780


def test_age_limits_are_parameters():
    muda = {"bulan_maks": 600, "tahun_min": 18}

    assert jawaban("usia", parameter=muda, tanggal_lahir=date(1970, 1, 1)).jawaban == "tidak"
    assert jawaban("usia", parameter=muda, tanggal_lahir=date(2009, 1, 1)).jawaban == "tidak"


def test_age_explains_itself():
    tua = jawaban("usia", tanggal_lahir=date(1960, 3, 10))

    assert tua.penjelasan == (
        "Berusia 66 tahun 0 bulan pada 10 Maret 2026; paling tinggi 64 tahun 11 bulan."
    )


@pytest.mark.parametrize(
    ("kk", "kelurahan", "harapan"),
    [
        ("3374010101010001", "33.74.01.1001", "ya"),
        ("", "33.74.01.1001", "ya"),
        ("3322010101010001", "33.74.01.1001", "belum_ada_data"),
        ("3374010101010001", "33.22.01.2001", "tidak"),
    ],
)
def test_residency_looks_at_home_and_family_card(kk, kelurahan, harapan):
    assert jawaban("penduduk", no_kk=kk, kelurahan=kelurahan).jawaban == harapan


def test_residency_mentions_a_nik_of_elsewhere_without_minding_it():
    hasil = jawaban("penduduk", wilayah_nik="332201")

    assert hasil.jawaban == "ya"
    assert "332201" in hasil.penjelasan


def test_occupation_must_still_be_on_the_list():
    assert jawaban("pekerjaan", pekerjaan_aktif=False).jawaban == "tidak"


@pytest.mark.parametrize(
    ("status", "upah", "ganda"),
    [
        ("", "belum_ada_data", "ya"),
        ("belum", "ya", "ya"),
        ("bpu_mandiri", "ya", "ya"),
        ("pu_aktif", "tidak", "ya"),
        ("pihak_lain", "ya", "tidak"),
    ],
)
def test_what_bpjs_knows_decides_two_criteria(status, upah, ganda):
    assert jawaban("bukan_penerima_upah", status_bpjs=status).jawaban == upah
    assert jawaban("tidak_ganda", status_bpjs=status).jawaban == ganda


@pytest.mark.parametrize(
    ("umur", "harapan"),
    [(0, "ya"), (89, "ya"), (90, "ya"), (91, "belum_ada_data"), (-1, "belum_ada_data")],
)
def test_attestation_expires(umur, harapan):
    tanggal = PADA - timedelta(days=umur)

    assert jawaban("masih_bekerja", keterangan_kerja=tanggal).jawaban == harapan


def test_attestation_that_is_missing_is_missing_data():
    assert jawaban("masih_bekerja", keterangan_kerja=None).jawaban == "belum_ada_data"


def test_attestation_period_is_a_parameter():
    lama = {"keterangan_kerja": PADA - timedelta(days=31)}

    assert jawaban("masih_bekerja", parameter={"berlaku_hari": 30}, **lama).jawaban != "ya"


def test_promise_of_a_civil_servant_is_told_and_is_no_payer():
    hasil = jawaban("tidak_ganda", penyumbang="Bambang (Dinas Sosial)")

    assert hasil.jawaban == "ya"
    assert hasil.penjelasan.startswith("Dijanjikan Bambang (Dinas Sosial)")


def test_another_payer_is_named_with_the_last_month():
    hasil = jawaban("tidak_ganda", pembayar="APBD 2026", dibayar_sampai=date(2026, 12, 1))

    assert hasil == ("tidak", "Sudah dibiayai APBD 2026 sampai Desember 2026.")


@pytest.mark.parametrize(
    ("desil", "harapan"), [(None, "belum_ada_data"), (1, "ya"), (5, "ya"), (6, "tidak")]
)
def test_welfare_looks_at_the_decile(desil, harapan):
    assert jawaban("kesejahteraan", desil=desil).jawaban == harapan


def test_unknown_code_is_left_to_the_verifier():
    assert jawaban("surat_rt").jawaban == "belum_ada_data"


@pytest.mark.parametrize("kode", KRITERIA)
def test_limits_are_told_in_words(kode):
    assert all("{" not in kalimat for kalimat in batas(kode, {}))
    assert len(batas(kode, {})) == len(KRITERIA[kode][1])


@pytest.mark.parametrize(
    ("kode", "parameter", "keliru"),
    [
        ("usia", {"bulan_maks": 779}, ""),
        ("usia", {}, ""),
        ("surat_rt", {}, ""),
        ("usia", {"bulan": 779}, "tidak dikenal"),
        ("surat_rt", {"bulan": 1}, "tidak dikenal"),
        ("usia", {"bulan_maks": "779"}, "bilangan bulat"),
        ("usia", {"bulan_maks": True}, "bilangan bulat"),
        ("usia", {"bulan_maks": 0}, "bilangan bulat"),
        ("usia", [1], "objek"),
    ],
)
def test_limits_of_a_version_are_checked(kode, parameter, keliru):
    hasil = parameter_keliru(kode, parameter)

    assert keliru in hasil
    assert bool(hasil) == bool(keliru)


def test_rules_know_no_clock_and_no_query():
    sumber = inspect.getsource(kriteria)

    assert "objects" not in sumber
    assert "today" not in sumber
    assert "timezone" not in sumber
