"""BPJS's words: what they decide, and until when a cover runs. Pure, no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuran.jawaban.banding import kpj_mustahil, nama_lain
from iuran.jawaban.kalimat import (
    berlaku_sampai,
    golongkan,
    langkah_perbaikan,
    sampai_tak_terbaca,
)

AKHIR_FEBRUARI = date(2027, 2, 28)
BERHASIL = [
    "BERHASIL",
    "SUKSES",
    "TERDAFTAR",
    "SUDAH TERDAFTAR",
    "SUDAH MENJADI PESERTA",
    "DITERIMA",
]
LAWAN = ["KARTU BELUM DICETAK", "EMAIL TIDAK DIISI", "SEBELUMNYA GAGAL KARENA NIK", "NO HP SALAH"]


@pytest.mark.parametrize(
    ("keterangan", "hasil"),
    [
        ("BERHASIL", "sesuai"),
        ("Sukses didaftarkan", "sesuai"),
        ("BERHASIL TANPA KENDALA", "sesuai"),
        ("Y", "sesuai"),
        ("", "sesuai"),
        ("SUDAH MENJADI PESERTA", "sudah_peserta"),
        ("Sudah terdaftar", "sudah_peserta"),
        ("SUDAH MENJADI PESERTA NON AKTIF", "sudah_peserta"),
        ("SUDAH MENJADI PESERTA BPU AKTIF S.D. 28-02-2027", "sudah_peserta"),
        ("GAGAL: DATA TIDAK PADAN", "ditolak"),
        ("GAGAL: NAMA TIDAK SESUAI DUKCAPIL", "ditolak"),
        ("DITOLAK: USIA MELEBIHI BATAS", "ditolak"),
        ("NIK TIDAK DITEMUKAN", "ditolak"),
        ("TIDAK DAPAT TERDAFTAR", "ditolak"),
        ("T", "ditolak"),
        ("SUDAH TERDAFTAR AKTIF PU", "ditolak"),
        ("SUDAH TERDAFTAR DI PERUSAHAAN PT ABC", "ditolak"),
        ("Sudah peserta, dibayar pihak lain", "ditolak"),
        ("BELUM BERHASIL", "ditolak"),
        ("NON AKTIF", None),
        ("NIK NONAKTIF", None),
        ("DALAM PROSES", None),
    ],
)
def test_golongkan_reads_the_decision(keterangan, hasil):
    assert golongkan(keterangan, ada_kpj=True).hasil == hasil


@pytest.mark.parametrize(
    ("keterangan", "ragu"),
    [
        ("BERHASIL, KARTU BELUM DICETAK", "belum"),
        ("TERDAFTAR (NO HP TIDAK AKTIF)", "tidak"),
        ("SUDAH TERDAFTAR, TIDAK PERLU DIDAFTARKAN ULANG", "tidak"),
        ("TERDAFTAR, SEBELUMNYA GAGAL KARENA NIK SALAH", "gagal"),
        ("BERHASIL. EMAIL TIDAK DIISI", "tidak"),
        ("BERHASIL, BUKAN PU AKTIF", "bukan"),
        ("GAGAL: NIK SUDAH TERDAFTAR", "gagal"),
    ],
)
def test_golongkan_leaves_a_doubtful_success_to_an_admin(keterangan, ragu):
    assert golongkan(keterangan, ada_kpj=True) == ("galat", ragu)


@given(st.sampled_from(BERHASIL), st.sampled_from(LAWAN), st.sampled_from([", ", " (", ". "]))
def test_golongkan_never_refuses_a_success_silently(berhasil, lawan, pemisah):
    assert golongkan(f"{berhasil}{pemisah}{lawan}", ada_kpj=True).hasil == "galat"


@given(st.text(max_size=60), st.booleans())
def test_golongkan_reads_any_text(tulisan, ada_kpj):
    golongkan(tulisan, ada_kpj=ada_kpj)
    berlaku_sampai(tulisan)
    sampai_tak_terbaca(f"AKTIF S.D. {tulisan}")


def test_golongkan_without_card_or_words_is_unknown():
    assert golongkan("").hasil is None


@pytest.mark.parametrize(
    ("ya_tidak", "keterangan", "hasil"),
    [
        ("ya", "", "sesuai"),
        ("ya", "BISA DAFTAR", "sesuai"),
        ("tidak", "", "ditolak"),
        ("tidak", "SUDAH TERDAFTAR", "ditolak"),
        ("ya", "NIK TIDAK DITEMUKAN", "galat"),
    ],
)
def test_golongkan_follows_the_y_or_t(ya_tidak, keterangan, hasil):
    assert golongkan(keterangan, ya_tidak=ya_tidak).hasil == hasil


@pytest.mark.parametrize(
    "tulisan",
    [
        "AKTIF S.D. 28-02-2027",
        "SUDAH MENJADI PESERTA BPU AKTIF s.d. 28/2/2027",
        "aktif s/d 28.02.27",
        "AKTIF SD 28 FEBRUARI 2027",
        "AKTIF S.D 2027-02-28",
        "AKTIF S D 28-02-2027",
        "AKTIF SAMPAI DENGAN TGL 28 FEB 2027",
        "AKTIF SAMPAI TANGGAL: 28-02-2027",
        "AKTIF HINGGA PEBRUARI 2027",
        "AKTIF S.D. 02-2027",
        "AKTIF S.D. 2027/02",
        "BERLAKU SAMPAI AKHIR FEBRUARI 2027",
    ],
)
def test_berlaku_sampai_reads_the_usual_spellings(tulisan):
    assert berlaku_sampai(tulisan) == AKHIR_FEBRUARI
    assert not sampai_tak_terbaca(tulisan)


@pytest.mark.parametrize("tulisan", ["SUDAH MENJADI PESERTA", "BERHASIL 28-02-2027", "SD NEGERI 2"])
def test_berlaku_sampai_needs_the_word(tulisan):
    assert berlaku_sampai(tulisan) is None
    assert not sampai_tak_terbaca(tulisan)


@pytest.mark.parametrize("tulisan", ["AKTIF S.D. 31-02-2027", "AKTIF S.D. AKHIR TAHUN"])
def test_sampai_tak_terbaca_names_a_date_that_does_not_exist(tulisan):
    assert berlaku_sampai(tulisan) is None
    assert sampai_tak_terbaca(tulisan)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("SITI AMINAH", "Siti  Aminah."),
        ("SITI AMINA", "Siti Aminah"),
        ("ST AMINAH", "Siti Aminah"),
        ("HJ. SITI AMINAH", "Siti Aminah"),
        ("AMINAH", "Siti Aminah"),
        ("M. YUSUF", "Muhammad Yusuf"),
        ("ABDURRAHMAN", "Abdul Rohman"),
    ],
)
def test_nama_lain_forgives_spelling(a, b):
    assert not nama_lain(a, b)
    assert not nama_lain(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ORANG LAIN SEKALI", "Painem Maulana"),
        ("SITI WIBOWO", "Siti Aminah"),
        ("BUDI", "Siti Aminah"),
        ("-", "Siti Aminah"),
    ],
)
def test_nama_lain_sees_another_person(a, b):
    assert nama_lain(a, b)
    assert nama_lain(b, a)


@pytest.mark.parametrize(
    ("kpj", "mustahil"),
    [("9676867", True), ("1196880275", False), ("96768677718", False), ("967686777181", True)],
)
def test_kpj_mustahil(kpj, mustahil):
    assert kpj_mustahil(kpj) == mustahil


@pytest.mark.parametrize(
    ("keterangan", "langkah"),
    [
        ("SUDAH TERDAFTAR AKTIF PU", "Penerima upah"),
        ("NIK TIDAK DITEMUKAN", "Cocokkan NIK"),
        ("GAGAL", "Tanyakan sebabnya"),
    ],
)
def test_langkah_perbaikan(keterangan, langkah):
    assert langkah_perbaikan(keterangan).startswith(langkah)
