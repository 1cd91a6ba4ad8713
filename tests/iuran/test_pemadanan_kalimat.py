"""What the words of other offices mean, and that a doubt is never *sesuai*."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuran.models import HasilPadanan, JenisPemadanan
from iuran.pemadanan.kalimat import golongkan

H, J = HasilPadanan, JenisPemadanan
DUKCAPIL = {
    H.SESUAI: "HIDUP|hidup.|Masih hidup|ADA|Aktif|SESUAI|Status: hidup|DATA SESUAI|NIK VALID"
    "|Penduduk Kota Semarang aktif|PINDAH ANTAR KECAMATAN|pindah dalam kota|HIDUP; padan",
    H.MENINGGAL: "MENINGGAL|meninggal dunia|Sudah meninggal|WAFAT|MATI|Alm.|MD"
    "|MENINGGAL 03-11-2026|Meninggal; akta kematian 3374-KM-1",
    H.PINDAH: "PINDAH|Pindah keluar|PINDAH LUAR KOTA|Sudah pindah|pindah ke Demak"
    "|PINDAH KELUAR KABUPATEN",
    H.TIDAK_DITEMUKAN: "TIDAK DITEMUKAN|NIK tidak ditemukan|Tidak ada|TIDAK TERDAFTAR|nihil"
    "|NIK TIDAK VALID|TIDAK PADAN",
    H.PERIKSA: "|-|?|Belum meninggal|TIDAK MENINGGAL|Diduga meninggal|HIDUP/MENINGGAL|PINDAH DATANG"
    "|HIDUP, DATA GANDA|cek lagi|TIDAK AKTIF|Entah|HIDUP tapi pindah|kode 7|BUKAN PINDAH",
}
UPAH = {
    H.SESUAI: "TIDAK AKTIF|NONAKTIF|Non aktif|BPU|AKTIF BPU|BUKAN PU|BUKAN PENERIMA UPAH|NON PU"
    "|Tidak lagi penerima upah|BERHENTI",
    H.PENERIMA_UPAH: "AKTIF|PU|AKTIF PU|PU AKTIF|Penerima upah|KARYAWAN|AKTIF BEKERJA"
    "|Aktif sebagai PU",
    H.TIDAK_DITEMUKAN: "TIDAK DITEMUKAN|TIDAK TERDAFTAR|NIK TIDAK VALID",
    H.PERIKSA: "|AKTIF PU, NONAKTIF|Mungkin aktif|PENSIUN|TIDAK DITEMUKAN SEBAGAI PU|PMI",
}
PEMBAYAR = {
    H.SESUAI: "TIDAK AKTIF|BUKAN PESERTA|Tidak dibayar|BERHENTI",
    H.PIHAK_LAIN: "AKTIF|DIBAYAR|Peserta aktif|TERDAFTAR|DIBIAYAI",
    H.TIDAK_DITEMUKAN: "TIDAK ADA|TIDAK TERDAFTAR",
    H.PERIKSA: "|Mungkin|BELUM",
}
SEMUA = [
    (jenis, kata, hasil)
    for jenis, tabel in (
        (J.KEPENDUDUKAN, DUKCAPIL), (J.PENERIMA_UPAH, UPAH), (J.PEMBAYAR_LAIN, PEMBAYAR),
    )
    for hasil, daftar in tabel.items()
    for kata in daftar.split("|")
]  # fmt: skip


@pytest.mark.parametrize(("jenis", "kata", "hasil"), SEMUA)
def test_a_word_means_its_bin(jenis, kata, hasil):
    bacaan = golongkan(jenis, kata)

    assert bacaan.hasil == hasil
    assert bool(bacaan.ragu) == (hasil == H.PERIKSA)


@pytest.mark.parametrize("jenis", J)
@given(kata=st.text(max_size=40))
def test_no_unknown_word_is_all_right(jenis, kata):
    """Whatever somebody writes beside "hidup": it is all right only where the table knows it."""
    asing = f"HIDUP {kata} XQZ"

    assert golongkan(jenis, asing).hasil != H.SESUAI


@pytest.mark.parametrize(
    ("jenis", "hasil"), [(J.PENERIMA_UPAH, H.PENERIMA_UPAH), (J.PEMBAYAR_LAIN, H.PIHAK_LAIN)]
)
def test_a_company_without_a_status_speaks_for_itself(jenis, hasil):
    assert golongkan(jenis, "", pihak="PT Maju").hasil == hasil
    assert golongkan(jenis, "", pihak="PT Maju", berakhir=True).hasil == H.PERIKSA
    assert golongkan(jenis, "AKTIF", pihak="PT Maju", berakhir=True).hasil == H.PERIKSA
    assert golongkan(jenis, "TIDAK AKTIF", pihak="PT Maju", berakhir=True).hasil == H.SESUAI


def test_a_company_says_nothing_about_life_and_death():
    assert golongkan(J.KEPENDUDUKAN, "", pihak="PT Maju").hasil == H.PERIKSA


def test_a_number_in_the_words_is_masked_in_the_sentence():
    assert "3374010101800001" not in golongkan(J.KEPENDUDUKAN, "entah 3374010101800001").ragu
