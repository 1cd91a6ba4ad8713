"""Lists are read in a process with limits: the same rows, and a sentence for what is too much."""

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from pijar.errors import BerkasDitolakError
from pijar.excel import baca_lembar, takaran, terpisah
from pijar.excel.baca import baca_langsung
from pijar.excel.takaran import Takaran, periksa_lembar
from tests.pijar.contoh_excel import buat_ods, buat_xls, buat_xlsx, sel_ods, teks_sel

SORE = datetime(1980, 1, 1, 14, 30)  # noqa: DTZ001  # a cell has no zone
ISI_CAMPUR = [
    "teks; \u2028 dan \U0001f600", 3374076201780360.0, 7.5, True, date(1980, 1, 1), SORE, None, "z"
]  # fmt: skip


def campur(path):
    """Three sheets of all kinds of cells, the second hidden."""
    buku = Workbook()
    buku.active.title = "A & <B>"
    buku.create_sheet("Kedua").sheet_state = "hidden"
    buku.create_sheet("Kosong")
    for lembar in buku.worksheets[:2]:
        for _ in range(700):
            lembar.append(ISI_CAMPUR)
    buku["Kedua"].row_dimensions[7].hidden = True
    buku["Kedua"].merge_cells("A3:A5")
    buku.save(path)
    return path


def semua(daftar):
    return [
        (satu.nama, satu.tersembunyi, satu.ada_rumus, satu.sembunyi.rentang, [*satu.gabungan],
         [*satu.baris])
        for satu in daftar
    ]  # fmt: skip


def kalimat(path):
    with pytest.raises(BerkasDitolakError) as penolakan:
        semua(baca_lembar(path))
    return penolakan.value.kalimat


def test_the_rows_are_those_of_the_reader(tmp_path):
    path = campur(tmp_path / "a.xlsx")

    assert semua(baca_lembar(path)) == semua(baca_langsung(path))


def test_cells_keep_their_types(tmp_path):
    lembar = next(baca_lembar(campur(tmp_path / "a.xlsx")))

    _, sel = next(lembar.baris)

    assert [*map(type, sel)] == [str, float, float, bool, date, datetime, type(None), str]


@pytest.mark.parametrize("buat", [
    lambda p: buat_ods(p / "a.ods", f"<table:table-row>{sel_ods('NIK')}</table:table-row>"),
    lambda p: buat_xls(p / "a.xls", [(0, 0, "NIK")]),
])  # fmt: skip
def test_other_kinds_come_the_same_way(tmp_path, buat):
    assert [[*s.baris] for s in baca_lembar(buat(tmp_path))] == [[(1, ["NIK"])]]


def test_sheets_may_be_left_and_read_by_turns(tmp_path):
    """Finding the list looks into each sheet first; then it goes on where it was."""
    satu, dua, kosong = baca_lembar(campur(tmp_path / "a.xlsx"))

    assert [nomor for nomor, _ in satu.awal(70)] == [*range(1, 71)]
    pertama = next(dua.baris)
    assert [*kosong.baris] == []
    assert [*satu.baris] == []
    assert [pertama[0], *(nomor for nomor, _ in dua.baris)] == [*range(1, 701)]


def test_nothing_is_left_when_nobody_reads_on(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    lembar = next(baca_lembar(campur(tmp_path / "a.xlsx")))
    next(lembar.baris)
    anak = [p for p in Path("/proc").glob("[0-9]*") if _anak_kita(p)]
    assert len(anak) == 1

    del lembar

    assert not anak[0].exists()
    assert [*(tmp_path / "sementara").iterdir()] == []


def _anak_kita(proses):
    try:
        perintah = (proses / "cmdline").read_bytes()
        induk = (proses / "stat").read_text().rpartition(") ")[2].split()[1]
    except OSError:
        return False
    return b"pijar.excel.tuang" in perintah and int(induk) == os.getpid()


def test_a_small_file_that_unpacks_to_gigabytes_ends_its_process_only(tmp_path):
    """724 bytes: one cell, repeated 8 million times, took 4,7 GB of the worker."""
    ulang = ' table:number-columns-repeated="1000"'
    baris = f'<table:table-row table:number-rows-repeated="8000">{sel_ods("X" * 260, ulang)}'
    path = buat_ods(tmp_path / "a.ods", f"{baris}</table:table-row>")

    assert path.stat().st_size < 800
    assert "memori lebih dari 480 MB" in kalimat(path)


@pytest.mark.parametrize(
    ("batas", "kata"), [({"tunggu": 0.001}, "25 detik"), ({"keluaran": 50}, "memori")]
)
def test_time_and_answers_have_limits(tmp_path, monkeypatch, batas, kata):
    monkeypatch.setattr(terpisah, "BATAS", replace(terpisah.BATAS, **batas))

    assert kata in kalimat(campur(tmp_path / "a.xlsx"))


def test_no_room_for_a_process_is_not_told_as_a_damaged_file(tmp_path, monkeypatch):
    def penuh(*_, **__):
        raise OSError("Cannot allocate memory")

    monkeypatch.setattr(terpisah, "Anak", penuh)

    assert "Berkas Anda tidak rusak" in kalimat(campur(tmp_path / "a.xlsx"))


def test_too_many_columns_is_refused_where_they_are(tmp_path):
    lebar = "".join(teks_sel(f"{k}2", "x") for k in ("A", "ALM"))  # ALM is column 1.001
    path = buat_xlsx(tmp_path / "a.xlsx", f'<row r="2">{lebar}</row>')

    assert "Lembar Data terisi sampai sel ALM2, lebih dari 1.000 kolom" in kalimat(path)


def test_spaces_far_to_the_right_are_no_columns():
    Takaran().catat("Data", 1, ["NIK", *[None] * 2_000])


def test_too_many_sheets_are_refused():
    periksa_lembar(100)
    with pytest.raises(BerkasDitolakError, match="101 lembar, sedangkan batasnya 100"):
        periksa_lembar(101)


@pytest.mark.parametrize(
    ("nama", "baris", "kata"),
    [
        ("BATAS_BARIS", ["x"], "lebih dari 3 baris berisi"),
        ("BATAS_SEL", ["x"], "lebih dari 3 sel"),
        ("BATAS_HURUF", ["x"], "lebih dari 3 huruf"),
    ],
)
def test_the_whole_book_is_counted_over_its_sheets(monkeypatch, nama, baris, kata):
    monkeypatch.setattr(takaran, nama, 3)
    buku = Takaran()
    for lembar in ("Satu", "Dua", "Tiga"):
        buku.catat(lembar, 9, baris)

    with pytest.raises(BerkasDitolakError, match=kata) as penolakan:
        buku.catat("Empat", 9, baris)

    assert "di lembar Empat, baris 9" in penolakan.value.kalimat
    assert penolakan.value.kalimat.endswith("unggah satu per satu.")
