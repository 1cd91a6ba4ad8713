"""The benchmark command, on sizes that take a second or two.

Every run tries a few, two of which begin with the same data; ``--semua`` tries all.
"""

import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pijar.bengkel.kinerja import p95
from pijar.bengkel.kinerja.daftar import UJI
from pijar.bengkel.kinerja.samping import penulis
from pijar.bengkel.management.commands import kinerja
from tests.pemilik import pemilik

SEBAGIAN = ["bagi", "dasbor", "impor"]
SEMUA = pytest.param(sorted(UJI), marks=pytest.mark.matriks)


def test_daftar_names_every_benchmark():
    tulisan = StringIO()

    call_command("kinerja", daftar=True, stdout=tulisan)

    assert [b.split()[0] for b in tulisan.getvalue().splitlines()] == sorted(UJI)


def test_unknown_benchmark_is_named():
    with pytest.raises(CommandError, match="Tidak ada uji lari"):
        call_command("kinerja", "dasbor", "lari")


def test_what_begins_with_the_same_data_is_prepared_once():
    assert kinerja.sekelompok(["impor", *SEBAGIAN]) == [["impor", "impor"], ["bagi", "dasbor"]]


@pytest.mark.lambat
@pytest.mark.usefixtures("pemilik_dikenal")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("daftar", [SEBAGIAN, SEMUA])
def test_prints_a_json_line_for_each_and_leaves_no_database(daftar, monkeypatch):
    monkeypatch.setattr(kinerja, "ASAL", connection.settings_dict["TEST"]["TEMPLATE"])
    tulisan = StringIO()

    call_command("kinerja", *daftar, orang=300, stdout=tulisan)

    semua = [json.loads(baris) for baris in tulisan.getvalue().splitlines()]
    assert sorted(hasil["uji"] for hasil in semua) == daftar
    for hasil in semua:
        assert hasil["detik"] > 0
        assert hasil["rasio"] > 0
        assert hasil["memori_mb"] > 20
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT count(*) FROM pg_database WHERE datname ~ %s", [f"^kinerja_{os.getpid()}_"]
        )
        assert kursor.fetchone()[0] == 0


@pytest.fixture
def _tanpa_simpanan():
    """Drop what a run kept, so that the next run of the test begins without it."""
    yield
    for nama in tersimpan():
        with pemilik() as kursor:
            kursor.execute(f"DROP DATABASE {nama} WITH (FORCE)")


def tersimpan() -> list[str]:
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^kinerja_(dasbor|impor)_.*_7_'"
        )
        return [baris[0] for baris in kursor]


@pytest.mark.usefixtures("_tanpa_simpanan")
@pytest.mark.usefixtures("pemilik_dikenal")
@pytest.mark.django_db(transaction=True)
def test_what_was_prepared_is_kept_for_the_next_run_until_something_changes(monkeypatch):
    langkah = []
    monkeypatch.setattr(kinerja, "jalankan", lambda nama, apa, *_: langkah.append(apa) or "{}")

    call_command("kinerja", "dasbor", orang=7, simpan=True, stdout=StringIO())
    (lama,) = tersimpan()
    call_command("kinerja", "halaman", orang=7, simpan=True, stdout=StringIO())
    assert (langkah, tersimpan()) == (["siapkan", "ukur", "ukur"], [lama])

    monkeypatch.setattr(kinerja, "sidik_aplikasi", lambda: "lain")
    call_command("kinerja", "dasbor", orang=7, simpan=True, stdout=StringIO())
    (baru,) = tersimpan()
    assert baru.endswith("_lain")
    assert langkah[3:] == ["siapkan", "ukur"]


@pytest.mark.usefixtures("pemilik_dikenal")
@pytest.mark.django_db(transaction=True)
def test_what_was_prepared_with_files_is_made_anew(monkeypatch):
    def jalankan(nama, langkah, folder, orang, basis_data):
        (folder / "daftar.xlsx").write_bytes(b"")
        return "{}"

    monkeypatch.setattr(kinerja, "jalankan", jalankan)

    call_command("kinerja", "impor", orang=7, simpan=True, stdout=StringIO())

    assert tersimpan() == []


def test_who_cannot_write_beside_a_measurement_fails_it():
    gagal = (int(satu) for satu in ["bukan angka"])
    with pytest.raises(ValueError, match="bukan angka"), penulis(gagal):
        pass


def test_p95_lies_near_the_slowest():
    assert p95([float(n) for n in range(1, 101)]) == pytest.approx(95.05)
