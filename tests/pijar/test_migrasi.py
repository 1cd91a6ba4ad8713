"""The migrations: one line per app without gaps, the same whatever the application becomes."""

import ast
import hashlib
from itertools import pairwise

import pytest
from django.db.migrations.loader import MigrationLoader

from pijar.lokal.place import ROOT

APPS = ["iuran", "laporan", "peserta", "pijar", "verifikasi"]
MODULES = [p for app in APPS for p in sorted((ROOT / app / "migrations").glob("0*.py"))]
DATA = {
    "iuran/migrations/data/opd.csv": "96820c3ae94f759d",
    "iuran/migrations/data/tarif.csv": "98700696c1632ad7",
    "peserta/migrations/data/ejaan_wilayah.csv": "568a82cb30a891a1",
    "peserta/migrations/data/kata_pekerjaan.csv": "f8186f3f22459c5d",
    "peserta/migrations/data/pekerjaan.csv": "5b67946a8f0292ac",
    "peserta/migrations/data/wilayah.csv": "d42c56f537df29c4",
}


@pytest.mark.parametrize("app", APPS)
def test_numbers_have_no_gap_and_each_follows_the_one_before(app):
    migrasi = MigrationLoader(None).disk_migrations
    nama = sorted(nama for label, nama in migrasi if label == app)

    assert [n[:4] for n in nama] == [f"{i:04d}" for i in range(1, len(nama) + 1)]
    for sebelum, sesudah in pairwise(nama):
        assert (app, sebelum) in migrasi[app, sesudah].dependencies


def test_every_operation_can_be_reversed():
    for (app, nama), migrasi in MigrationLoader(None).disk_migrations.items():
        if app in APPS:
            assert [o for o in migrasi.operations if not o.reversible] == [], f"{app} {nama}"


@pytest.mark.parametrize("modul", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_migration_imports_nothing_that_may_change(modul):
    """A migration that reads the application does tomorrow what it did not do today."""
    pohon = ast.walk(ast.parse(modul.read_text()))
    impor = {
        nama
        for n in pohon
        for nama in (
            [a.name for a in n.names] if isinstance(n, ast.Import) else [getattr(n, "module", "")]
        )
        if isinstance(n, ast.Import | ast.ImportFrom)
    }

    assert impor
    assert {i.partition(".")[0] for i in impor}.isdisjoint(APPS)


def test_data_of_migrations_are_as_they_were():
    """Other reference data are a new migration with a file of its own."""
    ada = {
        str(p.relative_to(ROOT)): hashlib.sha256(p.read_bytes()).hexdigest()[:16]
        for app in APPS
        for p in (ROOT / app / "migrations" / "data").glob("*")
    }

    assert ada == DATA
