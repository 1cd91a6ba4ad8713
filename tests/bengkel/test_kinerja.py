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
from pijar.bengkel.management.commands import kinerja

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


def test_p95_lies_near_the_slowest():
    assert p95([float(n) for n in range(1, 101)]) == pytest.approx(95.05)
