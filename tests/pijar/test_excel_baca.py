"""What the reader gives: the rows, cells and sheets that the officer sees."""

import tracemalloc
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from pijar.errors import BerkasDitolakError
from pijar.excel import Jenis, Kolom, baca_lembar, periksa_berkas, pindai, tulis_besar
from tests.pijar.contoh_excel import buat_ods, buat_xls, buat_xlsx, sel_ods, teks_sel

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
        temuan = pindai.pindai(potongan)
        kisi = pindai.ukur(potongan, temuan)
        assert (temuan.jauh, temuan.tak_baku) == (True, letak == "aneh")
        assert (kisi.baris, kisi.kolom, kisi.ujung) == (300_000, 1, "A300000")


def test_pindai_survives_a_tag_without_end(monkeypatch):
    monkeypatch.setattr(pindai, "POTONGAN", 100)

    dibaca = list(pindai.bertumpang([b"<c", *[b"x" * 100] * 50]))

    assert max(map(len, dibaca)) < 100 * 5 + pindai.TUMPANG


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
    monkeypatch.setattr("pijar.excel.baca.CalamineWorkbook", Panik)

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


def test_baca_agrees_with_the_plain_reader(tmp_path):
    path = tmp_path / "a.xlsx"
    tulis_besar(path, "Data", ["a", "b"], [[n, f"x{n}"] for n in range(300)], ["JUDUL"])
    polos = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    periksa_berkas(path)

    kita = {nomor: [sel or "" if sel is None else sel for sel in isi] for nomor, isi in
            semua(path)["Data"]}  # fmt: skip
    assert kita == {n: isi for n, isi in enumerate(polos, 1) if any(s != "" for s in isi)}
