"""Filters of the list: each one's rows on the page, in the file and in the database agree."""

import re
from datetime import date, datetime
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from iuran.daftar import saringan as filters
from iuran.daftar.saringan import DaftarFilter
from iuran.perlindungan import potret
from peserta.models import Peserta
from pijar.bulan import WIB, rentang_bulan
from pijar.models import Tugas
from tests.factories import PesertaFactory, bayar, sumber, terdaftar
from tests.iuran.susunan import jalankan
from tests.peran import buat, masuk

DAFTAR, EKSPOR = "/peserta/", "/peserta/ekspor/"
PADA = date(2026, 11, 20)
TUGU = "33.74.16.1001"
JUDUL = 4  # rows above the first person of an export


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The list is looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


def lunas(nama: str, sampai: int, jumlah: int = 12, **lain: object):
    """Enrolled from January 2026 for ``jumlah`` months, paid until month ``sampai``."""
    bantuan = terdaftar(jumlah=jumlah, nama=nama, **lain)
    for bulan in rentang_bulan(date(2026, 1, 1), sampai):
        bayar(bulan, bulan.replace(day=20), kode=lain.get("kode", "APBD"))
    return bantuan.peserta


@pytest.fixture
def kota(db):
    """One person in each state of cover; born so that ages differ around 64 and 65."""
    lunas("Aktif", 10, tanggal_lahir=date(1962, 11, 20))  # 64 today
    lunas("Menunggak", 8, kode="DBHCHT", tanggal_lahir=date(1962, 11, 21))  # 64 tomorrow
    lunas("Nonaktif", 7, kode="ASN", kelurahan_id=TUGU, tanggal_lahir=date(1961, 11, 20))  # 65
    lunas("Habis Bulan Ini", 10, jumlah=11, kode="CSR", tanggal_lahir=date(1990, 1, 1))
    PesertaFactory(nama="Draf", sumber_data="asn", tanggal_lahir=date(2009, 11, 21))  # 16


def nama_tampil(html: str) -> set[str]:
    semua = ("Aktif", "Menunggak", "Nonaktif", "Habis Bulan Ini", "Draf")
    polos = re.sub("</?mark>", "", html)
    return {n for n in semua if re.search(f">{n}</a>(</th>| <span)", polos)}


SARINGAN = [
    ({}, {"Aktif", "Menunggak", "Nonaktif", "Habis Bulan Ini", "Draf"}),
    ({"cakupan": "terlindungi"}, {"Aktif", "Menunggak", "Habis Bulan Ini"}),
    ({"cakupan": "lunas"}, {"Aktif", "Habis Bulan Ini"}),
    ({"cakupan": "tenggang"}, {"Menunggak"}),
    ({"cakupan": "nonaktif"}, {"Nonaktif"}),
    ({"cakupan": "tanpa"}, {"Nonaktif", "Draf"}),
    ({"sumber_dana": "kota"}, {"Aktif", "Menunggak"}),
    ({"sumber_dana": "apbd"}, {"Aktif"}),
    ({"sumber_dana": "asn"}, {"Nonaktif"}),
    ({"sumber_data": "asn"}, {"Draf"}),
    ({"berakhir": "1"}, {"Habis Bulan Ini"}),
    ({"berakhir": "2"}, {"Aktif", "Menunggak", "Habis Bulan Ini"}),
    ({"berakhir": "2026-11"}, {"Habis Bulan Ini"}),
    ({"berakhir": "2026-12"}, {"Aktif", "Menunggak"}),
    ({"usia_dari": "64"}, {"Aktif", "Nonaktif"}),
    ({"usia_dari": "65"}, {"Nonaktif"}),
    ({"usia_sampai": "63"}, {"Menunggak", "Habis Bulan Ini", "Draf"}),
    ({"usia_sampai": "16"}, {"Draf"}),
    ({"usia_dari": "17", "usia_sampai": "64"}, {"Aktif", "Menunggak", "Habis Bulan Ini"}),
    ({"cakupan": "terlindungi", "usia_dari": "60", "sumber_dana": "dbhcht"}, {"Menunggak"}),
    ({"cakupan": "tanpa", "kecamatan": "33.74.16"}, {"Nonaktif"}),
    ({"q": "Siti Aminah", "cakupan": "lunas"}, {"Aktif", "Habis Bulan Ini"}),
]


@pytest.mark.parametrize(
    ("saringan", "nama"), SARINGAN, ids=lambda s: urlencode(s) if isinstance(s, dict) else ""
)
def test_page_file_and_database_have_the_same_people(kota, petugas, petugas_client, saringan, nama):
    layar = petugas_client.get(DAFTAR, saringan).text

    assert nama_tampil(layar) == nama
    assert f"<strong>{len(nama)}</strong> orang" in layar
    assert f"Ekspor {len(nama)} orang" in layar
    petugas_client.post(EKSPOR, {**saringan, "sebab": "rekap"})
    tugas = jalankan(Tugas.objects.get())
    isi = b"".join(petugas_client.get(f"/tugas/{tugas.pk}/unduh/").streaming_content)
    baris = load_workbook(BytesIO(isi)).active.iter_rows(min_row=JUDUL + 1, values_only=True)
    assert {b[3] for b in baris} == nama
    orang = DaftarFilter(saringan, petugas=petugas, pada=PADA).hasil
    assert orang.count() == tugas.kemajuan == len(nama)


def test_every_filter_is_compared():
    lain = {"status", "kelurahan", "pekerjaan", "impor", "urut", "tanpa"}  # see test_daftar

    assert {k for saringan, _ in SARINGAN for k in saringan} | lain == set(
        DaftarFilter.base_filters
    )


def test_export_counts_cover_on_the_day_of_the_page(kota, petugas_client, monkeypatch):
    petugas_client.post(EKSPOR, {"cakupan": "tenggang", "sebab": "rekap"})

    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 3, 1))

    assert jalankan(Tugas.objects.get()).kemajuan == 1


@pytest.mark.parametrize("pilihan", ["tenggang", "nonaktif", "terlindungi"])
def test_dashboard_figure_equals_its_list(kota, petugas_client, pilihan):
    angka = getattr(potret(PADA).ringkasan, pilihan)

    layar = petugas_client.get(DAFTAR, {"cakupan": pilihan}).text

    assert f"<strong>{angka}</strong> orang" in layar


def test_berakhir_page_and_list_count_the_same(kota, petugas_client):
    halaman = petugas_client.get("/iuran/berakhir/", {"bulan": "2026-12", "bagian": "orang"}).text

    assert "<h2>2 orang</h2>" in halaman
    assert "<strong>2</strong> orang" in petugas_client.get(DAFTAR, {"berakhir": "2026-12"}).text


@pytest.mark.parametrize(
    ("kueri", "kalimat"),
    [
        ("usia_dari=abc", "Usia dari (tahun): "),
        ("usia_dari=-1", "Usia dari (tahun): "),
        ("usia_sampai=99999999999999999999", "Usia sampai (tahun): "),
        ("cakupan=kebal", "Perlindungan: "),
        ("berakhir=2026-13", "Perlindungan habis: "),
        ("berakhir=2031-01", "Perlindungan habis: "),
        ("sumber_dana=1", "Dibayar bulan ini oleh: "),
        ("impor=NaN", "Impor nomor: "),
        ("impor=1.5", "Impor nomor: "),
        ("impor=99999999999999999999", "Impor nomor: "),
        ("kecamatan=%00", "Kecamatan: "),
        ("kelurahan=%00", "Kelurahan: "),
        ("q=%00", "Nama: "),
        ("urut=gaji", "Urutan: "),
    ],
)
def test_a_forged_filter_shows_nobody_and_says_which(kota, petugas_client, kueri, kalimat):
    jawaban = petugas_client.get(f"{DAFTAR}?{kueri}")

    assert jawaban.status_code == 200
    assert nama_tampil(jawaban.text) == set()
    assert kalimat in jawaban.text
    assert "kosongkan saringan ini" in jawaban.text


@pytest.mark.parametrize("isi", ["abc", "\x00"])
def test_forged_export_exports_nobody(kota, petugas_client, isi):
    petugas_client.post(EKSPOR, {"usia_dari": isi, "sebab": "lainnya", "alasan": "Rekap kecamatan"})

    assert jalankan(Tugas.objects.get()).kemajuan == 0


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(
    ("saringan", "kueri"),
    [
        ({"q": "Siti"}, 27),
        ({"usia_dari": "20"}, 16),
        ({"cakupan": "nonaktif"}, 21),
        ({"sumber_dana": "apbd"}, 16),
    ],
    ids=lambda s: next(iter(s)) if isinstance(s, dict) else str(s),
)
def test_each_kind_of_filter_has_constant_queries(
    petugas_client, django_assert_num_queries, saringan, kueri, jumlah
):
    for _ in range(jumlah):
        terdaftar()
    bayar(date(2026, 1, 1), date(2026, 1, 20))

    with django_assert_num_queries(kueri):
        html = petugas_client.get(DAFTAR, saringan).text

    assert re.sub("</?mark>", "", html).count(">Siti Aminah</a>") == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_who_loses_cover_is_listed_with_constant_queries(
    petugas_client, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        terdaftar()
    bayar(date(2026, 10, 1), date(2026, 10, 20))

    with django_assert_num_queries(17):
        html = petugas_client.get(DAFTAR, {"berakhir": "3"}).text

    assert html.count(">Siti Aminah</a>") == jumlah


def test_each_filter_in_force_can_be_taken_away(kota, petugas_client):
    saringan = {"q": "Siti", "kecamatan": "33.74.16", "kelurahan": TUGU, "cakupan": "tanpa"}

    html = petugas_client.get(DAFTAR, {**saringan, "usia_dari": "60", "hal": "1"}).text

    for cip in (
        "Nama: Siti", "Kecamatan: Tugu", "Kelurahan: Jerakah", "Perlindungan: Tanpa perlindungan",
        "Usia dari (tahun): 60",
    ):  # fmt: skip
        assert f"<span>{cip}</span>" in html, cip
    tanpa = urlencode({"q": "Siti", "kecamatan": "33.74.16", "kelurahan": TUGU, "usia_dari": "60"})
    assert f'href="{DAFTAR}?{tanpa}"'.replace("&", "&amp;") in html
    tanpa = urlencode({"q": "Siti", "usia_dari": "60", "cakupan": "tanpa"})
    assert f'href="{DAFTAR}?{tanpa}"'.replace("&", "&amp;") in html  # a kelurahan falls with it


def test_chips_of_a_number_search_hold_no_number(kota, petugas_client):
    isi = {"q": "337402", "cakupan": "lunas"}
    html = petugas_client.post("/peserta/cari/", isi, follow=True).text

    assert nama_tampil(html) == {"Aktif", "Habis Bulan Ini"}
    assert f'href="{DAFTAR}?"' in html
    assert html.count("337402") == 1  # what was typed, in its box


def test_a_second_click_on_a_heading_turns_the_order(kota, petugas_client):
    naik = petugas_client.get(DAFTAR, {"urut": "nama", "usia_dari": "60"}).text
    turun = petugas_client.get(DAFTAR, {"urut": "-nama"}).text

    assert 'aria-sort="ascending"><a href="/peserta/?usia_dari=60&amp;urut=-nama">' in naik
    assert 'aria-sort="descending"><a href="/peserta/?urut=nama">' in turun
    assert naik.index(">Aktif</a></th>") < naik.index(">Nonaktif</a></th>")


def test_page_says_when_there_are_too_many_to_count(kota, petugas_client, monkeypatch):
    monkeypatch.setattr(filters, "PALING_BANYAK_DIHITUNG", 2)

    banyak = petugas_client.get(DAFTAR, {"cakupan": "terlindungi"}).text
    pas = petugas_client.get(DAFTAR, {"cakupan": "tanpa"}).text

    assert "Lebih dari <strong>2</strong> orang" in banyak
    assert "Ekspor semuanya" in banyak
    assert "<strong>2</strong> orang" in pas
    assert "Lebih dari" not in pas


def test_every_choice_is_offered_once(petugas):
    saringan = DaftarFilter({}, petugas=petugas, pada=PADA)

    for isian in saringan.form:
        nilai = [str(p.data["value"]) for p in isian]
        assert len(nilai) == len(set(nilai)), isian.name


def test_cover_stands_beside_each_person(kota, petugas_client):
    html = petugas_client.get(DAFTAR).text

    assert html.count('<span class="cip cip-baik">Lunas</span>') == 2
    assert "Tenggang 2 bulan" in html
    assert '<span class="cip cip-buruk">Nonaktif</span>' in html


def test_cover_filters_keep_to_the_area(kota):
    client = masuk(buat("tugu", "petugas", wilayah=["33.74.16"]))

    assert nama_tampil(client.get(DAFTAR, {"cakupan": "tanpa"}).text) == {"Nonaktif"}
    assert nama_tampil(client.get(DAFTAR, {"berakhir": "3"}).text) == set()
    assert nama_tampil(client.get(DAFTAR, {"sumber_dana": "kota"}).text) == set()


def test_a_source_of_next_year_does_not_pay_this_month(db, petugas_client):
    sumber("APBD", 2027)
    terdaftar(mulai=date(2027, 1, 1), nama="Aktif")

    assert nama_tampil(petugas_client.get(DAFTAR, {"sumber_dana": "apbd"}).text) == set()


def test_a_merged_person_loses_no_cover_twice(db, petugas_client):
    utama = lunas("Aktif", 10)
    Peserta.objects.filter(pk=lunas("Draf", 10).pk).update(digabung_ke=utama)

    halaman = petugas_client.get("/iuran/berakhir/", {"bulan": "2026-12", "bagian": "orang"}).text

    assert "<h2>1 orang</h2>" in halaman
    assert nama_tampil(petugas_client.get(DAFTAR, {"berakhir": "2"}).text) == {"Aktif"}
