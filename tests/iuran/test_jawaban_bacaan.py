"""Reading BPJS's sheet: pure, no database."""

import pytest

from iuran.jawaban.lembar import baca_jawaban, baca_nik
from peserta.bersih.kpj import baca_kpj, catatan_kpj
from pijar.errors import BerkasDitolakError
from pijar.excel import Lembar

NIK = "3374015502850011"


def lembar(*baris, nama="Sheet"):
    return Lembar(nama, iter([(n, list(isi)) for n, isi in enumerate(baris, 1) if any(isi)]))


def baca(*baris):
    return baca_jawaban([lembar(*baris)])


@pytest.mark.parametrize(
    "judul",
    [
        ["NO", "NIK", "NAMA PESERTA", "NO KPJ", "KETERANGAN"],
        ["No.", "N.I.K", "Nama", "KPJ", "Ket."],
        ["No", "Nomor Identitas", "Nama Lengkap", "Nomor Kartu", "Status"],
        ["no", "NO. KTP", "nama tk", "No. Kartu Peserta", "hasil"],
    ],
)
def test_baca_jawaban_finds_the_header_below_titles(judul):
    isi = baca(
        ["HASIL PENDAFTARAN", None],
        ["Cabang Semarang Pemuda"],
        [],
        judul,
        [1.0, NIK, "SITI", "96768677718", "BERHASIL"],
        [None, None, None, None, "Jumlah 1"],
    )

    assert isi.jenis == "hasil"
    assert [(b.nomor, b.nik, b.nama, b.kpj, b.keterangan) for b in isi.baris] == [
        (5, NIK, "SITI", "96768677718", "BERHASIL")
    ]


def test_baca_jawaban_reads_every_sheet_and_names_those_without_header():
    kepala = ["NIK", "NO KPJ"]
    isi = baca_jawaban(
        [
            lembar(["Rekap"], ["Jumlah", 2.0], nama="Rekap"),
            lembar(kepala, [NIK, "96768677718"], nama="Berhasil"),
            lembar(kepala, kepala, ["3374015502850022", None], nama="Gagal"),
        ]
    )

    assert isi.dilewati == ["Rekap"]
    assert [(b.lembar, b.nomor) for b in isi.baris] == [("Berhasil", 2), ("Gagal", 3)]


@pytest.mark.parametrize(
    ("baris", "kalimat"),
    [
        ([["NAMA", "NO KPJ"], ["SITI", "1"]], "Tidak ditemukan judul kolom NIK"),
        ([["NIK", "NAMA"], [NIK, "SITI"]], "Tidak ditemukan judul kolom NIK"),
        ([["NIK", "NO KPJ"]], "tidak ada satu orang pun"),
        ([[f"judul {n}"] for n in range(70)] + [["NIK", "KPJ"]], "Tidak ditemukan judul"),
    ],
)
def test_baca_jawaban_refuses_what_is_no_answer(baris, kalimat):
    with pytest.raises(BerkasDitolakError, match=kalimat):
        baca(*baris)


def test_baca_jawaban_tells_a_pre_check():
    isi = baca(
        ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "STATUS", "KETERANGAN"],
        [1.0, NIK, "SITI", "15-02-1985", "Y", "BISA DAFTAR"],
        [2.0, "3374015502850022", "ANI", "15-02-1985", "T", "NIK TIDAK DITEMUKAN"],
    )

    assert isi.jenis == "cek_awal"
    assert [(b.ya_tidak, b.keterangan) for b in isi.baris] == [
        ("ya", "BISA DAFTAR"),
        ("tidak", "NIK TIDAK DITEMUKAN"),
    ]


def test_baca_jawaban_with_a_card_column_is_no_pre_check():
    isi = baca(["NIK", "STATUS", "NO KPJ", "KETERANGAN"], [NIK, "Y", "96768677718", ""])

    assert isi.jenis == "hasil"


@pytest.mark.parametrize(
    ("sel", "nik", "lima_belas", "galat"),
    [
        (NIK, NIK, "", ""),
        ("3374 0155 0285 0011", NIK, "", ""),
        ("'3374015502850011", NIK, "", ""),
        (3374015502850011.0, NIK, "", ""),  # exact: Excel would have left a 0
        ("3374015502850011.0", NIK, "", ""),
        (3374015502850010.0, "", "337401550285001", "tersimpan sebagai angka"),
        ("3374015502850010.0", "", "337401550285001", "tersimpan sebagai angka"),
        (33740155028500.0, "", "", "tersimpan sebagai angka"),
        ("3,37402E+15", "", "", "bentuk ilmiah"),
        ("337401550285001", "", "", "15 angka"),
        (None, "", "", "kosong"),
    ],
)
def test_baca_nik_never_guesses_a_lost_digit(sel, nik, lima_belas, galat):
    bacaan = baca_nik(sel)

    assert (bacaan.nik, bacaan.lima_belas) == (nik, lima_belas)
    assert galat in bacaan.galat
    assert bool(bacaan.galat) == (not nik)


@pytest.mark.parametrize(
    ("sel", "kpj", "galat"),
    [
        ("96768677718", "96768677718", ""),
        ("66848638615.0", "66848638615", ""),
        (66848638615.0, "66848638615", ""),
        ("01196880275", "01196880275", ""),
        ("26 133 068 531", "26133068531", ""),
        (1196880275.0, "1196880275", ""),
        (None, "", ""),
        ("-", "", ""),
        ("0", "", ""),
        ("6,68E+10", "", "tidak terbaca"),
        ("belum ada", "", "tidak terbaca"),
    ],
)
def test_baca_kpj(sel, kpj, galat):
    assert baca_kpj(sel)[0] == kpj
    assert galat in baca_kpj(sel)[1]
    assert bool(baca_kpj(sel)[1]) == bool(galat)


def test_catatan_kpj_warns_of_another_length():
    assert catatan_kpj("96768677718") == ""
    assert catatan_kpj("1196880275") == ("KPJ 10 angka, biasanya 11: cocokkan dengan kartunya.")
