"""What the browser may keep, run, frame and follow; what production insists on."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import path, reverse

from pijar import urls
from pijar.models import Sesi
from tests.factories import PesertaFactory
from tests.keamanan.dunia import semua_alamat
from tests.peran import buat, masuk

ROOT = Path(__file__).resolve().parents[2]
SANDI = "Becak-Semarang-26"


@pytest.fixture
def sri(db):
    sri = buat("sri", "petugas")
    sri.set_password(SANDI)
    sri.save()
    return sri


def kirim_masuk(client, ke="/masuk/", sandi=SANDI, **lain):
    return client.post(ke, {"username": "sri", "password": sandi, **lain})


# Every address

TANPA_MASUK = {"masuk", "sehat", "periksa"}


def contoh(nama, pola):
    return reverse(nama, kwargs=dict.fromkeys(pola.pattern.converters, 1))


@pytest.mark.django_db
def test_every_address_asks_for_a_sign_in():
    client = Client()

    for nama, pola in semua_alamat():
        if nama in TANPA_MASUK:
            continue
        for jawaban in (client.get(contoh(nama, pola)), client.post(contoh(nama, pola))):
            assert jawaban.status_code in {302, 405}, nama
            if jawaban.status_code == 302:
                assert jawaban.url.startswith("/masuk/"), nama


def test_every_post_needs_the_token(sri):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sri, backend="pijar.akun.MasaBerlakuBackend")

    for nama, pola in semua_alamat():
        assert client.post(contoh(nama, pola)).status_code == 403, nama


@pytest.mark.parametrize("nama", ["masuk", "sehat", "beranda", "peserta:daftar", "tugas:daftar"])
def test_headers_of_every_page(sri, nama):
    jawaban = masuk(sri).get(reverse(nama))

    csp = jawaban["Content-Security-Policy"]
    assert "default-src 'self'" in csp
    assert "unsafe" not in csp
    for aturan in ("object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action"):
        assert aturan in csp
    assert jawaban["X-Frame-Options"] == "DENY"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Referrer-Policy"] == "same-origin"
    assert {"no-store", "private"} <= set(jawaban["Cache-Control"].split(", "))


def test_sign_in_page_sets_no_private_cache_header(client, db):
    assert "private" not in client.get("/sehat/").headers.get("Cache-Control", "")


BERKAS_HTML = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("berkas", BERKAS_HTML, ids=lambda b: str(b.relative_to(ROOT)))
def test_template_holds_no_style_or_script_of_its_own(berkas):
    isi = berkas.read_text()

    assert not re.search(r"\sstyle\s*=", isi)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", isi)
    assert not re.search(r"<script(?![^>]*\ssrc=)", isi)
    assert "|safe" not in isi
    assert "autoescape" not in isi
    assert not re.search(r"(href|src|action)\s*=\s*[\"'](https?:)?//", isi)


# Sign-in


def test_session_gets_a_new_key_at_the_sign_in(sri):
    client = Client()
    client.cookies["sessionid"] = "kunci-yang-diberikan-orang-lain"
    kirim_masuk(client)

    assert client.cookies["sessionid"].value != "kunci-yang-diberikan-orang-lain"
    assert Sesi.objects.count() == 1


def test_session_ends_after_two_idle_hours_and_with_the_browser(sri):
    client = Client()
    kirim_masuk(client)

    kue = client.cookies["sessionid"]
    assert settings.SESSION_COOKIE_AGE == 2 * 60 * 60
    assert kue["max-age"] == ""  # ends with the browser
    assert kue["httponly"]
    assert kue["samesite"] == "Lax"


@pytest.mark.parametrize("ke", ["https://jahat.example/", "//jahat.example/", "javascript:jahat"])
def test_sign_in_leads_nowhere_else(sri, ke):
    assert kirim_masuk(Client(), f"/masuk/?next={ke}").url == "/"
    assert kirim_masuk(Client(), next=ke).url == "/"
    pintu_operator = Client().get(f"/kelola/login/?next={ke}").url
    assert pintu_operator.startswith("/masuk/?")
    assert kirim_masuk(Client(), pintu_operator).url == "/"


def test_password_change_ends_the_other_sessions(sri):
    sini, sana = Client(), Client()
    kirim_masuk(sini)
    kirim_masuk(sana)
    baru = "Tugu-Muda-Malam-77"

    sini.post(
        reverse("kata_sandi"),
        {"old_password": SANDI, "new_password1": baru, "new_password2": baru},
    )

    assert sini.get("/tugas/").status_code == 200
    assert sana.get("/tugas/").status_code == 302


def test_keluar_is_a_post_and_ends_the_session(sri):
    client = Client()
    kirim_masuk(client)

    assert client.get("/keluar/").url == "/"
    assert Sesi.objects.exists()
    client.post("/keluar/")
    assert not Sesi.objects.exists()


def test_lock_holds_and_keeps_no_password(sri, caplog):
    client = Client()
    for _ in range(5):
        kirim_masuk(client, sandi="Salah-Sekali-123")

    assert kirim_masuk(Client(), "/masuk/").status_code == 429
    tersimpan = [
        str(vars(baris))
        for model in (AccessAttempt, AccessFailureLog, AccessLog)
        for baris in model.objects.all()
    ]
    assert tersimpan
    for tempat in (*tersimpan, caplog.text):
        assert "Salah-Sekali-123" not in tempat
        assert SANDI not in tempat


@pytest.mark.parametrize(
    ("https", "diteruskan", "tercatat"),
    [
        (True, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (True, "bukan alamat", "127.0.0.1"),
        (False, "6.6.6.6", "127.0.0.1"),
    ],
)
def test_log_of_sign_ins_knows_the_clients_address(sri, settings, https, diteruskan, tercatat):
    """Behind the proxy every address would be the proxy's; without it the header is a lie."""
    settings.HTTPS = https

    Client().post(
        "/masuk/",
        {"username": "sri", "password": "Salah-Sekali-123"},
        headers={"x-forwarded-for": diteruskan},
    )

    assert AccessAttempt.objects.get().ip_address == tercatat


def test_messages_stay_on_the_server(petugas_client):
    """A message may name a person; a cookie travels through every proxy's log."""
    peserta = PesertaFactory(nama="Zulaikha", status="tidak_layak")

    petugas_client.post(reverse("verifikasi:buka_lagi", args=[peserta.pk]), {"alasan": "Banding."})

    assert set(petugas_client.cookies) <= {"sessionid", "csrftoken", "menulis", "pemakai"}
    assert petugas_client.cookies["menulis"].value == "1", "only that something was written"


# /kelola/


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_kelola_is_closed_to_other_roles(request, peran):
    jawaban = request.getfixturevalue(f"{peran}_client").get("/kelola/")

    assert jawaban.status_code == 302
    assert "/kelola/login/" in jawaban.url


def test_staff_without_a_role_sees_nothing_in_kelola(db):
    html = masuk(buat("tamu", "sekda", is_staff=True)).get("/kelola/").text

    assert "/kelola/iuran/" not in html
    assert "/kelola/verifikasi/" not in html


def test_admin_cannot_make_himself_more(admin, admin_client):
    """Groups, permissions and sign-in logs are the superuser's; users at most without rank."""
    for tabel in ("auth/group", "axes/accessattempt", "axes/accesslog"):
        for akhir in ("", "add/"):
            assert admin_client.get(f"/kelola/{tabel}/{akhir}").status_code in {403, 404}
    sebelum = (admin.is_superuser, sorted(admin.get_all_permissions()))
    admin_client.post(
        f"/kelola/pijar/pengguna/{admin.pk}/change/",
        {
            "username": "admin",
            "nama": "Admin",
            "is_superuser": "on",
            "is_staff": "on",
            "is_active": "on",
            "groups": list(Group.objects.values_list("pk", flat=True)),
        },
    )
    lagi = type(admin).objects.get(pk=admin.pk)
    assert (lagi.is_superuser, sorted(lagi.get_all_permissions())) == sebelum


# Production


def galat(request):
    raise ZeroDivisionError("rahasia 3374011502850001")


urlpatterns = [*urls.urlpatterns, path("uji/galat/", galat)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("htmx", [False, True])
def test_error_page_shows_no_trace(sri, htmx):
    client = masuk(sri)
    client.raise_request_exception = False

    jawaban = client.get("/uji/galat/", headers={"hx-request": "true"} if htmx else {})

    assert jawaban.status_code == 500
    for rahasia in ("Traceback", "ZeroDivision", "3374011502850001", "pijar/", "Django"):
        assert rahasia not in jawaban.text


def test_unknown_host_is_refused(sri):
    assert masuk(sri).get("/tugas/", headers={"host": "jahat.example"}).status_code == 400


PRODUKSI = {
    "SECRET_KEY": "".join(sorted(map(chr, range(48, 123)))),
    "DATABASE_URL": "postgres://pijar@127.0.0.1:1/pijar",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "HTTPS": "true",
    "ALLOWED_HOSTS": "pijar.example.go.id",
    "DEBUG": "false",
}


def produksi(*perintah, **lain):
    lingkungan = {"PATH": os.environ["PATH"], "HOME": "/", **PRODUKSI, **lain}
    return subprocess.run(
        [sys.executable, *perintah],
        cwd=ROOT,
        env={k: v for k, v in lingkungan.items() if v},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.lambat
def test_deploy_check_has_nothing_to_say():
    hasil = produksi("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert hasil.returncode == 0, hasil.stderr


@pytest.mark.lambat
def test_production_cookies_and_redirects():
    kode = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG)"
    )

    hasil = produksi("-c", kode, DJANGO_SETTINGS_MODULE="pijar.settings")

    assert hasil.stdout.split() == ["True", "True", "True", "True", "False"], hasil.stderr


def test_uploaded_files_are_not_below_any_served_folder():
    media = Path(settings.MEDIA_ROOT).resolve()
    for tersaji in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        assert not media.is_relative_to(Path(tersaji).resolve())
    assert not settings.MEDIA_URL.strip("/")
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600


def test_proxy_limits_the_body():
    layanan = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    caddy = layanan["configs"]["caddyfile"]["content"]
    batas = int(re.search(r"max_size (\d+)MB", caddy)[1])

    assert settings.BATAS_BERKAS_MB < batas <= 64


def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(verifikator):
    """It was a white page with HTTP 405: the address of the button answers no link."""
    tombol = reverse("verifikasi:setujui", args=[7])
    client = Client()
    masuk_dulu = client.post(tombol)
    client.force_login(verifikator)

    jawaban = client.get(masuk_dulu.url.partition("next=")[2])

    assert jawaban.url == "/verifikasi/7/"
    assert "Tombolnya belum ditekan" in str(next(iter(get_messages(jawaban.wsgi_request))))


def test_signing_out_still_needs_its_button(client, verifikator):
    client.force_login(verifikator)

    assert client.get("/keluar/", follow=True).wsgi_request.path == "/"
    assert client.get("/tugas/").status_code == 200


@pytest.mark.django_db
def test_every_address_answers_a_get(settings):
    """An address that takes only POST leads to the page of its button; nothing is a white page."""
    semua = {nama: contoh(nama, pola) for nama, pola in semua_alamat()}
    penjaga, settings.MIDDLEWARE = settings.MIDDLEWARE, [
        m for m in settings.MIDDLEWARE if "HalamanTombol" not in m
    ]  # fmt: skip
    client = masuk(buat("orang", "petugas"))
    hanya_kirim = {n for n, a in semua.items() if client.get(a).status_code == 405}
    settings.MIDDLEWARE, salah = penjaga, []

    for peran in ("petugas", "verifikator", "admin", "sekda"):
        client = masuk(buat(peran, peran))
        for nama in hanya_kirim:
            jawaban = client.get(semua[nama], follow=True)
            # The row of these addresses does not exist, and its page says so.
            if not jawaban.redirect_chain or jawaban.status_code not in {200, 403, 404}:
                salah.append((peran, nama, jawaban.redirect_chain, jawaban.status_code))

    assert len(hanya_kirim) > 90
    assert salah == []


@pytest.mark.parametrize(
    ("tombol", "argumen", "halaman"),
    [
        ("peserta:berkas_hapus", [5, 9], "/peserta/5/berkas/"),
        ("verifikasi:ajukan", [], "/peserta/"),
        ("verifikasi:ajukan_kirim", [], "/peserta/"),
        ("verifikasi:tarik", [], "/peserta/"),
    ],
)
def test_a_button_on_another_page_leads_there(admin_client, tombol, argumen, halaman):
    assert admin_client.get(reverse(tombol, args=argumen)).url == halaman


def test_over_two_addresses_the_sentence_is_said_once(admin_client):
    jawaban = admin_client.get(reverse("iuran:usulan_massal_catat"), follow=True)

    assert jawaban.redirect_chain[-1][0] == reverse("iuran:usulan")
    assert jawaban.text.count("Tombolnya belum ditekan") == 1
