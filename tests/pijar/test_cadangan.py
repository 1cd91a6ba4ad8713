"""The backup commands of docs/operasi.md give everything back: rows, triggers, indexes."""

import os
import subprocess

import psycopg2
import pytest
from django.db import connection

from pijar.lokal.place import ROOT
from pijar.lokal.postgres import binaries
from tests.factories import PesertaFactory

INVENTORY = """
    SELECT 'kolom', table_name || '.' || column_name FROM information_schema.columns
     WHERE table_schema = 'public'
    UNION ALL SELECT 'indeks', indexname FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'syarat', conname FROM pg_constraint
    UNION ALL SELECT 'pemicu', tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'ekstensi', extname FROM pg_extension
    ORDER BY 1, 2
"""


def program(name, *words):
    return subprocess.run(
        [str(binaries() / name), *words], capture_output=True, text=True, check=False
    )


def ask(url, sql):
    server = psycopg2.connect(url)
    try:
        with server.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()
    finally:
        server.close()


@pytest.fixture
def kosong(transactional_db):
    """Addresses of the test's database and of an empty one beside it."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_pulih"')
        yield f"{server}/{name}", f"{server}/{name}_pulih"
        cursor.execute(f'DROP DATABASE "{name}_pulih" WITH (FORCE)')


@pytest.mark.lambat
def test_restored_database_is_the_same(kosong, tmp_path):
    source, target = kosong
    dump = tmp_path / "pijar.dump"
    PesertaFactory.create_batch(3)

    saved = program("pg_dump", "-Fc", "-f", str(dump), source)
    restored = program("pg_restore", "-d", target, "--exit-on-error", str(dump))

    assert saved.stderr + restored.stderr == ""
    assert ask(target, INVENTORY) == ask(source, INVENTORY)
    people = "SELECT nik, status FROM peserta_peserta ORDER BY id"
    assert ask(target, people) == ask(source, people) != []


def test_page_names_the_tested_options():
    page = (ROOT / "docs" / "operasi.md").read_text()

    assert "pg_dump -U pijar -Fc pijar" in page
    assert "pg_restore -U pijar -d pijar --exit-on-error" in page
