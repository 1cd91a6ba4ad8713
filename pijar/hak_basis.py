"""What each role of the database may do: the application does not own what it writes (ADR 0039).

The owner migrates. ``pijar_app`` reads and writes rows; of history, access log and events it may
only insert, it empties no table and switches off no trigger. ``pijar_baca`` reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from pijar.lokal.postgres import APP

BACA = "pijar_baca"
TERCATAT = "django_migrations"

PERAN = """
DO $$ BEGIN
    CREATE ROLE {peran} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
# Of MAINTAIN the application uses ANALYZE: after a big import the planner must know of its rows.
HAK = """
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}, {baca};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {app}, {baca};
GRANT USAGE ON SCHEMA public TO {app}, {baca};
GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA public TO {app};
GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO {app};
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {baca};
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {baca};
REVOKE INSERT, UPDATE, DELETE, MAINTAIN ON {tercatat} FROM {app}
"""
# Each trigger asks this function of the trigger library whether it should rest, and the library
# lets any session say so by a setting.
TIDAK_ISTIRAHAT = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql AS $$ BEGIN
    IF current_user <> {pemilik} THEN
        RETURN FALSE;
    END IF;
    RETURN coalesce(
        trigger_name = ANY(nullif(current_setting('pgtrigger.ignore', true), '')::text[]), FALSE
    );
END $$
"""
# Only the owner may merge the pending list of an index; it changes nothing that anybody reads.
RAPIKAN = """
CREATE OR REPLACE FUNCTION public.pijar_rapikan_gin(indeks regclass) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS 'SELECT gin_clean_pending_list(indeks)';
REVOKE ALL ON FUNCTION public.pijar_rapikan_gin(regclass) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.pijar_rapikan_gin(regclass) TO {app}
"""


def buat_peran() -> None:
    """Make the two roles where the cluster has none; a password gives them the right to log in."""
    with connection.cursor() as kursor:
        for peran, sandi in ((APP, settings.SANDI_APP), (BACA, settings.SANDI_BACA)):
            kursor.execute(sql.SQL(PERAN).format(peran=sql.Identifier(peran)))
            if sandi:
                masuk = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
                kursor.execute(masuk.format(sql.Identifier(peran), sql.Literal(sandi)))


def beri_hak() -> None:
    """Give each role what it may do with the tables that are there now, and nothing else."""
    nama = {"app": APP, "baca": BACA, "tercatat": TERCATAT}
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(HAK).format(**{k: sql.Identifier(v) for k, v in nama.items()}))
        kursor.execute(
            sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(
                sql.SQL(", ").join(map(sql.Identifier, hanya_tambah())), sql.Identifier(APP)
            )
        )
        kursor.execute(sql.SQL(RAPIKAN).format(app=sql.Identifier(APP)))
        kursor.execute("SELECT current_user")
        pemilik = sql.Literal(kursor.fetchone()[0])
        kursor.execute(sql.SQL(TIDAK_ISTIRAHAT).format(pemilik=pemilik))


def hanya_tambah() -> list[str]:
    """Tables whose models protect every row from every change: history, access log, events."""
    selalu = str(pgtrigger.Update | pgtrigger.Delete)
    return sorted(
        model._meta.db_table  # noqa: SLF001 - public API
        for model, pemicu in pgtrigger.registered()
        if type(pemicu) is pgtrigger.Protect
        and not pemicu.condition
        and str(pemicu.operation) == selalu
    )


@contextmanager
def sebagai_pemilik() -> Iterator[None]:
    """Speak to the database as its owner, where DATABASE_URL_PEMILIK says who that is."""
    kini, pemilik = connection.settings_dict, settings.PEMILIK_BASIS
    if not pemilik:
        yield
        return
    asal = {k: kini[k] for k in pemilik}
    connection.close()
    kini.update(pemilik)
    try:
        yield
    finally:
        connection.close()
        kini.update(asal)
