"""The frame of every page: navigation by role, jobs, shared pieces, rules for templates."""

import re
from pathlib import Path

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from pijar.models import Tugas
from pijar.nada import Nada
from tests.sebaris import sebaris

ROOT = Path(__file__).resolve().parents[2]
TEMPLAT = sorted((ROOT / "templates").rglob("*.html"))


def _tugas(oleh, **lain) -> Tugas:
    return Tugas.objects.create(jenis="uji", judul="Ekspor peserta", oleh=oleh, **lain)


# Navigation

MENU = {
    "beranda": {"petugas", "verifikator", "admin", "sekda"},
    "laporan:bulanan": {"petugas", "verifikator", "admin", "sekda"},
    "laporan:mutu": {"petugas", "verifikator", "admin", "sekda"},
    "laporan:layanan": {"petugas", "verifikator", "admin", "sekda"},
    "laporan:cakupan": {"petugas", "verifikator", "admin", "sekda"},
    "iuran:gerakan": {"petugas", "verifikator", "admin", "sekda"},
    "laporan:peristiwa_akun": {"petugas", "verifikator", "admin", "sekda"},
    "iuran:rencana": {"admin", "sekda"},
    "laporan:surat": {"petugas", "verifikator", "admin"},
    "panduan": {"petugas", "verifikator", "admin", "sekda"},
    "tugas:daftar": {"petugas", "verifikator", "admin", "sekda"},
    "jejak:daftar": {"petugas", "verifikator", "admin", "sekda"},
    "peserta:daftar": {"petugas", "verifikator", "admin"},
    "iuran:berakhir": {"petugas", "verifikator", "admin"},
    "iuran:usulan": {"petugas", "admin"},
    "peserta:perubahan_daftar": {"petugas", "admin"},
    "iuran:kartu": {"petugas", "verifikator", "admin"},
    "iuran:klaim": {"petugas", "verifikator", "admin"},
    "peserta:baru": {"petugas", "admin"},
    "peserta:impor": {"petugas", "admin"},
    "peserta:kata_pekerjaan": {"admin"},
    "peserta:duplikat": {"petugas", "verifikator", "admin"},
    "verifikasi:antrean": {"verifikator"},
    "verifikasi:pengesampingan": {"verifikator"},
    "verifikasi:daftar_tunggu": {"petugas", "verifikator", "admin"},
    "verifikasi:tempat_kosong": {"admin"},
    "verifikasi:penetapan": {"admin"},
    "verifikasi:perpanjangan": {"verifikator", "admin"},
    "verifikasi:pernyataan": {"petugas", "admin"},
    "verifikasi:keberatan": {"petugas", "verifikator", "admin"},
    "verifikasi:uji_petik": {"petugas", "verifikator", "admin"},
    "verifikasi:kriteria": {"petugas", "verifikator", "admin"},
    "iuran:penyumbang": {"petugas", "verifikator", "admin"},
    "iuran:berkas_bpjs": {"admin"},
    "iuran:pemadanan": {"admin"},
    "iuran:tagihan": {"admin"},
    "iuran:pembayaran": {"admin"},
    "iuran:kelebihan": {"admin"},
    "iuran:rekonsiliasi": {"admin"},
    "iuran:sumber": {"admin"},
    "iuran:perubahan_bantuan": {"admin"},
    "iuran:tarif": {"admin"},
    "iuran:saldo_awal": {"admin"},
    "retensi:daftar": {"admin"},
    "pengguna:daftar": {"admin"},
    "admin:index": {"admin"},
}
PERAN = ("petugas", "verifikator", "admin", "sekda")


def _alamat(nama: str) -> str | None:
    try:
        return reverse(nama)
    except NoReverseMatch:
        return None


def _tautan_menu(html: str) -> list[str]:
    daftar = re.search(r'<ul class="menu__daftar">(.*?)</ul>', html, re.DOTALL)
    return re.findall(r'href="([^"]+)"', daftar[1])


@pytest.mark.parametrize("nama", [n for n in MENU if n != "peserta:duplikat"])
def test_menu_entry_exists(nama):
    assert _alamat(nama)


@pytest.mark.django_db
@pytest.mark.parametrize("peran", PERAN)
def test_menu_shows_exactly_what_the_role_may_open(request, peran):
    client = request.getfixturevalue(f"{peran}_client")
    ada = {nama: alamat for nama in MENU if (alamat := _alamat(nama))}

    tautan = _tautan_menu(client.get(reverse("tugas:daftar")).text)

    assert tautan == [alamat for nama, alamat in ada.items() if peran in MENU[nama]]
    assert {a: client.get(a).status_code for a in tautan} == dict.fromkeys(tautan, 200)


def test_menu_marks_the_page_and_its_parent(petugas, petugas_client):
    tugas = _tugas(petugas)
    daftar = reverse("tugas:daftar")

    assert f'href="{daftar}" aria-current="page"' in petugas_client.get(daftar).text
    detail = petugas_client.get(reverse("tugas:detail", args=[tugas.pk])).text
    assert f'href="{daftar}" aria-current="true"' in detail


def test_menu_counts_running_jobs_names_the_officer_and_signs_out_by_post(petugas, petugas_client):
    _tugas(petugas)
    _tugas(petugas, status="selesai")

    html = petugas_client.get(reverse("tugas:daftar")).text

    assert re.search(r'menu__jumlah">1<', html)
    assert "<strong>Petugas</strong><span>Petugas</span>" in html
    assert f'<form method="post" action="{reverse("keluar")}">' in html


# Jobs


@pytest.mark.parametrize(
    ("lain", "ada", "tidak_ada"),
    [
        ({"status": "antre"}, ["hx-get", 'http-equiv="refresh"'], ["Coba lagi", "Unduh"]),
        (
            {"status": "berjalan", "kemajuan": 4125, "dari": 10_000},
            ['max="10000" value="4125"', "4.125 dari 10.000", 'hx-trigger="every 1s"'],
            ["Unduh"],
        ),
        (
            {"status": "selesai", "hasil": "a.xlsx", "hasil_nama": "peserta.xlsx"},
            ["Unduh peserta.xlsx"],
            ["hx-get", 'http-equiv="refresh"', "Coba lagi"],
        ),
        ({"status": "selesai"}, ["Selesai"], ["Unduh"]),
        (
            {"status": "gagal", "galat": "Berkas rusak.", "hasil_nama": "peserta.xlsx"},
            ["Coba lagi", "Berkas rusak."],
            ["hx-get", "Unduh"],
        ),
    ],
)
def test_job_page_offers_what_its_status_allows(petugas, petugas_client, lain, ada, tidak_ada):
    tugas = _tugas(petugas, **lain)

    html = petugas_client.get(reverse("tugas:detail", args=[tugas.pk])).text

    assert [k for k in ada if k not in html] == []
    assert [k for k in tidak_ada if k in html] == []


def test_job_list_without_jobs_says_what_makes_one(petugas_client):
    assert "Belum ada proses" in petugas_client.get(reverse("tugas:daftar")).text


def test_job_list_offers_the_file_and_the_second_try(petugas, petugas_client):
    jadi = _tugas(petugas, status="selesai", hasil="a.xlsx", hasil_nama="peserta.xlsx")
    gagal = _tugas(petugas, status="gagal", galat="Berkas rusak.")
    _tugas(None)  # the system's own is not theirs

    html = petugas_client.get(reverse("tugas:daftar")).text

    assert reverse("tugas:unduh", args=[jadi.pk]) in html
    assert reverse("tugas:ulang", args=[gagal.pk]) in html
    assert html.count('<th scope="row">') == 2


# Shared pieces


class _Isian(forms.Form):
    nik = forms.CharField(label="NIK")
    jenis_kelamin = forms.ChoiceField(choices=[("L", "Laki-laki")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("NIK sudah terdaftar.")


def test_form_summary_links_every_message_to_its_field():
    html = sebaris(render_to_string("_galat_form.html", {"form": _Isian({})}))

    assert "<li>NIK sudah terdaftar.</li>" in html
    assert 'href="#id_nik">NIK: ' in html
    assert 'href="#div_id_jenis_kelamin">' in html


# The mistakes of a form that the page no longer shows.
BILA_TANPA_FORMULIR = {
    "jawaban_baris.html: form",
    "penetapan_detail.html: tambah",
    "perpanjangan_detail.html: susun",
}


def test_no_page_shows_the_summary_of_a_form_twice():
    """A form that crispy writes whole has its summary already."""
    dua_kali = []
    for berkas in TEMPLAT:
        isi = berkas.read_text()
        sendiri = re.findall(r'{% include "_galat_form.html"(?: with form=(\w+))?', isi)
        crispy = re.findall(r"{{ (\w+)\|crispy }}|{% crispy (\w+) %}", isi)
        kembar = {n or "form" for n in sendiri} & {a or b for a, b in crispy}
        dua_kali += [f"{berkas.name}: {n}" for n in kembar]

    assert set(dua_kali) == BILA_TANPA_FORMULIR


def test_crispy_shows_the_summary_once():
    html = render_crispy_form(_Isian({}))

    assert html.count("Ada isian yang perlu diperbaiki") == 1


@pytest.mark.parametrize(
    ("hal", "ada", "tidak_ada"),
    [(1, "Berikutnya", "Sebelumnya"), (3, "Sebelumnya", "Berikutnya")],
)
def test_pages_keep_the_filters(hal, ada, tidak_ada):
    halaman = Paginator(range(1250), 500).page(hal)
    request = RequestFactory().get("/peserta/", {"status": "layak", "hal": hal})

    html = sebaris(render_to_string("_halaman.html", {"halaman": halaman, "request": request}))

    assert 'href="?status=layak&amp;hal=2"' in html
    assert "dari 1.250" in html
    assert ada in html
    assert tidak_ada not in html


def test_one_page_needs_no_pages():
    halaman = Paginator([1], 50).page(1)
    request = RequestFactory().get("/")

    assert not render_to_string("_halaman.html", {"halaman": halaman, "request": request}).strip()


# Rules for templates


@pytest.mark.parametrize("templat", TEMPLAT, ids=lambda p: p.name)
def test_template_has_no_inline_style_or_script(templat):
    isi = templat.read_text("utf-8")

    terlarang = r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|javascript:|https?://"
    assert re.findall(terlarang, isi) == []


@pytest.fixture(scope="module")
def kelas_dikenal():
    """Bootstrap's, ours, and the three that crispy writes on its fields."""
    css = [*ROOT.glob("static/css/*.css"), Path(finders.find("bootstrap/css/bootstrap.css"))]
    isi = "".join(c.read_text("utf-8") for c in css)
    return {"textinput", "dateinput", "select", *re.findall(r"\.(-?[A-Za-z_][\w-]*)", isi)}


@pytest.mark.parametrize("templat", TEMPLAT, ids=lambda p: p.name)
def test_template_uses_only_classes_that_exist(templat, kelas_dikenal):
    isi = re.sub(r"{{.*?}}|{%.*?%}", "\0", templat.read_text("utf-8"))

    kata = [k for nilai in re.findall(r'class="([^"]*)"', isi) for k in nilai.split()]
    utuh = [k for k in kata if "-\0" not in k]  # not "cip-{{ status }}"
    dipakai = {bagian for k in utuh for bagian in k.split("\0") if bagian}
    assert dipakai - kelas_dikenal == set()


def test_every_rule_of_the_stylesheet_is_for_something():
    """A class that no template, script or view writes is dead, but for what crispy writes."""
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/pijar.css").read_text(), flags=re.DOTALL)
    kelas = {
        k for s in re.findall(r"([^{}]+)\{", css) for k in re.findall(r"\.([a-zA-Z][\w-]*)", s)
    }
    sumber = [*TEMPLAT, *ROOT.glob("static/js/*.js"), *ROOT.glob("*/**/*.py")]
    kata = {
        k for b in sumber if "tests" not in b.parts for k in re.findall(r"[\w-]+", b.read_text())
    }

    assert kelas - kata == {"asteriskField"} | {f"cip-{n}" for n in Nada} - kata


@pytest.mark.parametrize("templat", [p for p in TEMPLAT if p.name[0] == "_"], ids=lambda p: p.name)
def test_partial_names_what_it_needs(templat):
    assert templat.read_text("utf-8").startswith("{# Needs:")
