"""Bulk loading: COPY, with secondary indexes, constraints and triggers put back afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from itertools import islice

from django.db import connection

SEKALI = 20_000  # rows a COPY block
INDEKS = """
    SELECT c.relname, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relname = ANY(%s) AND NOT i.indisprimary AND NOT i.indisunique
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
"""
BATASAN = """
    SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relname = ANY(%s) AND k.contype IN ('f', 'x')
"""


def salin(tabel: str, kolom: Sequence[str], baris: Iterable[Sequence[str]]) -> int:
    """COPY rows of text into ``tabel``; returns how many. No value holds a tab or newline."""
    jumlah = 0
    sumber = iter(baris)
    with connection.cursor() as kursor:
        while blok := list(islice(sumber, SEKALI)):
            isi = StringIO("".join("\t".join(b) + "\n" for b in blok))
            kursor.copy_expert(f"COPY {tabel} ({', '.join(kolom)}) FROM STDIN", isi)
            jumlah += len(blok)
    return jumlah


@contextmanager
def tanpa_indeks(tabel: Sequence[str]) -> Iterator[None]:
    """Drop what slows loading down and build it again, checking every row then.

    Unique indexes stay, the ledger is written against one; so do the checks of single rows.
    """
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with open checks is not altered
        kursor.execute("SET CONSTRAINTS ALL DEFERRED")
        kursor.execute(INDEKS, [list(tabel)])
        indeks = kursor.fetchall()
        kursor.execute(BATASAN, [list(tabel)])
        batasan = kursor.fetchall()
        for nama_tabel, nama, _ in batasan:
            kursor.execute(f'ALTER TABLE {nama_tabel} DROP CONSTRAINT "{nama}"')
        for _, nama, _ in indeks:
            kursor.execute(f"DROP INDEX {nama}")
        for nama_tabel in tabel:
            kursor.execute(f"ALTER TABLE {nama_tabel} DISABLE TRIGGER USER")
        yield
        for nama_tabel in tabel:
            kursor.execute(f"ALTER TABLE {nama_tabel} ENABLE TRIGGER USER")
        for _, _, definisi in indeks:
            kursor.execute(definisi)
        for nama_tabel, nama, definisi in batasan:
            kursor.execute(f'ALTER TABLE {nama_tabel} ADD CONSTRAINT "{nama}" {definisi}')


def setel_urutan(tabel: Sequence[str]) -> None:
    """Let each table's identity continue after the loaded rows; then refresh the statistics."""
    with connection.cursor() as kursor:
        for nama in tabel:
            kursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {nama}")  # noqa: S608  # our names
            berikut = kursor.fetchone()[0]
            kursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [nama, berikut]
            )
            kursor.execute(f"ANALYZE {nama}")
