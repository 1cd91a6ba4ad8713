"""The Sekda's first page: its parts in their order, any day, no name, and figures that agree."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.utils import timezone

from laporan import angka
from laporan.views.sekda import BAGIAN
from pijar.bulan import WIB, rentang_bulan
from tests.factories import JanjiFactory, bayar, terdaftar
from tests.peran import buat, masuk

PADA = date(2026, 11, 20)
BERANDA = "/?bagian=semua"
NAMA = "Wagimin Kusumajati"


@pytest.fixture
def kota(db, monkeypatch):
    """Two payers of the city, one other, one civil servant, on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)
    for kode, sampai, isi in (
        ("APBD", 10, {"nama": NAMA}),
        ("APBD", 10, {"jumlah": 11, "kelurahan_id": "33.74.16.1001"}),
        ("DBHCHT", 8, {"pekerjaan_id": "nelayan"}),
        ("CSR", 10, {}),
    ):
        terdaftar(kode=kode, **isi)
        for bulan in rentang_bulan(date(2026, 1, 1), sampai):
            bayar(bulan, bulan.replace(day=20), kode=kode)
    JanjiFactory()


def rapi(html: str) -> str:
    return " ".join(html.split())


def test_the_parts_stand_in_their_order(kota, sekda_client):
    html = sekda_client.get(BERANDA).text

    judul = [
        "Yang akan keliru bila dibiarkan",
        "Jalan ke target 2026",
        "Pergerakan November 2026",
        "Uang kota 2026",
        "Cakupan pekerja kota",
        "Kecamatan menurut cakupan",
        "ASN/PNS Peduli menurut OPD",
        "Keluarga yang terbantu",
        "Menurut sumber dana",
    ]
    tempat = [html.index(satu) for satu in judul]
    assert tempat == sorted(tempat)
    assert html.count("Apa ini?") == 8


def test_the_frame_brings_each_part_and_whole_is_the_same(kota, sekda_client):
    bingkai = sekda_client.get("/").text
    semua = rapi(sekda_client.get(BERANDA).text)

    alamat = re.findall(r'hx-get="(/\?bagian=[a-z]+)"', bingkai)

    assert alamat == [f"/?bagian={b.kode}" for b in BAGIAN]
    for satu in alamat:
        bagian = sekda_client.get(satu, headers={"hx-request": "true"}).text
        assert "<h1>" not in bagian
        assert rapi(bagian) in semua


def test_the_sentence_says_where_we_stand(kota, sekda_client):
    html = rapi(sekda_client.get(BERANDA).text)

    assert "Pada 20 November 2026 kota membiayai pelindungan 3 orang, 0,04 % dari target" in html
    assert "perkiraan pada 31 Desember 2026: " in html


def test_headline_waterfall_tiles_and_sources_are_one_number(kota, sekda_client):
    konteks = sekda_client.get(BERANDA).context
    satu = angka.hitung(date(2026, 11, 1), pada=PADA).terlindungi

    assert satu == 3
    assert konteks["jalur"].kini == satu
    assert konteks["pergerakan"].akhir == satu
    assert konteks["pergerakan"].awal + sum(b.orang for b in konteks["pergerakan"].baris) == satu
    assert konteks["wilayah"].total.orang == satu
    assert konteks["cakupan"].kota == satu
    assert konteks["angka"].terlindungi == satu


def test_rows_of_offices_add_up_to_the_movement(kota, sekda_client):
    konteks = sekda_client.get(BERANDA).context
    total = konteks["gerakan"].total

    for kolom in ("penyumbang", "dijanji", "lunas", "tenggang", "putus"):
        sisa = (konteks["opd_sisa"] or {}).get(kolom, 0)
        assert sum(getattr(b, kolom) for b in konteks["opd_atas"]) + sisa == getattr(total, kolom)
    assert total.penyumbang == 1


def test_the_city_s_money_and_others_stand_in_tables_of_their_own(kota, sekda_client):
    html = sekda_client.get(BERANDA).text

    kota_ = html[html.index("Jumlah uang kota") - 4000 : html.index("Jumlah uang kota")]
    assert "CSR" not in kota_
    assert "CSR" in html[html.index("Uang pihak lain, tidak dijumlahkan") :]


@pytest.mark.parametrize("alamat", [BERANDA, BERANDA + "&pada=2026-10-31&tahu=dulu"])
def test_nobody_is_named(kota, sekda_client, alamat):
    html = sekda_client.get(alamat).text

    assert NAMA not in html
    assert not re.search(r"\b[0-9]{16}\b", html)
    assert "/peserta/" not in html


def test_every_link_opens_for_the_sekda(kota, sekda_client):
    html = sekda_client.get(BERANDA).text

    alamat = {unescape(a) for a in re.findall(r'href="(/[^"]*)"', html)} - {"/keluar/"}
    alamat = {a for a in alamat if not a.startswith(("/static/", "/admin/"))}
    assert any(a.startswith("/laporan/rincian/?angka=berakhir") for a in alamat)
    for satu in sorted(alamat):
        assert sekda_client.get(satu).status_code == 200, satu


def test_a_month_is_its_last_day_and_stays_in_the_address(kota, sekda_client):
    bingkai = sekda_client.get("/?bulan=2026-09").text

    assert "Keadaan per 30 September 2026, menurut yang diketahui sekarang" in rapi(bingkai)
    assert 'hx-get="/?bagian=posisi&amp;pada=2026-09-30&amp;tahu=kini"' in bingkai
    layar = sekda_client.get(BERANDA + "&pada=2026-09-30&tahu=kini")
    assert layar.context["jalur"].pada == date(2026, 9, 30)
    assert layar.context["angka"].pada == date(2026, 9, 30)
    assert "pada=2026-09-30" in layar.text[layar.text.index("Kecamatan menurut cakupan") :]


def test_as_known_then_does_not_know_what_came_later(kota, sekda_client):
    """Everything above was typed today: on the last day of September nobody knew of it."""
    kini = sekda_client.get(BERANDA + "&pada=2026-09-30&tahu=kini").context
    dulu = sekda_client.get(BERANDA + "&pada=2026-09-30&tahu=dulu").context

    assert kini["jalur"].kini == kini["angka"].terlindungi == 3
    assert dulu["jalur"].kini == dulu["angka"].terlindungi == dulu["wilayah"].total.orang == 0


@pytest.mark.parametrize(
    ("kueri", "kalimat"),
    [
        ("pada=31-02-2026", "“31-02-2026” tidak ada dalam kalender."),
        ("pada=kemarin+dulu", "Tulis tanggal, bulan, lalu tahun"),
        ("pada=2027-01-01", "1 Januari 2027 belum tiba."),
        ("pada=1999-12-31", "31 Desember 1999 sebelum program ada"),
        ("bulan=Januari+2027", "Januari 2027 belum tiba."),
        ("bulan=Januari+1999", "31 Januari 1999 sebelum program ada"),
        ("bulan=kapan", "Tulis bulan dan tahun"),
        ("pada=2026-10-01&tahu=besok", "besok"),
    ],
)
def test_a_bad_day_is_told_and_what_was_typed_stays(kota, sekda_client, kueri, kalimat):
    layar = sekda_client.get(f"/?{kueri}")

    assert layar.status_code == 200
    html = rapi(layar.text)
    assert kalimat in html
    assert "Yang tampil adalah keadaan hari ini." in html
    assert "Keadaan per 20 November 2026" in html
    _, _, nilai = kueri.partition("&")[0].partition("=")
    assert f'value="{nilai.replace("+", " ")}"' in html


def test_an_empty_house_is_whole(sekda_client, db):
    assert "Tidak ada yang perlu diputuskan sekarang." in sekda_client.get(BERANDA).text


def test_an_officer_of_an_area_sees_it_and_the_list_counts_the_same(kota):
    client = masuk(buat("orang", "petugas", wilayah=["33.74.16"]))

    html = rapi(client.get(BERANDA).text)

    assert "Wilayah Anda" in html
    assert "Tugu" in html
    assert client.get(BERANDA).context["ringkas"].terlindungi == 1
    assert "<strong>1</strong> orang" in client.get("/peserta/?cakupan=terlindungi").text


def test_on_a_past_day_nothing_waits(kota, admin_client):
    hari_ini, lalu = (admin_client.get(f"/{q}").text for q in ("", "?pada=2026-10-31"))

    assert "bagian=tunggu" in hari_ini
    assert "bagian=tunggu" not in lalu
