"""What officers upload: good lists in every format, and everything that is no list."""

from datetime import datetime
from html import escape
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from peserta.models import Impor, Peserta, StatusImpor
from pijar.models import StatusTugas
from pijar.unggahan.terima import nama_tersamar
from tests.peserta.lembar import JUDUL, baris, buku, kirim, kode, orang, unggah, xlsx
from tests.pijar import contoh_excel

IMPOR = "/peserta/impor/"


def gagal(client, isi, nama="daftar.xlsx"):
    """Upload something bad; the sentence that the officer gets on the import's page."""
    impor = unggah(client, isi, nama)
    assert impor.status == StatusImpor.GAGAL
    assert impor.tugas.status == StatusTugas.GAGAL
    assert not impor.daftar_baris.exists()
    assert escape(impor.galat) in client.get(f"{IMPOR}{impor.pk}/").text
    return impor.galat


def xml(tmp_path, sheetdata, **lain):
    return contoh_excel.buat_xlsx(tmp_path / "x.xlsx", sheetdata, **lain).read_bytes()


def test_upload_is_read_and_every_row_is_staged(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2), orang(3, nama="")))

    assert impor.status == StatusImpor.DIPERIKSA
    assert impor.jumlah["dibaca"] == 3 == impor.daftar_baris.count()
    assert [b.vonis for b in impor.daftar_baris.all()] == ["baru", "baru", "galat"]
    assert [b.dipilih for b in impor.daftar_baris.all()] == [True, True, False]
    assert not Peserta.objects.exists()


@pytest.mark.parametrize(
    ("nama", "samar"),
    [
        ("siti 3374 0155 0285 0001.xlsx", "siti ••••••••••••0001.xlsx"),
        ("337401.550285.0001.csv", "••••••••••••0001.csv"),
        ("RW 3 081234567890.xlsx", "RW 3 ••••••••••••.xlsx"),
        ("RW 3 0812-3456-7890.xlsx", "RW 3 ••••••••••••.xlsx"),
        ("data 2026-11-25 08.30.xlsx", "data 2026-11-25 08.30.xlsx"),
        ("data 20261125083015.xlsx", "data 20261125083015.xlsx"),
    ],
)
def test_numbers_in_the_name_of_a_list_are_hidden(nama, samar):
    assert nama_tersamar(nama) == samar


def test_stored_name_of_the_file_tells_nothing(petugas_client):
    impor = unggah(petugas_client, xlsx(orang()), "siti 3374015502850001.xlsx")

    assert impor.nama_berkas == "siti ••••••••••••0001.xlsx"
    for tempat in (impor.berkas.name, impor.tugas.judul, str(impor.tugas.parameter)):
        assert "3374015502850001" not in tempat
        assert "siti" not in tempat


def test_titles_above_the_header_and_other_names_of_columns(petugas_client):
    atas = [["DATA PEKERJA RENTAN"], ["Kota Semarang"], []]
    judul = ["No", "N I K", "Nama Pekerja", "TTL", "L/P", "Kel.", "Kec.", "Profesi"]
    satu = [1, orang()[0], "SITI AMINAH", "Semarang, 15 Februari 1985", "Perempuan"]
    isi = buku({"Data": [*atas, judul, [*satu, "Kel. Miroto", "SMG TENGAH", "Becak"]]})

    impor = unggah(petugas_client, isi)

    assert impor.baris_judul == 4
    assert baris(impor, 5).vonis == "baru"
    assert baris(impor, 5).kelurahan == "33.74.01.1001"


def test_short_row_is_as_wide_as_the_header(petugas_client):
    """Else its missing last cell has no place where it could be filled in."""
    pendek = [*map(str, orang(1)[:4])]

    impor = unggah(petugas_client, f"{';'.join(JUDUL)}\n{';'.join(pendek)}\n".encode(), "a.csv")

    assert baris(impor, 2).mentah == [*pendek, *[None] * (len(JUDUL) - 4)]


def test_csv_with_semicolons(petugas_client):
    isi = "\r\n".join(";".join(map(str, b)) for b in (JUDUL, orang(1), orang(2)))

    impor = unggah(petugas_client, isi.encode("cp1252"), "daftar.csv")

    assert impor.jumlah["baru"] == 2


def test_ods(petugas_client, tmp_path):
    sel = ["".join(contoh_excel.sel_ods(s) for s in b) for b in (JUDUL, orang(1))]
    isi = "".join(f"<table:table-row>{s}</table:table-row>" for s in sel)
    path = tmp_path / "x.ods"
    contoh_excel.buat_ods(path, isi)

    assert unggah(petugas_client, path.read_bytes(), "daftar.ods").jumlah["baru"] == 1


def test_xls(petugas_client, tmp_path):
    sel = [(i, j, isi) for i, b in enumerate((JUDUL, orang(1))) for j, isi in enumerate(b)]
    path = tmp_path / "x.xls"
    contoh_excel.buat_xls(path, sel)

    assert unggah(petugas_client, path.read_bytes(), "daftar.xls").jumlah["baru"] == 1


@pytest.mark.parametrize(
    ("isi", "nama"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 500, "foto.xlsx"),
        (b"%PDF-1.7 " + b"0" * 500, "surat.xlsx"),
        (b"PK\x03\x04rusak", "rusak.xlsx"),
        (b"halo, ini surat biasa", "surat.docx"),
        (b"<html><table></table></html>", "web.xls"),
    ],
)
def test_not_a_workbook(petugas_client, isi, nama):
    assert len(gagal(petugas_client, isi, nama)) > 30


def test_encrypted_workbook_says_what_to_do(petugas_client, tmp_path):
    path = tmp_path / "x.xlsx"
    contoh_excel.buat_ole(path, {"EncryptedPackage": b"0" * 600})

    assert "kata sandi" in gagal(petugas_client, path.read_bytes())


def test_zip_bomb_is_refused(petugas_client, tmp_path):
    isi = xml(tmp_path, (" " * (1 << 20) for _ in range(400)))

    assert len(isi) < 4_000_000
    gagal(petugas_client, isi)


def test_empty_sheet(petugas_client, tmp_path):
    gagal(petugas_client, xml(tmp_path, ""))


def test_empty_file_is_refused_by_the_form(petugas_client):
    jawaban = kirim(petugas_client, b"")

    assert jawaban.status_code == 422
    assert "kosong" in jawaban.text
    assert not Impor.objects.exists()


def test_header_without_people(petugas_client):
    assert "tidak ada satu orang pun" in gagal(petugas_client, xlsx())


@pytest.mark.lambat
def test_a_million_formatted_empty_rows(petugas_client, tmp_path):
    sel = "".join(
        f'<row r="{n}">'
        + "".join(
            contoh_excel.teks_sel(f"{'ABCDEFGHIJ'[j]}{n}", s) if n < 3 else ""
            for j, s in enumerate(isi)
        )
        + "</row>"
        for n, isi in ((1, JUDUL), (2, orang(1)))
    )
    kosong = (
        "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(awal, awal + 65_536))
        for awal in range(3, 1_048_576 - 65_536, 65_536)
    )

    impor = unggah(petugas_client, xml(tmp_path, (s for s in (sel, *kosong))))

    assert impor.jumlah["dibaca"] == 1


def test_fifty_megabytes_are_refused_at_once(petugas_client):
    jawaban = kirim(petugas_client, b"PK\x03\x04" + bytes(50 << 20))

    assert jawaban.status_code == 422
    assert "50 MB, paling besar 40 MB" in jawaban.text
    assert not Impor.objects.exists()


def test_a_formula_as_name_stays_text_and_is_a_galat(petugas_client, tmp_path):
    rumus = '=HYPERLINK("http://contoh","x")'
    isi = xlsx(orang(1, nama="x"), orang(2))
    wb = openpyxl.load_workbook(BytesIO(isi))
    sel = wb.active["C2"]
    sel.value, sel.data_type = rumus, "s"
    hasil = BytesIO()
    wb.save(hasil)

    impor = unggah(petugas_client, hasil.getvalue())

    assert kode(baris(impor, 2)) == ["nama_janggal"]


def test_formulas_without_a_stored_result_are_told(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, alamat="=A2&B2"), orang(2)))

    assert impor.pemetaan["rumus_tanpa_nilai"]
    halaman = petugas_client.get(f"{IMPOR}{impor.pk}/").text
    assert "rumus yang hasilnya tidak tersimpan" in halaman
    assert "#REF!" not in halaman


def test_cells_with_an_excel_error_are_told(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, alamat="#N/A"), orang(2)))

    assert baris(impor, 2).alamat == ""
    assert "kesalahan Excel seperti #N/A" in petugas_client.get(f"{IMPOR}{impor.pk}/").text


def test_nik_as_number_is_a_galat(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(nik=3374015502850001.0)))

    assert kode(baris(impor, 2)) == ["nik_angka"]


def test_dates_and_numbers_as_excel_keeps_them(petugas_client):
    judul = [*JUDUL, "Penghasilan"]
    satu = [*orang(tanggal_lahir=datetime(1985, 2, 15)), 750_000]  # noqa: DTZ001 - as Excel has it

    impor = unggah(petugas_client, xlsx(satu, judul=judul))

    assert baris(impor, 2).penghasilan == 750_000
    assert baris(impor, 2).vonis == "baru"


def test_second_sheet_with_people_is_offered(petugas_client):
    isi = buku({"RW 1": [JUDUL, orang(1)], "RW 2": [JUDUL, orang(2), orang(3)], "Rekap": [["a"]]})

    pertama = unggah(petugas_client, isi)

    assert pertama.pemetaan["lembar_lain"] == ["RW 2"]
    assert "Baca lembar RW 2" in petugas_client.get(f"{IMPOR}{pertama.pk}/").text
    jawaban = petugas_client.post(f"{IMPOR}{pertama.pk}/lembar/", {"lembar": "RW 2"})
    kedua = Impor.objects.exclude(pk=pertama.pk).get()
    assert jawaban.url == f"{IMPOR}{kedua.pk}/"
    assert kedua.lembar == "RW 2"


def test_double_click_on_upload_makes_one_import(petugas_client):
    isi = xlsx(orang())

    assert kirim(petugas_client, isi).url == kirim(petugas_client, isi).url
    assert Impor.objects.count() == 1


def test_page_of_a_list_being_read_shows_its_job(petugas_client):
    alamat = kirim(petugas_client, xlsx(orang())).url

    halaman = petugas_client.get(alamat).text

    assert "Sedang dibaca" in halaman
    assert "hx-get" in halaman


def test_template_can_be_filled_in_and_uploaded(petugas_client):
    jawaban = petugas_client.get(reverse("peserta:templat"))
    wb = openpyxl.load_workbook(BytesIO(b"".join(jawaban.streaming_content)))
    ws = wb["Data"]
    isi = dict(zip(JUDUL, orang(), strict=True))
    for kolom in range(1, ws.max_column + 1):
        ws.cell(2, kolom).value = isi.get(ws.cell(1, kolom).value)
    hasil = BytesIO()
    wb.save(hasil)

    impor = unggah(petugas_client, hasil.getvalue())

    assert impor.lembar == "Data"
    assert impor.jumlah["baru"] == 1
    assert {v.formula1 for v in ws.data_validations.dataValidation}


@pytest.mark.parametrize("peran", ["verifikator_client", "sekda_client"])
def test_only_who_enters_data_may_import(request, peran):
    client = request.getfixturevalue(peran)

    assert client.get(IMPOR).status_code == 403
    assert kirim(client, xlsx(orang())).status_code == 403


def test_imports_of_others_do_not_exist(petugas_client, admin_client):
    impor = unggah(admin_client, xlsx(orang()), "rahasia.xlsx")

    assert petugas_client.get(f"{IMPOR}{impor.pk}/").status_code == 404
    assert "rahasia.xlsx" not in petugas_client.get(IMPOR).text
    assert "rahasia.xlsx" in admin_client.get(IMPOR).text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_of_imports_has_constant_queries(petugas_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        kirim(petugas_client, xlsx(orang(n)), f"camat-{n}.xlsx")

    with django_assert_num_queries(7):
        html = petugas_client.get(IMPOR).text

    assert html.count("camat-") == jumlah
