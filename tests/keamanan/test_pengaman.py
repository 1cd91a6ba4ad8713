"""Headers of every answer, cookies that no other host can set, methods that nobody needs."""

import re
import time

import pytest
import yaml
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pijar.ketikan.simpanan import MASA_PEMAKAI, baca_pemakai, ingat_pemakai
from pijar.sidik import perbedaan, sidik
from tests.keamanan.test_web import produksi

UMUM = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def berkas_statis(settings):
    """Static files as whitenoise serves them in production, and from the sources here."""
    settings.WHITENOISE_USE_FINDERS = True


def periksa_kepala(jawaban):
    csp = jawaban["Content-Security-Policy"]
    for aturan in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert aturan in csp
    assert "camera=()" in jawaban["Permissions-Policy"]
    assert {nama: jawaban.get(nama) for nama in UMUM} == UMUM
    assert "Access-Control-Allow-Origin" not in jawaban.headers
    jenis = jawaban["Content-Type"]
    assert "charset=" in jenis or not ("text" in jenis or "xml" in jenis)


@pytest.mark.parametrize(
    ("ke", "status"),
    [
        ("/static/js/pijar.js", 200),
        ("/static/gambar/logo.svg", 200),
        ("/static/tidak-ada.js", 404),
        ("/static/", 404),
        ("/static/js/", 404),
        ("/.git/config", 404),
        ("/masuk/", 200),
        ("/sehat/", 200),
        ("/peserta/", 200),
        ("/tidak-ada/", 404),
        ("/laporan/target/", 404),
    ],
)
def test_every_answer_has_its_headers(petugas_client, berkas_statis, ke, status):
    jawaban = petugas_client.get(ke)

    assert jawaban.status_code == status
    periksa_kepala(jawaban)
    jawaban.close()


def test_a_refused_host_and_a_redirect_have_them_too(db, settings):
    periksa_kepala(Client().get("/masuk/", headers={"host": "jahat.example"}))
    settings.SECURE_SSL_REDIRECT = True
    ke_https = Client().get("/masuk/")

    assert ke_https.status_code == 301
    periksa_kepala(ke_https)


def test_behind_tls_every_answer_asks_for_tls(db, settings, berkas_statis):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True

    for ke in ("/masuk/", "/static/js/pijar.js", "/tidak-ada/"):
        jawaban = Client().get(ke, secure=True)
        jawaban.close()
        assert jawaban["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("cara", ["TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT"])
def test_no_address_knows_another_method(admin_client, cara):
    for ke in ("/", "/masuk/", "/keluar/", "/sehat/", "/peserta/", "/kelola/", "/kelola/login/"):
        assert admin_client.generic(cara, ke).status_code == 405, ke


@pytest.mark.lambat
def test_cookies_in_production_belong_to_this_host_alone():
    kode = """
import django; django.setup()
from django.conf import settings as s
from django.http import HttpResponse
from pijar.ketikan.simpanan import ingat_pemakai
jawaban = HttpResponse()
ingat_pemakai(jawaban, 7)
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE,
      s.CSRF_COOKIE_SAMESITE, s.SESSION_COOKIE_DOMAIN, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)
print(jawaban.cookies.output())
"""
    hasil = produksi("-c", kode, DJANGO_SETTINGS_MODULE="pijar.settings")

    setelan, kue = hasil.stdout.strip().split("\n")
    benar = "__Host-sessionid __Host-csrftoken True True True True Lax Lax None True"
    assert setelan == benar, hasil.stderr
    assert kue.startswith("Set-Cookie: __Host-pemakai=")
    assert all(bagian in kue for bagian in ("HttpOnly", "Path=/;", "SameSite=Lax", "Secure"))
    assert "Domain" not in kue


def test_who_wrote_is_known_by_a_cookie_of_this_host(petugas_client, settings):
    settings.AWALAN_KUE = "__Host-"

    petugas_client.post(reverse("saringan_simpan"), {})
    petugas_client.post(reverse("kata_sandi"), {})

    assert "__Host-menulis" in petugas_client.cookies
    assert "menulis" not in petugas_client.cookies


def test_a_session_ends_when_its_account_is_closed(petugas, petugas_client):
    assert petugas_client.get("/peserta/").status_code == 200

    petugas.is_active = False
    petugas.save()

    assert petugas_client.get("/peserta/").url.startswith("/masuk/")


def test_a_signed_value_counts_for_its_purpose_and_time_only(rf, monkeypatch):
    jawaban = HttpResponse()
    ingat_pemakai(jawaban, 7)
    asli = jawaban.cookies["pemakai"].value

    def baca(isi):
        permintaan = rf.get("/")
        permintaan.COOKIES["pemakai"] = isi
        return baca_pemakai(permintaan)

    assert baca(asli) == 7
    assert baca(f"8{asli[1:]}") is None
    assert baca(signing.get_cookie_signer(salt="pemakailain").sign("7")) is None
    nanti = time.time() + MASA_PEMAKAI + 60
    monkeypatch.setattr(time, "time", lambda: nanti)
    assert baca(asli) is None


def test_what_was_shown_is_believed_only_when_we_signed_it():
    isi = {"Orang": "3"}

    assert perbedaan(sidik(isi), isi) == []
    assert perbedaan(signing.dumps(isi, salt="lain", compress=True), isi) != []


def test_no_script_reads_a_cookie_or_keeps_anything():
    """The token of a form comes from its page, so that its cookie is closed to scripts."""
    for skrip in (settings.BASE_DIR / "static" / "js").glob("*.js"):
        assert not re.search(
            r"document\.cookie|localStorage|sessionStorage|indexedDB|postMessage|innerHTML|eval\(",
            skrip.read_text(),
        )


# The proxy


@pytest.fixture(scope="module")
def caddy():
    layanan = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
    return " ".join(layanan["configs"]["caddyfile"]["content"].split())


def test_answers_of_the_proxy_have_headers_and_a_sentence(caddy):
    sendiri = caddy.partition("handle_errors {")[2]

    for kepala in (
        'Strict-Transport-Security "max-age=31536000; includeSubDomains"',
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options nosniff",
        "Cache-Control no-store",
    ):
        assert kepala in sendiri
    for kalimat in ("sedang tidak menjawab", "lebih dari 50 MB"):
        assert kalimat in sendiri


def test_proxy_logs_no_query_and_no_header(caddy):
    assert r'format filter { wrap json fields { request>uri regexp \?.* ""' in caddy
    assert "request>headers delete" in caddy
    # Whoever reads an address of a client from a header must be told so by us: see alamat_klien.
    assert "trusted_proxies" not in caddy


def test_proxy_waits_for_nobody_and_speaks_no_old_tls(caddy):
    assert "timeouts { read_header 15s read_body 10m idle 2m }" in caddy
    assert "protocols tls1.2 tls1.3" in caddy


def test_log_of_every_container_has_an_end():
    layanan = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())["services"]

    for nama, satu in layanan.items():
        pilihan = satu["logging"]["options"]
        assert {"max-size", "max-file"} <= pilihan.keys(), nama
