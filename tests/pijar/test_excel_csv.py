"""CSV in the encodings and with the separators that offices use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pijar.errors import BerkasDitolakError
from pijar.excel.baca import baca_langsung as baca_lembar
from pijar.excel.isi import selidiki as periksa_berkas
from pijar.excel.periksa import tampak_teks

DAFTAR = 'NIK;Nama;Alamat\r\n3374076201780360;Siti Nurhasanah;"Jl. Pemuda; No. 1"\r\n'


def baca(path, isi):
    path.write_bytes(isi)
    periksa_berkas(path)
    (lembar,) = baca_lembar(path)
    assert not lembar.tersembunyi
    return list(lembar.baris)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.csv"


@pytest.mark.parametrize(
    ("sandi", "awalan"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_csv_reads_every_encoding(path, sandi, awalan):
    nama = "Renée Ömer – “Siti”"

    baris = baca(path, awalan + DAFTAR.replace("Siti Nurhasanah", nama).encode(sandi))

    assert baris == [
        (1, ["NIK", "Nama", "Alamat"]),
        (2, ["3374076201780360", nama, "Jl. Pemuda; No. 1"]),
    ]


@pytest.mark.parametrize("pemisah", [";", ",", "\t", "|"])
def test_csv_finds_the_separator(path, pemisah):
    kepala = pemisah.join(["NIK", "Nama", "Tempat, Tgl Lahir; ket"])
    kepala = kepala if pemisah in "\t|" else pemisah.join(["NIK", "Nama", '"Tempat, Tgl; ket"'])
    isi = [kepala] + [
        pemisah.join([f"33740{n}", f"Nama {n}", '"Semarang, 1-1-1990; x"']) for n in range(30)
    ]

    baris = baca(path, "\n".join(["DATA PEKERJA, 2026", "", *isi]).encode())

    assert baris[0] == (1, ["DATA PEKERJA, 2026"] if pemisah != "," else ["DATA PEKERJA", " 2026"])
    assert {len(isi) for _, isi in baris[1:]} == {3}
    assert baris[2] == (4, ["337400", "Nama 0", "Semarang, 1-1-1990; x"])


def test_csv_obeys_the_sep_line_of_excel(path):
    assert baca(path, b"sep=|\r\na|b;c\r\n1|2;3\r\n") == [(1, ["a", "b;c"]), (2, ["1", "2;3"])]


def test_csv_of_one_column_stays_one(path):
    assert baca(path, b"NIK\n3374\n3375\n") == [(1, ["NIK"]), (2, ["3374"]), (3, ["3375"])]


def test_csv_numbers_rows_as_excel_does(path):
    isi = b'a;b\r\n\r\n"dua\r\nbaris";x\r\n;;\r\n1;2\r\n'

    assert baca(path, isi) == [(1, ["a", "b"]), (3, ["dua\r\nbaris", "x"]), (5, ["1", "2"])]


def test_csv_keeps_numbers_as_text(path):
    isi = b"NIK;HP;Rp\r\n3.37408E+15;0812;16800\r\n"

    assert baca(path, isi)[1] == (2, ["3.37408E+15", "0812", "16800"])


def test_csv_drops_nul_and_makes_nothing_of_empty(path):
    assert baca(path, b"NIK;Nama;x\r\n33\x0074;;\r\n") == [
        (1, ["NIK", "Nama", "x"]),
        (2, ["3374", None, None]),
    ]


@pytest.mark.parametrize(
    "isi",
    [
        b"a;b\r\n" + b"x" * 1_000_001 + b"\r\n",
        b'a;b\r\n1;"tak ditutup\r\n' + b"1;2\r\n" * 40_000,
        b"a;b\r\n" * 300 + b"x" * 200_000 + b"\r\n",
    ],
)
def test_csv_refuses_a_line_without_end(path, isi):
    path.write_bytes(isi)

    with pytest.raises(BerkasDitolakError, match=r"Baris \d+ terlalu panjang.*tanda kutip"):
        list(next(baca_lembar(path)).baris)


def test_csv_accepts_a_long_line(path):
    panjang = ";".join(["x" * 100] * 2_000)

    assert len(baca(path, panjang.encode())[0][1]) == 2_000


@given(st.binary(min_size=1, max_size=300))
def test_csv_never_crashes(tmp_path_factory, isi):
    path = tmp_path_factory.getbasetemp() / "acak.csv"
    path.write_bytes(isi)

    try:
        for lembar in baca_lembar(path):
            for nomor, baris in lembar.baris:
                assert nomor > 0
                assert all(sel is None or "\0" not in sel for sel in baris)
    except BerkasDitolakError as galat:
        assert galat.kalimat.endswith("unggah lagi.")  # noqa: PT017 - either outcome is right


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_tampak_teks_accepts_writing(tulisan):
    assert tampak_teks(tulisan)
