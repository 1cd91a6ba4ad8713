"""Tests run as the application's role; what only the owner of the tables may do is said here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection
from django.db.backends.utils import CursorWrapper

from pijar.lokal.postgres import APP

PERAN = f" -c role={APP}"


def sebagai_app() -> None:
    """From now on each session of this process is the application's, though the owner logs in."""
    connection.settings_dict["OPTIONS"]["options"] += PERAN
    connection.close()


def bukan_app() -> None:
    pilihan = connection.settings_dict["OPTIONS"]
    pilihan["options"] = pilihan["options"].replace(PERAN, "")
    connection.close()


@contextmanager
def pemilik() -> Iterator[CursorWrapper]:
    """Inside, this session is the owner's; a transaction that fails inside is nobody's."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT session_user")
        kursor.execute(f"SET ROLE {kursor.fetchone()[0]}")
        try:
            yield kursor
        except BaseException:
            if connection.in_atomic_block:
                raise  # its end takes the role back
            kursor.execute("RESET ROLE")
            raise
        if not connection.needs_rollback:  # what is rolled back takes the role back too
            kursor.execute("RESET ROLE")


@contextmanager
def tanpa_penjaga() -> Iterator[CursorWrapper]:
    """Inside, no trigger fires and no reference is checked: rows as no application writes them."""
    with pemilik() as kursor:
        kursor.execute("SET session_replication_role = replica")
        yield kursor
        kursor.execute("RESET session_replication_role")


def alamat_pemilik() -> str:
    """DATABASE_URL of the owner, of the database that this test runs on."""
    db = connection.settings_dict
    return _alamat(db["USER"], db["PASSWORD"])


def alamat_app() -> str:
    """DATABASE_URL of the application, for programs that a test starts."""
    if sandi := os.environ.get("SANDI_APP_UJI"):
        return _alamat(APP, sandi)
    return alamat_pemilik()


def _alamat(orang: str, sandi: str) -> str:
    db = connection.settings_dict
    siapa = quote(orang) + (f":{quote(sandi)}" if sandi else "")
    return f"postgres://{siapa}@{quote(db['HOST'], safe='')}:{db['PORT']}/{db['NAME']}"
