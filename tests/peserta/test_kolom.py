"""Finding the header of a list, and the rows that are no people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peserta.bersih.bidang import BIDANG, BIDANG_PER_KODE, GABUNGAN
from peserta.bersih.judul import (
    BARIS_DICARI,
    bidang_judul,
    bidang_kurang,
    cari_judul,
    diabaikan,
    padanan_judul,
)
from peserta.bersih.periksa import BarisLengkap
from tests.peserta.strategi import SEL

NIK = "3374021802662286"


@pytest.mark.parametrize(
    ("judul", "kode"),
    [
        ("NIK", "nik"),
        ("N I K", "nik"),
        ("NIK (KTP)", "nik"),
        ("No. NIK", "nik"),
        ("Nomor Induk Kependudukan", "nik"),
        ("NIK pekerja rentan", "nik"),
        ("No. KTP", "nik"),
        ("NIK *", "nik"),
        ("No. KK", "no_kk"),
        ("NOMOR KARTU KELUARGA", "no_kk"),
        ("Nama", "nama"),
        ("Nama Lengkap\n(sesuai KTP)", "nama"),
        ("Nama pekerja rentan", "nama"),
        ("NAMA CALON PESERTA", "nama"),
        ("L/P", "jenis_kelamin"),
        ("JK", "jenis_kelamin"),
        ("Jenis Kelamin (L/P)", "jenis_kelamin"),
        ("Tempat, Tgl Lahir", "kelahiran"),
        ("TTL", "kelahiran"),
        ("Tempat/Tanggal Lahir", "kelahiran"),
        ("Tempat Lahir", "tempat_lahir"),
        ("TGL LAHIR", "tanggal_lahir"),
        ("Tanggal Lahir (dd-mm-yyyy)", "tanggal_lahir"),
        ("IBU KANDUNG", "nama_ibu"),
        ("Nama Ibu Kandung", "nama_ibu"),
        ("Alamat", "alamat"),
        ("RT", "rt"),
        ("RW", "rw"),
        ("RT/RW", "rt_rw"),
        ("KEL/DESA", "kelurahan"),
        ("Kel.", "kelurahan"),
        ("KEC", "kecamatan"),
        ("Jenis Pekerjaan", "pekerjaan"),
        ("HP/WA", "hp"),
        ("No HP", "hp"),
        ("No. Telp/HP", "hp"),
        ("No HP yang bisa dihubungi", "hp"),
        ("E-mail", "email"),
        ("Penghasilan / bulan", "penghasilan"),
        ("Penghasilan (Rp)", "penghasilan"),
        ("Lokasi kerja", "lokasi_kerja"),
        ("STATUS BPJS", "status_bpjs"),
        ("DESIL DTSEN", "desil"),
        ("Ket.", "keterangan"),
    ],
)
def test_headers_of_the_field(judul, kode):
    assert bidang_judul(judul)[0] == kode


@pytest.mark.parametrize(
    "judul",
    [
        "",
        "No",
        "NIP",
        "Nama ASN",
        "No HP ASN",
        "OPD",
        "Timestamp",
        "Nama Ketua",
        "Foto KTP",
        "Usia",
    ],
)
def test_other_peoples_columns_stay_unknown(judul):
    assert bidang_judul(judul) is None


@pytest.mark.parametrize("bidang", BIDANG, ids=lambda b: b.kode)
def test_every_header_of_the_table_means_its_field(bidang):
    for judul in (bidang.judul, *bidang.sinonim):
        assert bidang_judul(judul)[0] == bidang.kode


def test_no_header_means_two_fields():
    kunci = [(padanan_judul(j), b.kode) for b in BIDANG for j in {b.judul, *b.sinonim}]

    assert len({k for k, _ in kunci}) == len(set(kunci))


def test_fields_are_the_columns_of_a_cleaned_row():
    kolom = set(BarisLengkap.__dataclass_fields__) - {"nama_cari", "alasan"}

    assert {b.kode for b in BIDANG} == kolom | {"kecamatan", "kpj"} | set(GABUNGAN)
    assert {b for isi in GABUNGAN.values() for b in isi} <= kolom
    assert not any(BIDANG_PER_KODE[g].templat for g in GABUNGAN)


def test_header_under_titles_and_merged_cells():
    hasil = cari_judul(
        [
            (1, ["DATA PEKERJA RENTAN KELURAHAN", "", ""]),
            (2, ["Kota Semarang, Tahun 2026", "", ""]),
            (4, ["No", "Nama Lengkap", "N I K", "L/P", "Tempat, Tgl Lahir", "Hobi"]),
            (5, [1.0, "Imam", NIK, "L", "Semarang, 18-02-1966", "catur"]),
        ]
    )

    assert hasil.nomor == 4
    assert hasil.pemetaan == {1: "nama", 2: "nik", 3: "jenis_kelamin", 4: "kelahiran"}
    assert hasil.asing == {5: "Hobi"}
    assert hasil.ganda == {}
    assert hasil.kolom("nik") == 2
    assert hasil.kolom("email") == -1


def test_second_header_row_splits_merged_cells():
    hasil = cari_judul(
        [
            (3, ["NO", "NIK", "NAMA", "Tempat, Tanggal Lahir", "", "ALAMAT", "", "", "", "KET"]),
            (4, ["", "", "", "Tempat", "Tanggal", "Jalan", "RT", "RW", "Kelurahan", ""]),
            (5, [1.0, NIK, "Imam", "Semarang", "18-02-1966", "Jl. Mawar", 1.0, 2.0, "Kudu", ""]),
        ]
    )

    assert hasil.nomor == 4
    assert [*hasil.pemetaan.values()] == [
        *("nik", "nama", "tempat_lahir", "tanggal_lahir"),
        *("alamat", "rt", "rw", "kelurahan", "keterangan"),
    ]


IDENTITAS = ["NIK", "Nama", "No KK"]


@pytest.mark.parametrize(
    ("atas", "bawah", "bidang"),
    [
        (
            ["No", "Identitas", "", "", "Kelahiran", "", "L/P", "Ibu Kandung", "Pekerjaan"],
            ["", *IDENTITAS, "Tempat", "Tanggal", "", "Nama", ""],
            "nik nama no_kk tempat_lahir tanggal_lahir jenis_kelamin nama_ibu pekerjaan",
        ),
        (
            ["No", "NIK", "Nama", "JK", "Ibu Kandung", "", "Alamat", "", "Pekerjaan"],
            ["", "", "", "", "NIK", "Nama", "Jalan", "Desa/Kel", ""],
            "nik nama jenis_kelamin nama_ibu alamat kelurahan pekerjaan",
        ),
        (
            ["", "Nomor", "", "Nama Lengkap", "Kontak", "", "Pekerjaan"],
            ["", "NIK", "KK", "", "HP", "Email", ""],
            "nik no_kk nama hp email pekerjaan",
        ),
    ],
)
def test_two_header_rows_with_parts_under_merged_groups(atas, bawah, bidang):
    hasil = cari_judul([(1, ["DAFTAR PEKERJA RENTAN"]), (3, atas), (4, bawah), (5, [1.0, NIK])])

    assert hasil.nomor == 4
    assert [*hasil.pemetaan.values()] == bidang.split()


def test_first_person_is_not_taken_for_a_second_header_row():
    hasil = cari_judul([(1, ["NIK", "Nama", "Alamat"]), (2, ["", "", "Jalan"])])

    assert hasil.nomor == 1


@pytest.mark.parametrize(
    ("judul", "menang", "kalah"),
    [
        (["NIK", "Nama", "Nama Lengkap"], 2, {1: "Nama"}),
        (["NIK", "Nama Lengkap", "Nama"], 1, {2: "Nama"}),
        (["NIK", "Nama", "Nama"], 1, {2: "Nama"}),
        (["NIK", "Nama (calon)", "Nama"], 2, {1: "Nama (calon)"}),
    ],
)
def test_two_columns_for_one_field_keep_the_better_and_report(judul, menang, kalah):
    hasil = cari_judul([(1, judul)])

    assert hasil.kolom("nama") == menang
    assert hasil.ganda == kalah


@pytest.mark.parametrize(
    "baris",
    [
        [],
        [(1, ["", None, " "])],
        [(1, ["DATA PEKERJA RENTAN"]), (2, ["Kelurahan", "Kecamatan"])],
        [(1, [1.0, NIK, "Imam Setiawan"])],
        [(n, ["catatan"]) for n in range(1, BARIS_DICARI + 1)] + [(99, ["NIK", "Nama"])],
    ],
)
def test_no_header_is_none(baris):
    assert cari_judul(baris) is None


def test_header_is_found_on_the_last_row_searched():
    baris = [(n, ["catatan"]) for n in range(1, BARIS_DICARI)]
    kosong = [(n, ["", None]) for n in range(100, 300)]

    assert cari_judul([*kosong, *baris, (400, ["NIK", "Nama"])]).nomor == 400


def test_missing_required_fields_are_named():
    hasil = cari_judul([(1, ["NIK", "Nama", "TTL"])])
    tanpa_nik = cari_judul([(1, ["Nama", "TTL"])])

    assert [b.kode for b in hasil.kurang()] == ["kelurahan", "pekerjaan"]  # the NIK states the sex
    assert [b.kode for b in tanpa_nik.kurang()] == [
        *("nik", "jenis_kelamin", "kelurahan", "pekerjaan"),
    ]
    assert bidang_kurang(b.kode for b in BIDANG if b.wajib) == []


PEMETAAN = {1: "nama", 2: "nik", 3: "jenis_kelamin", 4: "pekerjaan"}


@pytest.mark.parametrize(
    "sel",
    [
        ["", "", "", "", ""],
        [61.0, "", "", "", ""],
        [None, None, None, None, None],
        ["", "Jumlah: 60 orang", "", "", ""],
        ["TOTAL", "", "", "", 60.0],
        ["Jumlah", "60", "", "L: 30", "P: 30"],
        ["", "Sub Total", "", "", ""],
        ["", "Jumlah RT 16", 25.0, "", ""],
        ["Jumlah", "", "25 orang", "", ""],
        ["", "TOTAL", "1.204", "", ""],
        ["No", "Nama Lengkap", "N I K", "L/P", "Pekerjaan"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1.0, 2.0, 3.0, 4.0, 5.0],
        ["", "", "", "", "Lurah Kudu"],
        ["", "Mengetahui,", "", "", "Lurah Kudu"],
        ["", "NIP. 197608012004121327", "", "", ""],
        [],
    ],
)
def test_rows_that_are_no_people_are_ignored(sel):
    assert diabaikan(sel, PEMETAAN, 2)


@pytest.mark.parametrize(
    "sel",
    [
        [1.0, "Imam", NIK, "L", "petani"],
        [1.0, "Imam", 3374021802662280.0, "L", "petani"],
        [1.0, "Imam", "3374 0218 0266 2286", "L", "petani"],
        [1.0, "Imam", "", "L", "petani"],
        [1.0, "Imam", "", "", ""],
        [1.0, "", NIK, "", ""],
        [1.0, "", "belum ada", "L", "petani"],
        [1.0, "Jumlah Rahayu", NIK, "P", "petani"],
        [1.0, "", "", "L", "petani", "Jl. Mawar"],
    ],
)
def test_rows_with_a_person_are_kept_however_poor(sel):
    assert not diabaikan(sel, PEMETAAN | {5: "alamat"}, 2)


@given(st.lists(st.tuples(st.integers(1, 99), st.lists(SEL, max_size=8)), max_size=6))
def test_no_sheet_breaks_the_search(baris):
    hasil = cari_judul(baris)

    for _, sel in baris:
        pemetaan = hasil.pemetaan if hasil else PEMETAAN
        assert diabaikan(sel, pemetaan, 2) in (True, False)
