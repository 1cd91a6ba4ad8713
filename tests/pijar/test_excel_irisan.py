"""A big sheet read in slices gives what it gives as a whole."""

import zipfile
from datetime import date
from itertools import islice

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from pijar.errors import BerkasDitolakError
from pijar.excel import baca, baca_lembar, irisan, isi, periksa, tulis_besar
from pijar.excel.irisan import iris
from tests.pijar.contoh_excel import buat_xlsx, teks_sel

BAGIAN = "xl/worksheets/sheet1.xml"


@pytest.fixture
def kecil(monkeypatch):
    """Sheets of some hundred bytes are cut into slices of some rows."""
    iris_kecil(monkeypatch)


def iris_kecil(monkeypatch):
    monkeypatch.setattr(isi, "LAYAK_DIIRIS", 500)
    monkeypatch.setattr(irisan, "SEPOTONG", 400)
    monkeypatch.setattr(periksa, "POTONGAN", 300)


@pytest.fixture
def dibuka(monkeypatch):
    """How many slices were made."""
    jumlah = []

    def dicatat(xml, sepotong):
        for satu in iris(xml, sepotong):
            jumlah.append(len(satu))
            yield satu

    monkeypatch.setattr(irisan, "iris", dicatat)
    return jumlah


def baris(path):
    """Rows by number, empty cells behind the last one left out."""
    hasil = {}
    for lembar in baca_lembar(path):
        for nomor, sel in lembar.baris:
            while sel and sel[-1] is None:
                sel.pop()
            hasil[lembar.nama, nomor] = sel
    return hasil


def buku_openpyxl(path):
    """Dates, numbers, an empty first column, merged cells and slices with fewer columns."""
    buku = Workbook()
    lembar = buku.active
    for nomor in [*range(2, 60), *range(300, 340)]:
        lembar.cell(nomor, 3, f"Nama {nomor % 7}")
        lembar.cell(nomor, 4, date(1980, 1, 1 + nomor % 28))
        lembar.cell(nomor, 5, nomor / 4)
        if nomor % 9 == 0:
            lembar.cell(nomor, 8, True)
    lembar.merge_cells("C61:D61")
    buku.create_sheet("Kedua").append(["x"])
    buku.save(path)


def buku_besar(path):
    """What this application writes itself: texts inside the cells."""
    tulis_besar(path, "Data", ["a", "b"], [[n, f"x & <{n}>"] for n in range(200)], ["JUDUL"])


def buku_excel(path):
    """Texts kept in a part of their own, as Excel does."""
    baris = [
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 20}</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, 200)
    ]
    teks = "".join(f"<si><t>teks {n}</t></si>" for n in range(20))
    buat_xlsx(path, "".join(baris), tambahan={"xl/sharedStrings.xml": f"<sst>{teks}</sst>"})


@pytest.mark.parametrize("buat", [buku_openpyxl, buku_besar, buku_excel])
def test_slices_give_what_the_whole_gives(tmp_path, monkeypatch, dibuka, buat):
    path = tmp_path / "a.xlsx"
    buat(path)
    utuh = baris(path)
    iris_kecil(monkeypatch)

    beriris = baris(path)

    assert len(dibuka) > 5
    assert beriris == utuh


@pytest.mark.parametrize(
    ("tengah", "boleh"),
    [
        ("", True),
        (f"<row>{teks_sel('A9', 'x')}</row>", False),
        ("<!-- </row> -->", False),
        (f'<row r="9">{teks_sel("A9", "<![CDATA[</row>]]>")}</row>', False),
        (f'<row r="9">{teks_sel("BA9", "x")}</row>', False),
    ],
)
def test_only_a_sheet_with_numbered_plain_rows_is_cut(tmp_path, kecil, tengah, boleh):
    banyak = [f'<row r="{n}">{teks_sel(f"A{n}", "isi")}</row>' for n in range(1, 40)]
    path = buat_xlsx(tmp_path / "a.xlsx", "".join([*banyak[:8], tengah, *banyak[9:]]))

    hasil = baris(path)

    assert len(hasil) >= 38
    assert bool(isi.selidiki(path).temuan["Data"].bagian) is boleh


def test_a_row_number_that_comes_again_is_damage(tmp_path, kecil):
    banyak = [f'<row r="{n}">{teks_sel(f"A{n}", "isi")}</row>' for n in [*range(1, 60), 5]]

    with pytest.raises(BerkasDitolakError, match="rusak"):
        baris(buat_xlsx(tmp_path / "a.xlsx", "".join(banyak)))


def test_iris_cuts_between_rows_wherever_the_pieces_end():
    kepala = b'<worksheet><dimension ref="A1:B9"/><sheetData>'
    semua = [b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(1, 10)]
    ekor = b"</sheetData><mergeCells/></worksheet>"
    xml = kepala + b"".join(semua) + ekor

    for panjang in (1, 7, 40, len(xml)):
        potongan = [xml[i : i + panjang] for i in range(0, len(xml), panjang)]
        irisan_ini = [*iris(iter(potongan), 60)]

        isi_baris = [
            i.partition(b"<sheetData>")[2].partition(b"</sheetData>")[0] for i in irisan_ini
        ]
        assert b"".join(isi_baris) == b"".join(semua)
        assert all(i.startswith(b"<worksheet><sheetData>") for i in irisan_ini)
        assert all(b.endswith(b"</row>") for b in isi_baris if b)
        assert irisan_ini[-1].endswith(ekor)


def test_damage_in_a_later_slice_is_a_sentence(tmp_path, kecil):
    banyak = [f'<row r="{n}">{teks_sel(f"A{n}", "isi")}</row>' for n in range(1, 90)]
    path = buat_xlsx(tmp_path / "a.xlsx", "".join([*banyak, '<row r="90"><c r="A90"></x></row>']))

    with pytest.raises(BerkasDitolakError, match="rusak"):
        baris(path)


def test_reader_may_stop_after_the_header(tmp_path, kecil):
    path = tmp_path / "a.xlsx"
    buku_besar(path)
    lembar = next(iter(baca_lembar(path)))

    awal = [*islice(lembar.baris, 2)]
    lembar.baris.close()

    assert len(awal) == 2


def test_copy_keeps_names_order_hiding_and_the_days_of_1904(tmp_path, monkeypatch):
    buku = Workbook()
    buku.epoch = CALENDAR_MAC_1904
    buku.active.title = "A & <B>"
    kedua = buku.create_sheet("Kedua")
    kedua.sheet_state = "hidden"
    for lembar in buku:
        for nomor in range(1, 60):
            lembar.append([f"{lembar.title} {nomor}", date(1980, 1, 1)])
    path = tmp_path / "a.xlsx"
    buku.save(path)
    utuh = [(satu.nama, satu.tersembunyi, [*satu.baris]) for satu in baca_lembar(path)]
    iris_kecil(monkeypatch)

    assert isi.selidiki(path).salinan
    assert [(satu.nama, satu.tersembunyi, [*satu.baris]) for satu in baca_lembar(path)] == utuh
    assert utuh[1][:2] == ("Kedua", True)


def test_copy_leaves_nothing_behind(tmp_path, kecil):
    path = tmp_path / "a.xlsx"
    buku_excel(path)

    baris(path)

    assert [*tmp_path.iterdir()] == [path]


def test_sheets_that_are_cut_and_that_are_not_stand_side_by_side(tmp_path, monkeypatch):
    path = buat_xlsx(
        tmp_path / "a.xlsx",
        {
            nama: "".join(
                f'<row r="{n}">{teks_sel(f"{kolom}{n}", f"{nama} {n}")}</row>' for n in range(1, 60)
            )
            for nama, kolom in {"Jauh": "BA", "Satu": "A", "Dua": "B"}.items()
        },
    )
    utuh = baris(path)
    iris_kecil(monkeypatch)

    assert baris(path) == utuh
    assert [bool(t.bagian) for t in isi.selidiki(path).temuan.values()] == [False, True, True]


def test_the_workbook_is_opened_once_however_many_slices_it_has(
    tmp_path, monkeypatch, kecil, dibuka
):
    path, sekali = tmp_path / "a.xlsx", []

    class Pembaca:
        @staticmethod
        def from_path(berkas):
            sekali.append(berkas)
            return CalamineWorkbook.from_path(berkas)

    monkeypatch.setattr(baca, "CalamineWorkbook", Pembaca)
    buku_excel(path)

    baris(path)

    assert (len(sekali), len(dibuka) > 5) == (1, True)


def test_a_full_disk_is_not_told_as_a_damaged_file(tmp_path, monkeypatch, kecil):
    path = tmp_path / "a.xlsx"
    buku_excel(path)
    monkeypatch.setattr(irisan, "TemporaryFile", lambda **_: open("/dev/full", "w+b"))  # noqa: PTH123, SIM115

    with pytest.raises(BerkasDitolakError, match="tidak rusak"):
        baris(path)


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
        baris(path)
