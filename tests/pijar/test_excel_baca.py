"""What the reader gives: the rows, cells and sheets that the officer sees."""

import struct
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from errno import ENOSPC

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from pijar.errors import BerkasDitolakError
from pijar.excel import Jenis, Kolom, pembaca_xls, pindai, tulis_besar
from pijar.excel.baca import baca_langsung as baca_lembar
from pijar.excel.isi import selidiki as periksa_berkas
from tests.pijar.contoh_excel import buat_ods, buat_xls, buat_xlsx, sel_ods, teks_sel

BAGIAN = "xl/worksheets/sheet1.xml"
RUMUS_OPENPYXL = '<c r="A1"><f>1+1</f><v></v></c>'


def semua(path):
    return {lembar.nama: list(lembar.baris) for lembar in baca_lembar(path)}


def simpan(tmp_path, isi_lembar):
    buku = Workbook()
    isi_lembar(buku.active)
    buku.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_baca_keeps_row_and_column_of_excel(tmp_path):
    baris = f'<row r="7">{teks_sel("C7", "NIK")}</row><row r="9"><c r="E9"><v>5</v></c></row>'
    ods = (
        '<table:table-row table:number-rows-repeated="6"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        f"{sel_ods('NIK')}</table:table-row>"
    )

    assert semua(buat_xlsx(tmp_path / "a.xlsx", baris)) == {
        "Data": [(7, [None, None, "NIK", None, None]), (9, [None, None, None, None, 5.0])]
    }
    assert semua(buat_xls(tmp_path / "a.xls", [(6, 2, "NIK"), (8, 4, 5.0)])) == {
        "Data": [(7, [None, None, "NIK", None, None]), (9, [None, None, None, None, 5.0])]
    }
    assert semua(buat_ods(tmp_path / "a.ods", ods)) == {"Data": [(7, [None, None, "NIK"])]}


def test_baca_skips_empty_rows_and_rows_of_spaces(tmp_path):
    baris = "".join(f'<row r="{n}">{teks_sel(f"A{n}", isi)}</row>' for n, isi in
                    ((1, "NIK"), (2, " "), (3, ""), (5, "3374")))  # fmt: skip

    path = buat_xlsx(tmp_path / "a.xlsx", baris)

    assert semua(path) == {"Data": [(1, ["NIK"]), (5, ["3374"])]}


def test_baca_keeps_types(tmp_path):
    def isi(ws):
        ws.append(["3374076201780360", 3374076201780360, 9, 1.5, True])
        ws.append([date(1966, 2, 18), datetime(2026, 11, 20, 14, 30), time(14, 30)])  # noqa: DTZ001
        ws.append([timedelta(hours=30, minutes=5), "#N/A", 0, None, "x"])

    baris = semua(simpan(tmp_path, isi))["Sheet"]

    assert baris == [
        (1, ["3374076201780360", 3374076201780360.0, 9.0, 1.5, True]),
        (2, [date(1966, 2, 18), datetime(2026, 11, 20, 14, 30), "14.30", None, None]),  # noqa: DTZ001
        (3, ["30.05", None, 0.0, None, "x"]),
    ]
    assert all(type(sel) is float for sel in baris[0][1][1:4])


def test_baca_xls_keeps_types(tmp_path):
    path = buat_xls(tmp_path / "a.xls", [(0, 0, "3374076201780360"), (0, 1, 3374076201780360.0)])

    assert semua(path) == {"Data": [(1, ["3374076201780360", 3374076201780360.0])]}


def test_baca_names_hidden_sheets(tmp_path):
    buku = Workbook()
    buku.active.append(["a"])
    for nama, keadaan in (("Rujukan", "hidden"), ("Sandi", "veryHidden"), ("Kosong", "visible")):
        buku.create_sheet(nama).sheet_state = keadaan
    buku.create_chartsheet("Grafik")
    buku.save(tmp_path / "a.xlsx")

    lembar = list(baca_lembar(tmp_path / "a.xlsx"))

    assert [(satu.nama, satu.tersembunyi) for satu in lembar] == [
        ("Sheet", False), ("Rujukan", True), ("Sandi", True), ("Kosong", False),
    ]  # fmt: skip
    assert [list(satu.baris) for satu in reversed(lembar)] == [[], [], [], [(1, ["a"])]]


def test_baca_leaves_merged_title_alone(tmp_path):
    def isi(ws):
        ws.append(["DATA PEKERJA RENTAN"])
        ws.append(["NIK", "Nama", "Kecamatan"])
        ws.append(["1", "Siti", "Genuk"])
        ws.append(["2", "Budi", None])
        ws.merge_cells("A1:C1")
        ws.merge_cells("C3:C4")

    baris = semua(simpan(tmp_path, isi))["Sheet"]

    assert baris[0] == (1, ["DATA PEKERJA RENTAN", None, None])
    assert baris[3] == (4, ["2", "Budi", None])


def nomor_sembunyi(lembar, sampai=12):
    return [n for n in range(1, sampai) if n in lembar.sembunyi]


def test_baca_tells_of_hidden_rows_and_merged_cells_in_xlsx(tmp_path):
    def isi(ws):
        for n in range(1, 9):
            ws.append([n, f"orang {n}", "Miroto" if n in (2, 6) else None])
        for n in (3, 4, 7):
            ws.row_dimensions[n].hidden = True
        ws.column_dimensions["B"].hidden = True
        ws.merge_cells("C2:C5")
        ws.merge_cells("A1:B1")

    (lembar,) = baca_lembar(simpan(tmp_path, isi))

    assert nomor_sembunyi(lembar) == [3, 4, 7]
    assert [*lembar.gabungan] == [(2, 5, 2)]
    assert [nomor for nomor, _ in lembar.baris] == [*range(1, 9)]


def test_baca_finds_hidden_rows_across_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("pijar.excel.periksa.POTONGAN", 64)
    baris = "".join(
        f'<row r="{n}" {"hidden" if n % 3 else "spans"}="1">{teks_sel(f"A{n}", n)}</row>'
        for n in range(1, 40)
    )

    (lembar,) = baca_lembar(buat_xlsx(tmp_path / "a.xlsx", baris))

    assert nomor_sembunyi(lembar, 40) == [n for n in range(1, 40) if n % 3]


def test_baca_tells_of_hidden_rows_and_merged_cells_in_ods(tmp_path):
    sel, dua = sel_ods("x"), ' table:number-rows-spanned="2"'
    baris = (
        f"<table:table-row>{sel}{sel_ods('y', dua)}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{sel}<table:covered-table-cell/>'
        "</table:table-row>"
        f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{sel}'
        "</table:table-row>"
        f'<table:table-row-group table:display="false"><table:table-row>{sel}</table:table-row>'
        f"</table:table-row-group><table:table-row>{sel}</table:table-row>"
    )

    (lembar,) = baca_lembar(buat_ods(tmp_path / "a.ods", baris))

    assert nomor_sembunyi(lembar) == [2, 3, 4, 5]
    assert [*lembar.gabungan] == [(1, 2, 1)]
    assert [nomor for nomor, _ in lembar.baris] == [*range(1, 7)]


def test_baca_tells_of_hidden_rows_and_merged_cells_in_xls(tmp_path):
    sel = [(n, 0, f"orang {n}") for n in range(5)]

    (lembar,) = baca_lembar(
        buat_xls(tmp_path / "a.xls", sel, sembunyi=[1, 3], gabungan=[(0, 2, 0, 0), (0, 0, 0, 3)])
    )

    assert nomor_sembunyi(lembar) == [2, 4]
    assert [*lembar.gabungan] == [(1, 3, 0)]


def test_an_xls_with_a_chain_in_a_circle_has_no_hidden_rows():
    assert len([*pembaca_xls.rantai([b"a", b"b"], [1, 0], 0)]) == 2
    with pytest.raises((struct.error, IndexError, ValueError)):
        pembaca_xls.buku_kerja(b"\0" * 600)


@pytest.mark.parametrize(
    ("sel", "ada", "tanpa_nilai"),
    [
        ('<c r="A1"><v>1</v></c>', False, False),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', True, False),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', True, False),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', True, False),
        (RUMUS_OPENPYXL, True, True),
        ('<c r="A1"><f>1+1</f><v/></c>', True, True),
        ('<c r="A1" s="1"><f t="shared" si="0"/></c>', True, True),
        ('<c r="A1"><f>1&lt;2</f></c>', True, True),
    ],
)
def test_baca_tells_of_formulas(tmp_path, sel, ada, tanpa_nilai):
    baris = f'<row r="1">{sel}{teks_sel("B1", "x")}</row>'

    (lembar,) = baca_lembar(buat_xlsx(tmp_path / "a.xlsx", baris))

    assert (lembar.ada_rumus, lembar.rumus_tanpa_nilai) == (ada, tanpa_nilai)


def test_baca_tells_of_formulas_and_errors_by_sheet(tmp_path):
    galat = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'
    lembar = {"Bersih": f'<row r="1">{teks_sel("A1", "x")}</row>', "Galat": galat,
              "Rumus": f'<row r="1">{RUMUS_OPENPYXL}</row>'}  # fmt: skip

    hasil = list(baca_lembar(buat_xlsx(tmp_path / "a.xlsx", lembar)))

    assert [(satu.ada_galat, satu.rumus_tanpa_nilai) for satu in hasil] == [
        (False, False), (True, False), (False, True),
    ]  # fmt: skip
    assert list(hasil[1].baris) == []


def test_baca_finds_formulas_across_pieces(tmp_path, monkeypatch):
    """A formula cut by the end of a piece is seen, wherever the cut is."""
    monkeypatch.setattr("pijar.excel.periksa.POTONGAN", 64)
    sel = "".join(f'<row r="{n}">{teks_sel(f"B{n}", "x" * n)}</row>' for n in range(1, 60))

    for ganjal in range(64):
        baris = f"{sel}<row>{teks_sel('A60', 'x' * ganjal)}<c r='B60'></c>{RUMUS_OPENPYXL}</row>"
        (lembar,) = baca_lembar(buat_xlsx(tmp_path / "a.xlsx", baris))
        assert lembar.rumus_tanpa_nilai
        assert not lembar.ada_galat


@pytest.mark.parametrize(
    ("letak", "baris"),
    [
        ("baku", '<row r="{n}"><c r="A{n}"><v>1</v></c></row>'),
        ("aneh", "<row r='{n}'><c r='A{n}'><v>1</v></c></row>"),
    ],
)
def test_ukur_gives_one_answer_for_every_cut(letak, baris):
    isi = "".join(baris.format(n=n) for n in (1, 250_000, 300_000))
    isi = f'<a>{isi}<row r="300001"><c r="ZZ300001" s="1"></c></row></a>'.encode()

    for n in range(1, len(isi)):
        potongan = [isi[k : k + n] for k in range(0, len(isi), n)]
        tampak = pindai.pindai(potongan)
        kisi = pindai.ukur(potongan, tampak)
        assert tampak.berurutan
        assert (tampak.jauh, tampak.tak_baku) == (True, letak == "aneh")
        assert (kisi.baris, kisi.kolom, kisi.ujung) == (300_000, 1, "A300000")


def test_pindai_survives_a_tag_without_end(monkeypatch):
    monkeypatch.setattr(pindai, "POTONGAN", 100)

    dibaca = list(pindai.bertumpang([b"<c", *[b"x" * 100] * 50]))

    assert max(len(potong.isi) for potong in dibaca) < 100 * 5 + pindai.TUMPANG


@pytest.mark.parametrize(("nomor", "huruf"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_ujung_names_the_column_as_excel_does(nomor, huruf):
    assert pindai.Kisi(9, nomor).ujung == f"{huruf}9"
    assert pindai.nomor_kolom(huruf.lower()) == nomor


def test_baca_reads_damage_as_a_sentence(tmp_path):
    path = buat_xlsx(tmp_path / "a.xlsx", f'<row r="1">{teks_sel("A1", "x")}<c r="B1" t="s"><v>9')

    with pytest.raises(BerkasDitolakError, match="rusak"):
        semua(path)


class PanicException(BaseException):
    """Like the one of Rust, which cannot be imported."""


@pytest.mark.parametrize(
    ("galat", "jadi"),
    [(PanicException, BerkasDitolakError), (KeyboardInterrupt, KeyboardInterrupt)],
)
def test_baca_turns_only_a_panic_into_a_sentence(tmp_path, monkeypatch, galat, jadi):
    class Panik:
        @staticmethod
        def from_path(path):
            raise galat

    path = buat_xlsx(tmp_path / "a.xlsx", f'<row r="1">{teks_sel("A1", "x")}</row>')
    monkeypatch.setattr("pijar.excel.berkas_buku.CalamineWorkbook", Panik)

    with pytest.raises(jadi):
        baca_lembar(path)


def test_baca_needs_no_more_memory_for_a_longer_list(tmp_path):
    """Neither the rows given nor the sheet are kept by the reader's Python side."""

    def puncak(baris):
        path = tmp_path / "a.xlsx"
        kolom = [Kolom(f"Kolom {n}", Jenis.TEKS) for n in range(15)]
        tulis_besar(path, "Data", kolom, ([f"isi {n}"] * 15 for n in range(baris)))
        tracemalloc.start()
        jumlah = sum(1 for lembar in baca_lembar(path) for _ in lembar.baris)
        terbesar = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert jumlah == baris + 1
        return terbesar

    assert puncak(60_000) < 1.3 * puncak(25_000)


@pytest.mark.parametrize("nomor", [[*range(1, 60), 5], [*range(1, 60), 59], [2, 1, 3]])
@pytest.mark.parametrize("awal", ["<row r=", "<row spans='1:1' r="])
def test_a_row_number_that_comes_again_is_damage(tmp_path, monkeypatch, awal, nomor):
    """The reader would keep only the last of two such rows, without a word."""
    monkeypatch.setattr("pijar.excel.periksa.POTONGAN", 300)
    baris = [f'{awal}"{n}">{teks_sel(f"A{n}", "isi")}</row>' for n in nomor]

    with pytest.raises(BerkasDitolakError, match="rusak"):
        semua(buat_xlsx(tmp_path / "a.xlsx", "".join(baris)))


def test_damage_in_a_late_row_is_a_sentence(tmp_path):
    banyak = [f'<row r="{n}">{teks_sel(f"A{n}", "isi")}</row>' for n in range(1, 90)]
    path = buat_xlsx(tmp_path / "a.xlsx", "".join([*banyak, '<row r="90"><c r="A90"></x></row>']))

    with pytest.raises(BerkasDitolakError, match="rusak"):
        semua(path)


def test_the_first_rows_may_be_all_that_is_read(tmp_path):
    path = tmp_path / "a.xlsx"
    tulis_besar(path, "Data", ["a", "b"], [[n, f"x{n}"] for n in range(200)])
    (lembar,) = baca_lembar(path)

    assert [nomor for nomor, _ in lembar.awal(2)] == [1, 2]
    assert list(lembar.baris) == []


def test_baca_keeps_names_order_hiding_and_the_days_of_1904(tmp_path):
    buku = Workbook()
    buku.epoch = CALENDAR_MAC_1904
    buku.active.title = "A & <B>"
    buku.create_sheet("Kedua").sheet_state = "hidden"
    for lembar in buku:
        for nomor in range(1, 60):
            lembar.append([f"{lembar.title} {nomor}", date(1980, 1, 1)])
    buku.save(tmp_path / "a.xlsx")

    hasil = [
        (satu.nama, satu.tersembunyi, [*satu.baris]) for satu in baca_lembar(tmp_path / "a.xlsx")
    ]

    assert hasil == [
        (nama, sembunyi, [(n, [f"{nama} {n}", date(1980, 1, 1)]) for n in range(1, 60)])
        for nama, sembunyi in (("A & <B>", False), ("Kedua", True))
    ]


def test_baca_leaves_nothing_behind_and_opens_the_workbook_once(tmp_path, monkeypatch):
    sekali = []

    class Pembaca:
        @staticmethod
        def from_path(berkas):
            sekali.append(berkas)
            return CalamineWorkbook.from_path(berkas)

    monkeypatch.setattr("pijar.excel.berkas_buku.CalamineWorkbook", Pembaca)
    path = buat_xlsx(
        tmp_path / "a.xlsx", {n: f'<row r="1">{teks_sel("A1", n)}</row>' for n in "AB"}
    )

    semua(path)

    assert (len(sekali), [*tmp_path.iterdir()]) == (1, [path])


def test_a_full_disk_is_not_told_as_a_damaged_file(tmp_path, monkeypatch):
    def penuh():
        raise OSError(ENOSPC, "No space left on device")

    path = buat_xlsx(tmp_path / "a.xlsx", f'<row r="1">{teks_sel("A1", "x")}</row>')
    monkeypatch.setattr("pijar.excel.periksa.TemporaryDirectory", penuh)

    with pytest.raises(BerkasDitolakError, match="tidak rusak"):
        baca_lembar(path)


def test_a_part_that_stands_twice_is_looked_at_twice(tmp_path):
    """Readers differ in which of the two they take."""
    path = buat_xlsx(tmp_path / "a.xlsx", f'<row r="1">{teks_sel("A1", "isi")}</row>')
    jauh = f'<row r="1048576">{teks_sel("XFD1048576", "x")}</row>'
    with zipfile.ZipFile(buat_xlsx(tmp_path / "b.xlsx", jauh)) as lain:
        isi_jauh = lain.read(BAGIAN)
    with zipfile.ZipFile(path) as arsip:
        isi_dekat = arsip.read(BAGIAN)
    for lagi in (isi_jauh, isi_dekat):
        with zipfile.ZipFile(path, "a") as arsip, pytest.warns(UserWarning, match="Duplicate"):
            arsip.writestr(BAGIAN, lagi)

    with pytest.raises(BerkasDitolakError, match="XFD1048576"):
        semua(path)


@pytest.mark.parametrize(
    "tengah",
    [
        "",
        f"<row>{teks_sel('A9', 'x')}</row>",
        "<!-- </row> -->",
        f'<row r="9">{teks_sel("A9", "<![CDATA[</row>]]>")}</row>',
        f'<row r="9">{teks_sel("BA9", "x")}</row>',
    ],
)
def test_rows_that_few_programs_write_hide_no_other(tmp_path, tengah):
    banyak = [f'<row r="{n}">{teks_sel(f"A{n}", "isi")}</row>' for n in range(1, 40)]
    path = buat_xlsx(tmp_path / "a.xlsx", "".join([*banyak[:8], tengah, *banyak[9:]]))

    assert len(semua(path)["Data"]) >= 38


def test_texts_that_excel_keeps_apart_are_read(tmp_path):
    baris = [
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 20}</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, 200)
    ]
    teks = "".join(f"<si><t>teks {n}</t></si>" for n in range(20))
    tambahan = {"xl/sharedStrings.xml": f"<sst>{teks}</sst>"}

    path = buat_xlsx(tmp_path / "a.xlsx", "".join(baris), tambahan=tambahan)

    assert semua(path)["Data"] == [(n, [f"teks {n % 20}", float(n)]) for n in range(1, 200)]


def test_baca_agrees_with_the_plain_reader(tmp_path):
    path = tmp_path / "a.xlsx"
    tulis_besar(path, "Data", ["a", "b"], [[n, f"x{n}"] for n in range(300)], ["JUDUL"])
    polos = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    periksa_berkas(path)

    kita = {nomor: [sel or "" if sel is None else sel for sel in isi] for nomor, isi in
            semua(path)["Data"]}  # fmt: skip
    assert kita == {n: isi for n, isi in enumerate(polos, 1) if any(s != "" for s in isi)}
