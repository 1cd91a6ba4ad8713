"""The log of the application, of gunicorn and of PostgreSQL: who was refused, and nobody's NIK."""

import logging
import re
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import path
from gunicorn.config import Config

from pijar import urls
from pijar.catatan import satu_catatan
from pijar.catatan_gunicorn import Catatan
from pijar.lokal.postgres import COMMON, LOG_WITHOUT_DATA
from tests.factories import PesertaFactory
from tests.pemilik import pemilik

ROOT = Path(__file__).resolve().parents[2]
NIK = "3374011502850001"
PALSU = "2026-12-01T10:00:00+0700 INFO pijar: semuanya baik"


def dilarang(request):
    raise PermissionDenied(f"rahasia {NIK}")


def rusak(request):
    raise ZeroDivisionError(f"pecah\n{PALSU}")


urlpatterns = [*urls.urlpatterns, path("uji/larang/", dilarang), path("uji/rusak/", rusak)]


@pytest.fixture
def catatan():
    """What the console of the settings would write, record by record."""
    aliran, asli = StringIO(), logging.getLogger().handlers[0]
    penangan = logging.StreamHandler(aliran)
    penangan.setFormatter(asli.formatter)
    for saringan in asli.filters:
        penangan.addFilter(saringan)
    logging.getLogger().addHandler(penangan)
    yield lambda: aliran.getvalue().splitlines()
    logging.getLogger().removeHandler(penangan)


# The application


@pytest.mark.urls(__name__)
def test_a_refusal_is_one_line_that_names_who_and_from_where(petugas, petugas_client, catatan):
    assert petugas_client.get("/uji/larang/").status_code == 403

    (baris,) = catatan()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0700 ", baris)
    assert "WARNING django.request: Forbidden (Permission denied): /uji/larang/" in baris
    assert baris.endswith(f"[403, pengguna {petugas.pk}, dari 127.0.0.1]")


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_keeps_its_trace(petugas_client, catatan):
    petugas_client.raise_request_exception = False

    petugas_client.get("/uji/rusak/")

    assert any("ZeroDivisionError" in baris for baris in catatan())


@pytest.mark.urls(__name__)
def test_nobody_writes_a_record_by_what_he_sends(petugas_client, catatan):
    petugas_client.raise_request_exception = False

    petugas_client.get("/uji/rusak/")
    petugas_client.get("/tidak-ada/%0A" + PALSU.replace(" ", "%20"))

    semua = [b for b in catatan() if re.match(r"\d{4}-\d\d-\d\dT", b)]
    assert len(semua) == 2
    assert [b for b in semua if b.startswith(PALSU)] == []


def test_signs_that_move_the_cursor_are_written_out():
    assert satu_catatan("a\x1b[2Kb\rc\u2028d\te") == "a\\x1b[2Kb\\x0dc\\x2028d\te"


def test_a_stranger_without_the_token_is_told_of_too(db, catatan):
    assert Client(enforce_csrf_checks=True).post("/masuk/").status_code == 403

    (baris,) = catatan()
    assert "CSRF" in baris
    assert baris.endswith("[403, pengguna -, dari 127.0.0.1]")


def test_who_looks_at_a_paper_stays_unknown(db, catatan):
    assert Client(REMOTE_ADDR="203.0.113.7").get("/periksa/bukan-kode/").status_code == 404

    (baris,) = catatan()
    assert baris.endswith("[404, pengguna -, dari -]")


# gunicorn


@pytest.mark.parametrize("ke", [f"/x\n{PALSU}", f"/peserta/{NIK}/"])
def test_address_in_the_access_log_is_one_masked_line(tmp_path, ke):
    berkas = tmp_path / "web.log"
    setelan = Config()
    setelan.set("accesslog", str(berkas))
    setelan.set("access_log_format", "%(t)s %(m)s %(U)s %(s)s")
    penulis = Catatan(setelan)
    lingkungan = {
        "REQUEST_METHOD": "GET", "RAW_URI": "/", "SERVER_PROTOCOL": "HTTP/1.1", "PATH_INFO": ke,
    }  # fmt: skip
    lama = SimpleNamespace(seconds=0, microseconds=1)

    penulis.access(
        SimpleNamespace(status="404 x", headers=[]), SimpleNamespace(headers=[]), lingkungan, lama
    )

    for penangan in penulis.access_log.handlers:
        penangan.close()
    baris = berkas.read_text().splitlines()
    assert len([b for b in baris if b.startswith("[")]) == 1
    assert [b for b in baris if b.startswith(PALSU) or NIK in b] == []


def test_every_start_of_gunicorn_names_our_log():
    kelas = "pijar.catatan_gunicorn.Catatan"
    layanan = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    assert f"--logger-class={kelas}" in layanan["web"]["command"]
    assert kelas in (ROOT / "Dockerfile").read_text()


# PostgreSQL


def test_production_and_demo_keep_data_out_of_the_log():
    perintah = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["postgres"]

    assert {f"{nama}={nilai}" for nama, nilai in LOG_WITHOUT_DATA.items()} <= set(
        perintah["command"]
    )
    assert LOG_WITHOUT_DATA.items() <= COMMON.items()


@pytest.mark.django_db
def test_no_number_reaches_the_log_of_postgresql():
    """By the refused row, by the value that is no number, by the statement, by our own words."""
    with pemilik() as kursor:
        kursor.execute("SHOW data_directory")
        berkas = Path(kursor.fetchone()[0]).parent / "log" / "postgres.log"
    if not berkas.exists():
        pytest.skip("PostgreSQL ini bukan milik kita (DATABASE_URL)")
    sebelum, orang = berkas.stat().st_size, PesertaFactory()
    nik = orang.nik

    def gagal(galat, kerja):
        with pytest.raises(galat), transaction.atomic():
            kerja()

    def jalankan(perintah, isi=None):
        with connection.cursor() as kursor:
            kursor.execute(perintah, isi)

    gagal(IntegrityError, lambda: PesertaFactory(nik=nik))
    gagal(DataError, lambda: jalankan("SELECT %s::int", [nik]))
    gagal(ProgrammingError, lambda: jalankan(f"SELEK '{nik}'"))
    gagal(Exception, lambda: jalankan(f"DO $$BEGIN RAISE EXCEPTION 'nik {nik}'; END$$"))
    jalankan(f"DO $$BEGIN RAISE WARNING 'nik {nik}'; END$$")

    with berkas.open("rb") as catatan:
        catatan.seek(sebelum)
        assert nik.encode() not in catatan.read()
