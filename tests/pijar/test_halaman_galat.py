"""Error pages and refusals: right status, an Indonesian sentence, a link that leads on."""

import re

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path, reverse

from pijar import urls
from pijar.errors import BentrokError
from pijar.http import hak
from tests.factories import PenggunaFactory

KALIMAT = "Kasus ini sudah diputus petugas lain."


def _hanya_admin(request: HttpRequest) -> HttpResponse:
    return HttpResponse("boleh")


def _tolak(request: HttpRequest) -> HttpResponse:
    raise BentrokError(KALIMAT, tautan="/verifikasi/7/", label_tautan="Buka kasusnya")


def _rusak(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def _curiga(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def _isian(request: HttpRequest) -> HttpResponse:
    return render(request, "422.html", status=422)


urlpatterns = [
    *urls.urlpatterns,
    path("uji/403/", hak("mengelola_iuran")(_hanya_admin)),
    path("uji/409/", _tolak),
    path("uji/500/", _rusak),
    path("uji/400/", _curiga),
    path("uji/422/", _isian),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("alamat", "status", "kalimat"),
    [
        ("/uji/403/", 403, "Halaman ini bukan untuk peran Anda"),
        ("/uji/tidak-ada/", 404, "Halaman tidak ditemukan"),
        ("/uji/409/", 409, KALIMAT),
        ("/uji/422/", 422, "Isian perlu diperbaiki"),
        ("/uji/500/", 500, "Terjadi gangguan pada aplikasi"),
        ("/uji/400/", 400, "Permintaan tidak dapat dibaca"),
    ],
)
def test_error_page_says_what_happened_and_leads_on(petugas_client, alamat, status, kalimat):
    petugas_client.raise_request_exception = False

    jawaban = petugas_client.get(alamat)

    assert jawaban.status_code == status
    assert kalimat in jawaban.text
    assert '<html lang="id">' in jawaban.text
    assert re.search(r'<a class="btn [^"]+" href="/[^"]*">', jawaban.text)


def test_error_page_for_somebody_not_signed_in(client, db):
    jawaban = client.get("/tidak-ada/")

    assert jawaban.status_code == 404
    assert "Halaman tidak ditemukan" in jawaban.text
    assert 'id="menu"' not in jawaban.text


@pytest.mark.urls(__name__)
def test_refusal_links_to_the_next_step_and_back(petugas_client):
    html = petugas_client.get("/uji/409/", headers={"referer": "/verifikasi/"}).text

    assert '<a class="btn btn-primary" href="/verifikasi/7/">Buka kasusnya</a>' in html
    assert 'href="/verifikasi/">Kembali</a>' in html


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("asal", ["https://jahat.example/verifikasi/", "javascript:jahat()", ""])
def test_refusal_leads_back_to_no_other_site(petugas_client, asal):
    html = petugas_client.get("/uji/409/", headers={"referer": asal}).text

    assert '<a class="btn btn-outline-primary" href="/">Kembali</a>' in html


@pytest.mark.urls(__name__)
def test_refusal_for_htmx_is_the_partial_alone(petugas_client):
    jawaban = petugas_client.get("/uji/409/", headers={"hx-request": "true"})

    assert (jawaban["HX-Retarget"], jawaban["HX-Reswap"]) == ("#pesan", "innerHTML show:top")
    assert jawaban.status_code == 409
    assert KALIMAT in jawaban.text
    assert "<html" not in jawaban.text


def test_stale_form_is_explained(db):
    jawaban = Client(enforce_csrf_checks=True).post(reverse("masuk"), {"username": "a"})

    assert jawaban.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in jawaban.text
    assert f'href="{reverse("masuk")}"' in jawaban.text


def test_fifth_wrong_password_shows_the_lock(client, db):
    PenggunaFactory(username="sri").set_password("Lampu-Pijar-2026")

    for _ in range(5):
        jawaban = client.post(reverse("masuk"), {"username": "sri", "password": "salah"})

    assert jawaban.status_code == 429
    assert "5 kali salah dari alamat jaringan Anda" in jawaban.text
