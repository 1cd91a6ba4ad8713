"""Every file that is refused, and that the sentence tells what is wrong and what to do."""

import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from pijar.errors import BerkasDitolakError
from pijar.excel import terpisah
from pijar.excel.baca import baca_langsung as baca_lembar
from pijar.excel.isi import selidiki as periksa_berkas
from pijar.excel.pindai import POTONGAN, pindai, ukur
from tests.pijar.contoh_excel import (
    EKOR,
    KEPALA,
    NS,
    buat_ods,
    buat_ole,
    buat_xls,
    buat_xlsx,
    sel_ods,
    teks_sel,
)

BARIS = f'<row r="1">{teks_sel("A1", "NIK")}</row>'


def tolak(path):
    """The sentence of the refusal; reading must refuse the same file at once, too."""
    with pytest.raises(BerkasDitolakError) as saat_periksa:
        periksa_berkas(path)
    with pytest.raises(BerkasDitolakError) as saat_baca:
        baca_lembar(path)
    assert saat_baca.value.kalimat == saat_periksa.value.kalimat
    return saat_periksa.value.kalimat


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("foto.xlsx", b"\xff\xd8\xff\xe0" + b"JFIF" * 99, "foto (JPEG)"),
        ("gambar.xls", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "gambar (PNG)"),
        ("surat.xlsx", b"%PDF-1.7\n", "dokumen PDF"),
        ("acak.xlsx", bytes(range(256)) * 8, "bukan buku kerja"),
        ("acak.csv", bytes(range(256)) * 8, "bukan buku kerja"),
        ("siak.xls", b"<html><body><table><tr><td>NIK</td></tr></table>", "halaman web (HTML)"),
        ("bom.xls", b"\xef\xbb\xbf\r\n<TABLE border=1><tr><td>NIK", "halaman web (HTML)"),
        ("u16.xls", "\ufeff<html><table>".encode("utf-16-le"), "halaman web (HTML)"),
        ("doc.xls", b"<!DOCTYPE html><html>", "halaman web (HTML)"),
        ("xmlhtml.xls", b'<?xml version="1.0"?><html xmlns="x">', "halaman web (HTML)"),
        ("2003.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:'
                     b'office:spreadsheet">', "XML Spreadsheet 2003"),
        ("lain.xls", b'<?xml version="1.0"?><kml/>', "bukan buku kerja"),
        ("teks.xls", b"NIK\tNama\r\n3374\tSiti\r\n", "akhiran namanya menjadi .csv"),
        ("daftar.docx", b"PK\x03\x04", ".docx tidak dapat dibaca"),
        ("daftar", b"NIK;Nama", "(tanpa akhiran)"),
        ("daftar.xlsb", b"PK\x03\x04", ".xlsb tidak dapat dibaca"),
        ("daftar.xlsm", b"PK\x03\x04", "berisi makro"),
        ("spasi.csv", b" ;;\r\n\r\n ; ;\r\n", "Tidak ada isi"),
        ("potong.xlsx", b"PK\x03\x04" + b"\x14" * 300, "rusak atau terpotong"),
    ],
)  # fmt: skip
def test_periksa_refuses_what_is_no_list(tmp_path, nama, isi, kata):
    (tmp_path / nama).write_bytes(isi)

    kalimat = tolak(tmp_path / nama)

    assert kata in kalimat
    assert "unggah lagi." in kalimat


def test_periksa_refuses_every_truncation(tmp_path):
    utuh = buat_xlsx(tmp_path / "utuh.xlsx", BARIS).read_bytes()
    potong = tmp_path / "potong.xlsx"

    for panjang in range(4, len(utuh) - 1, 97):
        potong.write_bytes(utuh[:panjang])
        assert "rusak atau terpotong" in tolak(potong)


def test_periksa_refuses_larger_than_the_setting(tmp_path, settings):
    path = tmp_path / "besar.csv"
    with path.open("wb") as berkas:
        berkas.truncate(50 << 20)

    assert settings.BATAS_BERKAS_MB == 40
    with pytest.raises(BerkasDitolakError, match="50 MB, sedangkan batasnya 40 MB"):
        terpisah.baca_lembar(path)

    path.write_bytes(b"")
    with pytest.raises(BerkasDitolakError, match="kosong"):
        terpisah.baca_lembar(path)

    settings.BATAS_BERKAS_MB = 60
    path.write_bytes(b"NIK;Nama\r\n")
    assert [s.nama for s in terpisah.baca_lembar(path)] == ["CSV"]


def test_periksa_refuses_password_around_xlsx(tmp_path):
    path = buat_ole(tmp_path / "a.xlsx", {"EncryptionInfo": b"", "EncryptedPackage": b"rahasia"})

    assert tolak(path) == (
        "Berkas ini terkunci kata sandi. Buka di Excel, hapus kata sandinya "
        "(File > Info > Proteksi Buku Kerja), simpan, lalu unggah lagi."
    )


@pytest.mark.parametrize("nama", ["a.xls", "a.XLS", "a.xlsx"])
def test_baca_refuses_password_in_xls(tmp_path, nama):
    path = buat_xls(tmp_path / nama, [(0, 0, "NIK")], terkunci=True)

    with pytest.raises(BerkasDitolakError, match="terkunci kata sandi"):
        baca_lembar(path)


def test_periksa_refuses_password_in_ods(tmp_path):
    path = buat_ods(tmp_path / "a.ods", "sandi", manifes="<manifest:encryption-data/>")

    assert "terkunci kata sandi" in tolak(path)


def test_periksa_refuses_password_in_zip(tmp_path):
    path = buat_xlsx(tmp_path / "a.xlsx", BARIS)
    isi = bytearray(path.read_bytes())
    direktori = isi.index(b"PK\x01\x02")
    isi[direktori + 8] |= 1
    path.write_bytes(isi)

    assert "terkunci kata sandi" in tolak(path)


def test_periksa_refuses_macros(tmp_path):
    zip_makro = buat_xlsx(tmp_path / "a.xlsx", BARIS, tambahan={"xl/vbaProject.bin": b"x"})
    excel4 = buat_xlsx(tmp_path / "b.xlsx", BARIS, tambahan={"xl/macrosheets/sheet1.xml": "<a/>"})
    ole = buat_ole(tmp_path / "c.xls", {"Workbook": b"", "_VBA_PROJECT": b""})

    for path in (zip_makro, excel4, ole):
        assert "berisi makro" in tolak(path)


def test_periksa_refuses_other_containers(tmp_path):
    with zipfile.ZipFile(tmp_path / "word.xlsx", "w") as arsip:
        arsip.writestr("word/document.xml", "<a/>")
    with zipfile.ZipFile(tmp_path / "biner.xlsx", "w") as arsip:
        arsip.writestr("xl/workbook.bin", b"x")
    ole = buat_ole(tmp_path / "word.xls", {"WordDocument": b"x"})

    assert "bukan buku kerja" in tolak(tmp_path / "word.xlsx")
    assert "Excel biner (.xlsb)" in tolak(tmp_path / "biner.xlsx")
    assert "bukan buku kerja" in tolak(ole)


def test_periksa_refuses_bomb_by_directory(tmp_path):
    nol = "0" * (1 << 20)
    path = buat_xlsx(tmp_path / "a.xlsx", (nol for _ in range(64)))

    assert path.stat().st_size < 1 << 20
    assert "jauh lebih besar" in tolak(path)


def test_periksa_refuses_sum_of_members(tmp_path, monkeypatch):
    monkeypatch.setattr("pijar.excel.periksa.BATAS_ISI", 2_000)
    path = buat_xlsx(tmp_path / "a.xlsx", BARIS, tambahan={"xl/media/a.png": b"x" * 2_000})

    assert "jauh lebih besar" in tolak(path)


def test_periksa_refuses_lying_header(tmp_path):
    path = buat_xlsx(tmp_path / "a.xlsx", BARIS * 9_000)
    with zipfile.ZipFile(path) as arsip:
        nyata = arsip.getinfo("xl/worksheets/sheet1.xml").file_size
    bohong = path.read_bytes().replace(struct.pack("<I", nyata), struct.pack("<I", 1_000))
    path.write_bytes(bohong)

    assert "jauh lebih besar" in tolak(path)


def test_periksa_refuses_wrong_checksum_and_method(tmp_path):
    path = buat_xlsx(tmp_path / "a.xlsx", BARIS)
    with zipfile.ZipFile(path) as arsip:
        crc = arsip.getinfo("xl/worksheets/sheet1.xml").CRC
    isi = path.read_bytes()

    path.write_bytes(isi.replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1)))
    assert "rusak" in tolak(path)

    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as arsip:
        arsip.writestr("xl/workbook.xml", "<a/>")
    assert "rusak" in tolak(path)


@pytest.mark.parametrize("bagian", ["sheet", "sharedStrings.xml"])
def test_periksa_refuses_entities(tmp_path, bagian):
    bom = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    kepala = bom + KEPALA if bagian == "sheet" else KEPALA
    tambahan = {} if bagian == "sheet" else {f"xl/{bagian}": f"{bom}<sst><si><t>&b;</t></si></sst>"}

    path = buat_xlsx(tmp_path / "a.xlsx", BARIS, kepala=kepala, tambahan=tambahan)

    assert "jauh lebih besar" in tolak(path)


def test_periksa_refuses_unknown_entity(tmp_path):
    path = buat_xlsx(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')

    (lembar,) = baca_lembar(path)

    with pytest.raises(BerkasDitolakError, match="rusak"):
        next(lembar.baris)


def test_periksa_refuses_empty_workbook(tmp_path):
    lembar = {"Satu": "", "Dua": '<row r="1"><c r="A1" s="1"/></row>'}
    kosong = buat_xlsx(tmp_path / "a.xlsx", lembar)
    ods = buat_ods(tmp_path / "a.ods", "<table:table-row><table:table-cell/></table:table-row>")

    assert "Tidak ada isi" in tolak(kosong)
    assert "Tidak ada isi" in tolak(ods)
    with pytest.raises(BerkasDitolakError, match="Tidak ada isi"):
        baca_lembar(buat_xls(tmp_path / "a.xls", []))


def test_periksa_refuses_workbook_of_charts(tmp_path):
    buku = Workbook()
    buku.create_chartsheet("Grafik")
    buku.remove(buku.worksheets[0])
    buku.save(tmp_path / "a.xlsx")

    assert "hanya berisi grafik" in tolak(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("baris", "ujung"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>'
         '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>', "XFD1048576"),
        # Written as few programs do: other order, other quotes, a prefix, no address at all.
        ('<row r="1"><c s="1" r="A1"><v>1</v></c></row>'
         "<row r='2'><c s='1' r='ZZZ900000'><v>1</v></c></row>", "ZZZ900000"),
        (f'<x:row xmlns:x="{NS}" r="9"><x:c r="zz900000"><x:v>1</x:v></x:c></x:row>', "ZZ900000"),
        ('<row r="900000">' + "<c><v>1</v></c>" * 702 + "</row>", "ZZ900000"),
        ('<row r="900000"><c r="ZY900000"><v>1</v></c><c><v>1</v></c></row>', "ZZ900000"),
        ('<row r="4294967290"><c r="A4294967290"><v>1</v></c></row>', "A4294967290"),
        ('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>', "ZZZZZZ1"),
        ('<row r="1"><c r="ZZ900000" x="/>"><v>1</v></c></row>', "ZZ900000"),
    ],
)  # fmt: skip
def test_periksa_refuses_stray_cell(tmp_path, baris, ujung):
    kalimat = tolak(buat_xlsx(tmp_path / "a.xlsx", {"Daftar": baris}))

    assert f"Lembar Daftar terisi sampai sel {ujung}" in kalimat
    assert "Ctrl+End" in kalimat


@pytest.mark.parametrize(
    ("sel", "diterima"),
    [("AZ149999", True), ("AZ153846", True), ("AZ153847", False), ("O533333", True),
     ("O533334", False), ("Z299999", True), ("Z307692", True), ("Z307693", False),
     ("A1048576", True), ("BA150000", True)],
)  # fmt: skip
def test_periksa_knows_the_limit_exactly(tmp_path, sel, diterima):
    nomor = sel.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    path = buat_xlsx(tmp_path / "a.xlsx", f'{BARIS}<row r="{nomor}">{teks_sel(sel, "x")}</row>')

    if diterima:
        periksa_berkas(path)
    else:
        assert f"sampai sel {sel}" in tolak(path)


def test_periksa_refuses_sheet_that_only_the_reader_would_find(tmp_path):
    """The workbook may name a sheet anywhere; every XML part is measured."""
    jauh = KEPALA + '<row r="1"><c r="ZZ900000"><v>1</v></c></row>' + EKOR

    path = buat_xlsx(tmp_path / "a.xlsx", BARIS, tambahan={"xl/lain/S.xml": jauh})

    assert "sampai sel ZZ900000" in tolak(path)


@pytest.mark.parametrize(
    "baris",
    [
        "<table:table-row>" + sel_ods("x", ' table:number-columns-repeated="16384"')
        + "</table:table-row>" + '<table:table-row table:number-rows-repeated="1048575">'
        + sel_ods("x") + "</table:table-row>",
        '<table:table-row><table:table-cell table:number-columns-repeated="4000000000"/>'
        + sel_ods("x") + "</table:table-row>",
        '<table:table-row table:number-rows-repeated="4000000000"><table:table-cell/>'
        f"</table:table-row><table:table-row>{sel_ods('x')}</table:table-row>",
    ],
)  # fmt: skip
def test_periksa_refuses_repetition_in_ods(tmp_path, baris):
    assert "Lembar Data terisi sampai sel" in tolak(buat_ods(tmp_path / "a.ods", baris))


def test_periksa_refuses_damaged_ods(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as arsip:
        arsip.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert "rusak" in tolak(tmp_path / "a.ods")
    assert "rusak" in tolak(buat_ods(tmp_path / "b.ods", "<salah>"))


@pytest.mark.parametrize(
    "tambahan",
    [
        {"xl/workbook.xml": "<salah"},
        {"xl/workbook.xml": '<?xml version="1.0" encoding="UTF-99"?><workbook/>'},
        {"xl/workbook.xml": '<?xml version="1.0"?><!--x--><!DOCTYPE a><workbook/>'},
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_periksa_refuses_damaged_workbook_part(tmp_path, tambahan):
    assert tolak(buat_xlsx(tmp_path / "a.xlsx", BARIS, tambahan=tambahan))


def test_periksa_refuses_workbook_without_relations(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as arsip:
        arsip.writestr("xl/workbook.xml", "<workbook/>")

    assert "rusak" in tolak(tmp_path / "a.xlsx")


def test_periksa_lets_formatted_million_rows_pass(tmp_path):
    """One value among 1.048.576 formatted rows, as when a border was drawn down all of them."""
    rangka = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 1048577))
    path = buat_xlsx(tmp_path / "a.xlsx", (BARIS, rangka))

    (lembar,) = baca_lembar(path)

    assert list(lembar.baris) == [(1, ["NIK"])]


def test_periksa_measures_wide_sheet_exactly(tmp_path):
    """300 titles over 5.000 rows are a list, however far the pieces of XML are apart."""
    kepala = "<row>" + "".join(teks_sel(f"{k}1", "x") for k in ("A", "KN")) + "</row>"
    baris = "".join(f'<row r="{n}">{teks_sel(f"A{n}", "x" * 300)}</row>' for n in range(2, 5001))

    (lembar,) = baca_lembar(buat_xlsx(tmp_path / "a.xlsx", kepala + baris))

    assert [nomor for nomor, _ in lembar.baris] == list(range(1, 5001))


def test_periksa_does_not_pile_up_one_endless_tag(tmp_path, monkeypatch):
    monkeypatch.setattr("pijar.excel.pindai.POTONGAN", 1_000)
    panjang = f'<row r="1">{teks_sel("A1", "x" * 9_000)}</row>'

    periksa_berkas(buat_xlsx(tmp_path / "a.xlsx", panjang))


def test_baca_survives_xls_that_ends_the_reader(tmp_path):
    """A wrong size record makes the reader ask for more memory than its process may have."""
    path = buat_xls(tmp_path / "a.xls", [(0, 0, "NIK")], ukuran=(0x06FFFFFF, 250))

    with pytest.raises(BerkasDitolakError, match="memori lebih dari 480 MB"):
        terpisah.baca_lembar(path)


def test_periksa_accepts_every_kind_under_any_name(tmp_path):
    xlsx = buat_xlsx(tmp_path / "a.xlsx", BARIS).read_bytes()
    ods = buat_ods(tmp_path / "a.ods", f"<table:table-row>{sel_ods('NIK')}</table:table-row>")
    xls = buat_xls(tmp_path / "a.xls", [(0, 0, "NIK")]).read_bytes()
    isi = {".xlsx": xlsx, ".ods": ods.read_bytes(), ".xls": xls}

    for asal in isi:
        for akhiran in (*isi, ".csv", ".XLSX"):
            path = Path(tmp_path / f"b{akhiran}")
            path.write_bytes(isi[asal])
            periksa_berkas(path)
            assert [list(lembar.baris) for lembar in baca_lembar(path)] == [[(1, ["NIK"])]]


def test_a_far_cell_that_begins_long_before_it_ends_is_seen():
    kosong = b'<c r="A1" s="1"/>' * 36_000
    isi = b'<c r="XFD1048576" t="inlineStr"><is>' + b"<r><t>x</t></r>" * 60_000 + b"</is></c>"
    xml = b'<sheetData><row r="1">' + kosong + isi + b"</row></sheetData>"

    tampak = pindai([xml])

    assert tampak.jauh
    assert ukur([xml], tampak).ujung == "XFD1048576"


@pytest.mark.parametrize(
    ("dekat", "jauh", "ujung"),
    [
        ("AZ1", "A299999", "AZ299999"),
        ("A299999", "ZZ1", "ZZ299999"),
        ("AZ9", "A999999", "AZ999999"),
    ],
)
def test_cells_that_are_near_each_alone_are_measured_together(dekat, jauh, ujung):
    """Also where the first one, long before, hides its end in a strange attribute."""
    kosong = '<c r="A1" s="1"/>' * 36_000
    for sifat in ("", ' x="/>"'):
        isi = f'<row r="1"><c r="{dekat}"{sifat}><v>1</v></c>{kosong}{teks_sel(jauh, "x")}</row>'
        xml = [isi.encode()[k : k + POTONGAN] for k in range(0, len(isi), POTONGAN)]

        tampak = pindai(xml)

        assert tampak.jauh
        assert ukur(xml, tampak).ujung == ujung


def test_cells_far_away_that_are_only_formatted_are_no_reason_to_look_twice():
    xml = b'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row></sheetData>'

    assert not pindai([xml]).jauh
