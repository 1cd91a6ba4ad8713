"""Triggers alone refuse: the owner of the tables, whom no right stops, changes no protected row."""

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction

from pijar.hak_basis import hanya_tambah
from tests.pemilik import pemilik

CARA = {
    "UPDATE": "UPDATE {0} SET {1} = {1}",
    "DELETE": "DELETE FROM {0}",
    "INSERT": "INSERT INTO {0} DEFAULT VALUES",
}
# Everything that is asked of a row, but not by a trigger, goes for the moment of the test.
SYARAT = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE conrelid = %(tabel)s::regclass AND contype = 'c'
UNION ALL
SELECT format('ALTER TABLE %%s ALTER COLUMN %%I DROP NOT NULL', attrelid::regclass, attname)
FROM pg_attribute WHERE attrelid = %(tabel)s::regclass AND attnum > 0 AND attnotnull
    AND NOT attisdropped AND attname <> %(kunci)s
"""


def selalu():
    """Every protection without a condition, and what it protects from."""
    return sorted(
        (model._meta.db_table, model._meta.pk.column, pemicu.get_pgid(model), cara)
        for model, pemicu in pgtrigger.registered()
        if type(pemicu) is pgtrigger.Protect and not pemicu.condition
        for cara in CARA
        if cara in str(pemicu.operation)
    )


def satu_baris(kursor, tabel, kunci):
    """A row without contents, as no application could write it."""
    kursor.execute(SYARAT, {"tabel": tabel, "kunci": kunci})
    for (perintah,) in kursor.fetchall():
        kursor.execute(perintah)
    kursor.execute("SET LOCAL session_replication_role = replica")
    kursor.execute(f"INSERT INTO {tabel} DEFAULT VALUES")
    kursor.execute("SET LOCAL session_replication_role = origin")


@transaction.atomic
def coba(tabel, kunci, cara):
    with pemilik() as kursor:
        satu_baris(kursor, tabel, kunci)
        kursor.execute(CARA[cara].format(tabel, kunci))


@pytest.mark.parametrize(("tabel", "kunci", "nama", "cara"), selalu())
def test_the_owner_is_refused_by_the_trigger(db, tabel, kunci, nama, cara):
    with pytest.raises(DatabaseError, match=rf"pgtrigger: Cannot .*{cara.lower()}.* {tabel} table"):
        coba(tabel, kunci, cara)


def test_each_of_them_stands_in_the_database_and_fires(db):
    with connection.cursor() as kursor:
        kursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled='O'")
        ada = {*kursor.fetchall()}

    assert {(tabel, nama) for tabel, _, nama, _ in selalu()} <= ada


def test_every_table_that_only_grows_is_tried(db):
    dicoba = {(tabel, cara) for tabel, _, _, cara in selalu()}

    assert hanya_tambah()
    assert {(tabel, cara) for tabel in hanya_tambah() for cara in ("UPDATE", "DELETE")} <= dicoba
