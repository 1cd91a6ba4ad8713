"""The benchmark command, on sizes that take a second or two.

Every run tries one benchmark of each way to prepare; ``--semua`` tries all.
"""

import json
import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from pijar.bengkel.kinerja import p95
from pijar.bengkel.kinerja.daftar import UJI
from pijar.bengkel.management.commands import kinerja

WAKIL = ("bagi", "dasbor", "impor")
SETIAP_UJI = [n if n in WAKIL else pytest.param(n, marks=pytest.mark.matriks) for n in sorted(UJI)]


def test_daftar_names_every_benchmark():
    tulisan = StringIO()

    call_command("kinerja", daftar=True, stdout=tulisan)

    assert [b.split()[0] for b in tulisan.getvalue().splitlines()] == sorted(UJI)


@pytest.mark.lambat
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("nama", SETIAP_UJI)
def test_prints_one_json_line_and_leaves_no_database(nama, monkeypatch):
    cetakan = connection.settings_dict["TEST"].get("TEMPLATE")  # a process alone has none
    monkeypatch.setattr(kinerja, "ASAL", cetakan or kinerja.ASAL)
    tulisan = StringIO()

    call_command("kinerja", nama, orang=300, stdout=tulisan)

    hasil = json.loads(tulisan.getvalue())
    assert hasil["uji"] == nama
    assert hasil["detik"] > 0
    assert hasil["rasio"] > 0
    assert hasil["memori_mb"] > 20
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT count(*) FROM pg_database WHERE datname = %s", [f"kinerja_{os.getpid()}"]
        )
        assert kursor.fetchone()[0] == 0


def test_p95_lies_near_the_slowest():
    assert p95([float(n) for n in range(1, 101)]) == pytest.approx(95.05)
