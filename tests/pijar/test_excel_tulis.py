"""What is written, read back with two other libraries."""

import tracemalloc
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pijar.excel import (
    Jenis,
    Kolom,
    LembarTulis,
    baca_lembar,
    buku_kecil,
    teks,
    tulis_besar,
    tulis_kecil,
)

BAHAYA = ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "#N/A", "=A1"]
LAHIR, WAKTU = date(1966, 2, 18), datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.xlsx"


def openpyxl_sel(path, lembar=0):
    """All cells, with their types; the workbook is loaded with formulas, not values."""
    return [list(baris) for baris in openpyxl.load_workbook(path).worksheets[lembar].iter_rows()]


def calamine_sel(path):
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_besar_writes_text_as_text(path):
    jumlah = tulis_besar(path, "Data", ["NIK", "Isi"], [["3374076201780360", s] for s in BAHAYA])

    baris = openpyxl_sel(path)[1:]
    assert jumlah == len(BAHAYA)
    assert [sel.value for _, sel in baris] == [s.replace("\r", "_x000D_") for s in BAHAYA]
    assert {sel.data_type for satu in baris for sel in satu} == {"s"}
    assert {sel.number_format for satu in baris for sel in satu} == {"@"}
    assert [isi for _, isi in calamine_sel(path)[1:]] == BAHAYA


def test_besar_keeps_a_name_that_begins_with_equals_in_title_and_header(path):
    tulis_besar(path, "Data", ["=NIK", "b"], [["1", "2"]], ["=JUDUL", "@dua"])

    sel = openpyxl_sel(path)
    assert [(s.value, s.data_type) for s in (sel[0][0], sel[1][0], sel[3][0])] == [
        ("=JUDUL", "s"), ("@dua", "s"), ("=NIK", "s"),
    ]  # fmt: skip


def test_besar_writes_real_dates(path):
    kolom = ["Lahir", "Dibuat", "Campur"]
    tulis_besar(path, "Data", kolom, [[LAHIR, WAKTU, LAHIR], [None, None, "tidak tahu"],
                                      [date(1850, 1, 2), WAKTU, None]])  # fmt: skip

    _, pertama, kedua, ketiga = openpyxl_sel(path)
    assert (pertama[0].value, pertama[0].number_format) == (datetime(1966, 2, 18), "dd-mm-yyyy")  # noqa: DTZ001
    assert pertama[1].value == datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 - WIB in the cell
    assert pertama[1].number_format == "dd-mm-yyyy hh.mm"
    assert kedua[2].value == "tidak tahu"
    assert (ketiga[0].value, ketiga[0].data_type) == ("02-01-1850", "s")
    assert calamine_sel(path)[1][0] == LAHIR


def test_besar_follows_the_kind_of_a_column(path):
    kolom = ["No", Kolom("Nominal", Jenis.RUPIAH), Kolom("Jumlah", Jenis.RIBUAN),
             Kolom("Capaian", Jenis.PERSEN)]  # fmt: skip
    tulis_besar(path, "Data", kolom, [[1, 16_800, 8_500, 18.67]])

    baris = openpyxl_sel(path)[1]
    assert [sel.value for sel in baris] == [1, 16_800, 8_500, 18.67]
    assert [sel.number_format for sel in baris] == [
        "General", '[$-421]"Rp"#,##0', "[$-421]#,##0", '[$-421]0.00" %"',
    ]  # fmt: skip
    assert calamine_sel(path)[1] == [1.0, 16_800.0, 8_500.0, 18.67]


def test_besar_lays_out_titles_header_and_print(path):
    tulis_besar(path, "Data", ["NIK", "No", "Nama"], [["3374076201780360", 1, "S" * 90]],
                ["DAFTAR PESERTA", "Kota Semarang"])  # fmt: skip

    ws = openpyxl.load_workbook(path).active
    assert [ws["A1"].value, ws["A2"].value, ws["A3"].value] == [
        "DAFTAR PESERTA", "Kota Semarang", None,
    ]  # fmt: skip
    assert [sel.value for sel in ws[4]] == ["NIK", "No", "Nama"]
    assert all(sel.font.bold for sel in (*ws[4], ws["A1"]))
    assert ws.freeze_panes == "A5"
    assert ws.auto_filter.ref == "A4:C5"
    assert ws.print_title_rows == "$4:$4"
    assert ws.page_setup.orientation == "landscape"
    assert ws.column_dimensions["A"].width >= 18
    assert ws.column_dimensions["B"].width >= 6
    assert 50 < ws.column_dimensions["C"].width < 70


@pytest.mark.parametrize("judul", [[], ["DAFTAR"]])
@pytest.mark.parametrize("kolom", [["NIK"], ["NIK", "Nama"]])
def test_besar_without_rows_still_has_its_header(path, judul, kolom):
    assert tulis_besar(path, "Data", kolom, iter([]), judul) == 0

    (lembar,) = baca_lembar(path)
    assert lembar.nama == "Data"
    assert list(lembar.baris)[-1] == (3 if judul else 1, kolom)


def test_besar_of_one_column_has_its_titles(path):
    tulis_besar(path, "Data", ["NIK"], [["1"]], ["DAFTAR"])

    assert [sel[0] for sel in calamine_sel(path)] == ["DAFTAR", "", "NIK", "1"]


@pytest.mark.parametrize(
    ("kolom", "baris", "kata"),
    [
        (["NIK", "NIK"], [["1", "2"]], "judul kolom"),
        (["NIK", "NIK"], [], "judul kolom"),
        (["a", "b"], [["1", "2"]] * 300 + [["1"]], "shorter"),
        (["a", "b"], [["1", "2"]] * 300 + [["1", "2", "3"]], "longer"),
    ],
)
def test_besar_refuses_what_would_lose_a_column(path, kolom, baris, kata):
    with pytest.raises(ValueError, match=kata):
        tulis_besar(path, "Data", kolom, baris)

    assert not path.exists()


def test_besar_passes_on_the_error_of_its_source(path):
    def sumber():
        yield from [["1"]] * 500
        raise LookupError("koneksi putus")

    with pytest.raises(LookupError, match="koneksi putus"):
        tulis_besar(path, "Data", ["a"], sumber())

    assert not path.exists()


def test_besar_streams(path):
    """50.000 rows pass through in the memory of a few."""
    tracemalloc.start()
    jumlah = tulis_besar(path, "Data", ["a", "b"], ((f"{n:016}", n) for n in range(50_000)))
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert jumlah == 50_000
    assert puncak < 1 << 20
    (lembar,) = baca_lembar(path)
    assert sum(1 for _ in lembar.baris) == 50_001


SEL = st.one_of(st.none(), st.booleans(), st.text(max_size=20), st.integers(-(10**12), 10**12),
                st.dates(date(1900, 3, 1)))  # fmt: skip


@given(st.lists(st.tuples(SEL, SEL, SEL), min_size=1, max_size=5))
@settings(max_examples=25)
def test_besar_never_makes_a_formula_and_keeps_values(tmp_path_factory, baris):
    path = tmp_path_factory.getbasetemp() / "acak.xlsx"

    tulis_besar(path, "Data", ["a", "b", "c"], baris)

    sel = openpyxl_sel(path)
    assert {s.data_type for satu in sel for s in satu} <= {"s", "n", "b", "d"}
    dibaca = [[teks(s) for s in satu] for satu in calamine_sel(path)[1:]]
    assert dibaca == [[teks(s) for s in satu] for satu in baris][: len(dibaca)]


def test_besar_shows_a_date_as_a_date_wherever_it_comes(path):
    """A column empty in the first 200 rows, and dates among text and numbers."""
    baris = [[None, "x", 1]] * 250 + [[LAHIR, LAHIR, LAHIR], [WAKTU, 5, "x"], ["x", None, LAHIR]]
    tulis_besar(path, "Data", ["Berakhir", "Ket", "No"], baris)

    sel = openpyxl_sel(path)
    assert sel[251][0].value == datetime(1966, 2, 18)  # noqa: DTZ001
    assert sel[251][0].number_format == sel[252][0].number_format == "dd-mm-yyyy"
    assert [s.value for s in sel[251][1:]] == ["18-02-1966", "18-02-1966"]
    assert [s.value for s in sel[253]] == ["x", None, "18-02-1966"]


def test_besar_shows_a_number_in_a_date_column_as_a_number(path):
    tulis_besar(path, "Data", ["Lahir"], [[LAHIR], [1966], ["1966"], [True]])

    assert [sel[0].value for sel in openpyxl_sel(path)[2:]] == ["1966", "1966", "ya"]


def laporan(**ganti):
    isi = {
        "nama": "Laporan",
        "kolom": [Kolom("NIK"), Kolom("Lahir", Jenis.TANGGAL), Kolom("Nominal", Jenis.RUPIAH)],
        "baris": [["3374076201780360", LAHIR, 16_800], ["0012", None, -5]],
        "judul_atas": ["REKAP IURAN", "November 2026"],
        "total": ["Jumlah", None, 16_795],
        "catatan": ["=dibuat oleh sistem"],
        "kertas": "F4",
    }
    return LembarTulis(**(isi | ganti))


def test_kecil_lays_out_a_document(path):
    tulis_kecil(path, [laporan()])

    ws = openpyxl.load_workbook(path).active
    assert [[sel.value for sel in baris] for baris in ws.iter_rows()] == [
        ["REKAP IURAN", None, None],
        ["November 2026", None, None],
        [None, None, None],
        ["NIK", "Lahir", "Nominal"],
        ["3374076201780360", datetime(1966, 2, 18), 16_800],  # noqa: DTZ001
        ["0012", None, -5],
        ["Jumlah", None, 16_795],
        [None, None, None],
        ["=dibuat oleh sistem", None, None],
    ]
    assert ws["A9"].data_type == "s"
    assert all(sel.font.bold for sel in (ws["A1"], *ws[4], *ws[7]))
    assert [sel.number_format for sel in ws[5]] == ["@", "dd-mm-yyyy", '[$-421]"Rp"#,##0']
    assert (ws.page_setup.orientation, ws.page_setup.paperSize) == ("landscape", 14)
    assert (ws.freeze_panes, ws.print_title_rows) == ("A5", "$4:$4")
    assert ws.column_dimensions["A"].width >= 18


def test_kecil_writes_several_sheets_to_a_buffer():
    tujuan = BytesIO()

    tulis_kecil(
        tujuan, [laporan(), laporan(nama="Dua", mendatar=False, kertas="A4", judul_atas=())]
    )

    buku = openpyxl.load_workbook(tujuan)
    assert buku.sheetnames == ["Laporan", "Dua"]
    assert (buku["Dua"]["A1"].value, buku["Dua"].freeze_panes) == ("NIK", "A2")
    assert (buku["Dua"].page_setup.orientation, buku["Dua"].page_setup.paperSize) == ("portrait", 9)


@pytest.mark.parametrize("tulisan", BAHAYA)
def test_kecil_writes_text_as_text(path, tulisan):
    kolom = [Kolom(tulisan)]
    tulis_kecil(path, [laporan(kolom=kolom, baris=[[tulisan]], judul_atas=[tulisan],
                               total=[tulisan], catatan=[tulisan])])  # fmt: skip

    sel = [baris[0] for baris in openpyxl_sel(path) if baris[0].value is not None]
    assert [s.value for s in sel] == [tulisan.replace("\r", "\n")] * 5
    assert {s.data_type for s in sel} == {"s"}
    assert {s.quotePrefix for s in sel} == {not tulisan.startswith("#")}


def test_kecil_drops_what_xml_cannot_hold_and_the_time_zone(path):
    kolom = [Kolom("Nama"), Kolom("Dibuat", Jenis.WAKTU, lebar=33)]
    tulis_kecil(path, [laporan(kolom=kolom, baris=[["Si\x0bti\x00", WAKTU]], total=None)])

    ws = openpyxl.load_workbook(path).active
    assert ws["A5"].value == "Siti"
    assert ws["B5"].value == datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 - WIB in the cell
    assert ws.column_dimensions["B"].width == 33


def test_kecil_refuses_a_row_of_another_length(path):
    with pytest.raises(ValueError, match="shorter"):
        tulis_kecil(path, [laporan(baris=[["1"]])])


def test_buku_kecil_can_be_worked_on():
    assert buku_kecil([laporan()])["Laporan"]["A1"].value == "REKAP IURAN"
