"""Broken workbooks through the whole import: never a traceback, always a sentence."""

import re
import zipfile
from html import escape
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from peserta.impor.lembar import buka_daftar
from peserta.impor.tampung import Pemeriksa
from peserta.kamus import _susun
from peserta.models import StatusImpor
from pijar.errors import BerkasDitolakError
from pijar.excel.baca import baca_langsung
from tests.peserta.lembar import JUDUL, LAHIR, orang, unggah, xlsx
from tests.pijar import contoh_excel

SEMUA = [JUDUL, *[orang(n) for n in range(3)]]


def csv(pemisah=";", sandi="utf-8", baris="\r\n"):
    return baris.join(pemisah.join(map(str, b)) for b in SEMUA).encode(sandi)


def ods(tmp_path):
    sel = ["".join(contoh_excel.sel_ods(s) for s in b) for b in SEMUA]
    path = tmp_path / "x.ods"
    contoh_excel.buat_ods(path, "".join(f"<table:table-row>{s}</table:table-row>" for s in sel))
    return path.read_bytes()


def xls(tmp_path):
    path = tmp_path / "x.xls"
    contoh_excel.buat_xls(
        path, [(i, j, isi) for i, b in enumerate(SEMUA) for j, isi in enumerate(b)]
    )
    return path.read_bytes()


def lewat_openpyxl(ubah):
    """The good list after ``ubah(workbook)``."""
    wb, hasil = load_workbook(BytesIO(xlsx(*SEMUA[1:]))), BytesIO()
    ubah(wb)
    wb.save(hasil)
    return hasil.getvalue()


def gabung_sel(wb):
    ws = wb.active
    ws.insert_rows(1, 2)
    ws["A1"] = "DAFTAR PEKERJA RENTAN"
    ws.merge_cells("A1:J2")
    ws.merge_cells("C4:D4")


def lembar_tersembunyi(wb):
    wb.create_sheet("Rahasia").append(["NIK", "Nama"])
    wb["Rahasia"].sheet_state = "veryHidden"


def rumus(wb):
    for n in range(2, 5):
        wb.active[f"C{n}"] = f"=A{n}&B{n}"


def lebar(wb):
    for n in range(11, 10_011):
        wb.active.cell(1, n, f"Kolom {n}")
        wb.active.cell(2, n, n)


def galat_excel(wb):
    for n, isi in enumerate(("#N/A", "#REF!", "#DIV/0!"), 2):
        wb.active[f"C{n}"].value = isi
        wb.active[f"C{n}"].data_type = "e"


def ganti_bagian(isi, nama, ubah):
    """A zip with the part ``nama`` changed by ``ubah(bytes)``."""
    hasil = BytesIO()
    with zipfile.ZipFile(BytesIO(isi)) as lama, zipfile.ZipFile(hasil, "w") as baru:
        for info in lama.infolist():
            data = lama.read(info)
            baru.writestr(info.filename, ubah(data) if info.filename == nama else data)
    return hasil.getvalue()


def tanpa_jenis(isi):
    return ganti_bagian(isi, "[Content_Types].xml", lambda _: b"<Types/>")


def sel_nul(tmp_path):
    """Excel writes such characters as _x0000_; other programs write them as they are."""
    return ganti_bagian(
        xlsx(*SEMUA[1:]), "xl/sharedStrings.xml",
        lambda d: d.replace(b"Siti Aminah", b"Siti_x0000__xD800_\xef\xbf\xbf Aminah"),
    )  # fmt: skip


BISA = {  # still a list, whatever was done to it
    "merged cells": ("a.xlsx", lambda _: lewat_openpyxl(gabung_sel)),
    "hidden sheet": ("a.xlsx", lambda _: lewat_openpyxl(lembar_tersembunyi)),
    "formulas without values": ("a.xlsx", lambda _: lewat_openpyxl(rumus)),
    "cells with errors": ("a.xlsx", lambda _: lewat_openpyxl(galat_excel)),
    "NUL and half characters": ("a.xlsx", sel_nul),
    "quote that never ends": ("a.csv", lambda _: csv().replace(b"Siti", b'"Siti', 1)),
    "quotes inside": ("a.csv", lambda _: csv().replace(b"Siti Aminah", b'Siti "Am"inah')),
    "NUL in a CSV": ("a.csv", lambda _: csv().replace(b"Siti", b"Si\0ti")),
    "old Mac lines": ("a.csv", lambda _: csv(baris="\r")),
    "UTF-16": ("a.csv", lambda _: csv(sandi="utf-16")),
    "Windows-1252": ("a.csv", lambda _: csv().replace(b"Siti", b"Sit\xed")),
    "good OpenDocument": ("a.ods", ods),
    "good old Excel": ("a.xls", xls),
}
DITOLAK = {  # and what is no list any more
    "half a zip": ("a.xlsx", lambda _: xlsx(*SEMUA[1:])[:2_000]),
    "half of an OpenDocument": ("a.ods", lambda t: ods(t)[:500]),
    "wrong content types in a zip": ("a.ods", lambda _: tanpa_jenis(xlsx(*SEMUA[1:]))[:-30]),
    "old Excel that is garbage": ("a.xls", lambda t: xls(t)[:600] + b"\xff" * 4_000),
    "password": ("a.xlsx", lambda t: terkunci(t)),
    "ten thousand columns": ("a.xlsx", lambda _: lewat_openpyxl(lebar)),
}


def terkunci(tmp_path):
    contoh_excel.buat_ole(tmp_path / "k.xlsx", {"EncryptedPackage": b"0" * 600})
    return (tmp_path / "k.xlsx").read_bytes()


@pytest.mark.parametrize("nama", BISA)
def test_odd_file_is_read_and_every_row_has_a_verdict(petugas_client, tmp_path, nama):
    berkas, isi = BISA[nama]

    impor = unggah(petugas_client, isi(tmp_path), berkas)

    assert impor.status == StatusImpor.DIPERIKSA, impor.galat
    assert sum(v for k, v in impor.jumlah.items() if k != "dibaca") == impor.jumlah["dibaca"] > 0
    assert petugas_client.get(f"/peserta/impor/{impor.pk}/").status_code == 200


@pytest.mark.parametrize("nama", DITOLAK)
def test_broken_file_is_refused_with_a_sentence(petugas_client, tmp_path, nama):
    berkas, isi = DITOLAK[nama]

    impor = unggah(petugas_client, isi(tmp_path), berkas)

    assert impor.status == StatusImpor.GAGAL
    assert not impor.daftar_baris.exists()
    assert re.search(r"(unggah lagi|Pilih berkas)", impor.galat), impor.galat
    assert "Traceback" not in impor.tugas.galat
    assert escape(impor.galat) in petugas_client.get(f"/peserta/impor/{impor.pk}/").text


def test_a_csv_of_surrogates_is_no_list_and_no_dead_end(petugas_client):
    impor = unggah(petugas_client, b"\xed\xa0\x80\xed\xb0\x80" * 40, "a.csv")

    assert impor.status == StatusImpor.PEMETAAN
    assert "Baris judul kolom tidak dikenali" in impor.galat
    assert petugas_client.get(f"/peserta/impor/{impor.pk}/").status_code == 200


@pytest.fixture
def sekali_proses(monkeypatch):
    """Hundreds of small files are read here, without a process for each."""
    monkeypatch.setattr("peserta.impor.lembar.baca_lembar", baca_langsung)


def baca_sampai_habis(path, kamus):
    """What the job does with a file, without the database; only a sentence may stop it."""
    kalimat = "Dibaca sampai habis, tanpa satu galat pun."
    try:
        daftar = buka_daftar(path)
        pemeriksa = Pemeriksa(1, daftar.judul.pemetaan, kamus, LAHIR.replace(year=2026), ())
        for nomor, sel in daftar.baris:
            pemeriksa.baris(nomor, sel)
    except BerkasDitolakError as galat:
        kalimat = galat.kalimat
    assert len(kalimat) > 30
    assert kalimat.endswith(".")


POTONGAN = st.sampled_from([b"<", b"</row>", b'"', b"&#0;", b"99999999"])
LAMA = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
LUKA = st.tuples(
    st.integers(0, 10**6),
    st.integers(0, 40),
    st.one_of(
        st.binary(max_size=12), st.sampled_from([b"<", b"</row>", b'"', b"&#0;", b"99999999"])
    ),
)


def lukai(data, luka):
    """Cut a piece out at some place and put another in."""
    for letak, panjang, ganti in luka:
        awal = letak % (len(data) + 1)
        data = data[:awal] + ganti + data[awal + panjang :]
    return data


@pytest.fixture(scope="module")
def kamus():
    return _susun((), (), (), (), ())


@settings(LAMA, max_examples=150)
@given(
    nama=st.sampled_from(
        [
            "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml",
        ]
    ),
    luka=st.lists(LUKA, min_size=1, max_size=4),
)  # fmt: skip
@pytest.mark.usefixtures("sekali_proses")
def test_wounded_parts_of_a_workbook_never_crash_the_reader(tmp_path_factory, kamus, nama, luka):
    path = tmp_path_factory.mktemp("luka") / "a.xlsx"
    path.write_bytes(ganti_bagian(xlsx(*SEMUA[1:]), nama, lambda data: lukai(data, luka)))

    baca_sampai_habis(path, kamus)


@settings(LAMA, max_examples=100)
@given(luka=st.lists(LUKA, min_size=1, max_size=6), akhiran=st.sampled_from(["csv", "xlsx"]))
@pytest.mark.usefixtures("sekali_proses")
def test_wounded_bytes_never_crash_the_reader(tmp_path_factory, kamus, luka, akhiran):
    utuh = csv() if akhiran == "csv" else xlsx(*SEMUA[1:])
    path = tmp_path_factory.mktemp("luka") / f"a.{akhiran}"
    path.write_bytes(lukai(utuh, luka))

    baca_sampai_habis(path, kamus)


@pytest.mark.lambat
@settings(LAMA, max_examples=15)
@given(luka=st.lists(LUKA, min_size=1, max_size=3))
def test_wounded_old_excel_never_crashes_the_reader(tmp_path_factory, kamus, luka):
    folder = tmp_path_factory.mktemp("luka")
    path = folder / "a.xls"
    path.write_bytes(lukai(xls(folder), luka))

    baca_sampai_habis(path, kamus)
