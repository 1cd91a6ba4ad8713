"""The guide in the application."""

import pytest
from django.conf import settings
from django.urls import reverse

from pijar.panduan import BAB_HALAMAN, bab_halaman, daftar_bab
from tests.pijar.test_tampilan import MENU

TANPA_BAB = {"panduan", "admin:index"}


def test_every_chapter_of_the_guide_is_a_page(sekda_client):
    tulisan = (settings.BASE_DIR / "docs" / "panduan.md").read_text("utf-8")
    judul = [b.removeprefix("## ") for b in tulisan.splitlines() if b.startswith("## ")]

    assert [b.judul for b in daftar_bab().values()] == judul
    daftar = sekda_client.get(reverse("panduan")).text
    for bab in daftar_bab().values():
        alamat = reverse("panduan_bab", args=[bab.kode])
        assert f'href="{alamat}"' in daftar
        html = sekda_client.get(alamat).text
        assert f"<h1>{bab.judul}</h1>" in html
        assert "**" not in html


def test_the_words_of_a_chapter_are_written_as_html():
    isi = daftar_bab()["petugas-dari-daftar-ke-pengajuan"].isi

    assert "<strong>Impor Excel</strong>" in isi
    assert "<ol>" in isi


def test_an_unknown_chapter_is_not_found(petugas_client):
    assert petugas_client.get("/panduan/tidak-ada/").status_code == 404


@pytest.mark.parametrize("bab", sorted({*BAB_HALAMAN.values()}))
def test_every_chapter_that_a_page_names_is_there(bab):
    assert bab in daftar_bab()


@pytest.mark.parametrize("nama", sorted(MENU.keys() - TANPA_BAB))
def test_every_main_page_has_its_chapter(nama):
    assert bab_halaman(nama)


@pytest.mark.parametrize(
    ("nama", "bab"),
    [
        ("peserta:daftar", "mencari-orang"),
        ("peserta:impor_detail", "petugas-dari-daftar-ke-pengajuan"),
        ("iuran:tagihan_detail", "admin-dari-penetapan-sampai-lunas"),
        ("iuran:perlindungan", "terlindungi-atau-tidak"),
        ("kata_sandi", ""),
    ],
)
def test_the_nearest_chapter_counts(nama, bab):
    assert bab_halaman(nama) == bab


def test_a_page_leads_to_its_chapter(petugas_client):
    html = petugas_client.get(reverse("peserta:impor")).text

    assert 'href="/panduan/petugas-dari-daftar-ke-pengajuan/">Panduan halaman ini</a>' in html
    assert "Panduan halaman ini" not in petugas_client.get(reverse("kata_sandi")).text
