"""A clock that a test sets, for Python and for SQL: months pass within one transaction."""

from datetime import datetime

import pytest
from django.db import connection

from tests.pemilik import pemilik

# PostgreSQL finds these before its own, since pg_catalog stands last in the search path.
JAM = """
CREATE SCHEMA uji;
CREATE FUNCTION uji.now() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT current_setting('uji.kini')::timestamptz $$;
CREATE FUNCTION uji.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT current_setting('uji.kini')::timestamptz $$;
CREATE FUNCTION uji.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT current_setting('uji.kini')::timestamptz $$;
GRANT USAGE ON SCHEMA uji TO PUBLIC;
SET LOCAL search_path TO public, uji, pg_catalog;
"""


class Waktu:
    """The time of the test; both clocks follow :meth:`atur` until the transaction ends."""

    def __init__(self, kini: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kini = kini
        with pemilik() as kursor:
            kursor.execute("SELECT set_config('uji.kini', %s, true)", [kini.isoformat()])
            kursor.execute(JAM)
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.kini)

    def atur(self, kini: datetime) -> None:
        """Let it be ``kini`` now."""
        self.kini = kini
        with connection.cursor() as kursor:
            kursor.execute("SELECT set_config('uji.kini', %s, true)", [kini.isoformat()])
