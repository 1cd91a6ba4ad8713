"""A figure of the first page leads to a list of as many people."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.utils import timezone

from pijar.bulan import WIB, rentang_bulan
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.peran import buat, masuk

BARIS = re.compile(r'<a href="(/peserta/[^"]+)">[^<]+</a></th>\s*<td class="nominal">([0-9]+)</td>')


@pytest.fixture
def kota(db, monkeypatch):
    """20 November 2026: three payers in two kecamatan, one in grace, one lapsed, one not begun."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)
    for kode, sampai, isi in (
        ("APBD", 10, {}),
        ("APBD", 10, {"jumlah": 11, "kelurahan_id": "33.74.16.1001"}),
        ("DBHCHT", 8, {"pekerjaan_id": "nelayan"}),
        ("ASN", 10, {}),
        ("CSR", 7, {}),
    ):
        terdaftar(kode=kode, **isi)
        for bulan in rentang_bulan(date(2026, 1, 1), sampai):
            bayar(bulan, bulan.replace(day=20), kode=kode)
    terdaftar(mulai=date(2026, 11, 1), jumlah=2)
    PesertaFactory(status="layak")


def test_every_linked_figure_equals_its_list(kota, verifikator_client):
    html = verifikator_client.get("/?bagian=semua").text

    tautan = {unescape(alamat): int(n) for alamat, n in BARIS.findall(html)}

    for kunci in ("sumber_dana=dbhcht", "kecamatan=33.74.16", "pekerjaan=nelayan", "berakhir=2026"):
        assert any(kunci in alamat for alamat in tautan), kunci
    for alamat, n in tautan.items():
        layar = verifikator_client.get(alamat).text
        assert ("Tidak ada yang cocok" if n == 0 else f"<strong>{n}</strong> orang") in layar, (
            alamat
        )


@pytest.mark.parametrize(
    ("alamat", "angka"),
    [
        ("cakupan=terlindungi&amp;sumber_dana=kota", "3"),
        ("cakupan=lunas&amp;sumber_dana=kota", "2"),
        ("cakupan=tenggang&amp;sumber_dana=kota", "1"),
        ("cakupan=belum_aktif", "1"),
        ("cakupan=nonaktif", "1"),
    ],
)
def test_headline_figures_lead_to_their_people(kota, verifikator_client, alamat, angka):
    html = verifikator_client.get("/?bagian=semua").text
    assert f'href="/peserta/?{alamat}"' in html

    layar = verifikator_client.get(f"/peserta/?{unescape(alamat)}").text

    assert f"<strong>{angka}</strong> orang" in layar


def test_the_frame_counts_nobody_and_each_part_follows(kota, verifikator_client):
    bingkai = verifikator_client.get("/laporan/keadaan/").text
    assert "Dibayar kota menurut kecamatan" not in bingkai
    bagian = re.findall(r'hx-get="(/\?bagian=[a-z]+)"', bingkai)
    assert bagian == ["/?bagian=tunggu", "/?bagian=angka"]
    assert 'href="/?bagian=semua"' in bingkai  # without script

    tunggu, angka = (
        verifikator_client.get(alamat, headers={"hx-request": "true"}).text for alamat in bagian
    )

    semua = " ".join(verifikator_client.get("/?bagian=semua").text.split())
    for satu in (tunggu, angka):
        assert "<h1>" not in satu
        assert " ".join(satu.split()) in semua
    assert "Dibayar kota menurut kecamatan" in angka


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_frame_asks_the_same_few_queries(
    db, verifikator_client, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        terdaftar()

    with django_assert_num_queries(8):
        verifikator_client.get("/laporan/keadaan/")


def test_a_part_of_another_name_is_the_frame(db, verifikator_client):
    assert "Menghitung keadaan" in verifikator_client.get("/?bagian=lain").text


@pytest.mark.parametrize(("peran", "wilayah"), [("sekda", []), ("petugas", ["33.74.16"])])
def test_no_link_where_the_list_would_show_fewer(kota, peran, wilayah):
    html = masuk(buat("orang", peran, wilayah=wilayah)).get("/?bagian=semua").text

    assert "sumber_dana=kota" not in html
    assert re.search("terlindungi,? (dan )?dibayar kota", html, re.IGNORECASE)


DIBUKA = re.compile(r'href="/laporan/rincian/\?angka=([a-z_]+)"')


def test_every_figure_of_the_sekda_opens_on_a_table_that_equals_it(kota, sekda_client):
    halaman = sekda_client.get("/?bagian=semua")
    angka = halaman.context["angka"]
    orang = {
        **{f"tahap_{b.kode}": b.orang for b in angka.per_status},
        **{n: getattr(angka, f"{n}_orang") for n in ("dibayar", "ditagih", "belum_ditagih")},
        "akan_berakhir": angka.jumlah_berakhir,
        "klaim_dibayar": halaman.context["keluarga"].total.klaim,
        "klaim_berjalan": halaman.context["keluarga"].berjalan,
        **{b.kode: abs(b.orang) for b in halaman.context["pergerakan"].baris},
    }

    dibuka = set(DIBUKA.findall(halaman.text))

    assert {"terlindungi", "lunas", "tenggang", "belum_aktif", "nonaktif", "dibayar"} <= dibuka
    assert {"terlindungi_lain", "akan_berakhir", "terdaftar_baru", "tahap_layak"} <= dibuka
    for kode in dibuka:
        jawaban = sekda_client.get(f"/laporan/rincian/?angka={kode}")
        seharusnya = orang[kode] if kode in orang else getattr(angka, kode)
        assert jawaban.context["rincian"].orang == seharusnya, kode
    assert "/peserta/" not in halaman.text
