"""One database is migrated, and each process of the run gets a copy of it.

The migrations take longer than any test. PostgreSQL copies the result in a tenth of a second.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

PEMAKAI = "cetakan.{}.pemakai"  # one file for each process
NAMA = f"cetakan_{os.environ.get('PYTEST_XDIST_TESTRUNUID', '')}"


@contextmanager
def sendirian(folder: Path) -> Iterator[None]:
    """One process of this run after the other."""
    with (folder / "cetakan.kunci").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        yield


def sediakan(folder: Path) -> None:
    """Migrate the template if no other process did; the test database will be its copy."""
    with sendirian(folder):
        if not [*folder.glob(PEMAKAI.format("*"))]:
            _migrasikan()
        (folder / PEMAKAI.format(os.getpid())).touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = NAMA


def buang(folder: Path) -> None:
    """The last process that uses the template takes it away; a later one makes it anew."""
    with sendirian(folder):
        (folder / PEMAKAI.format(os.getpid())).unlink()
        if [*folder.glob(PEMAKAI.format("*"))]:
            return
        with connection._nodb_cursor() as kursor:
            kursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(NAMA)}")


def _migrasikan() -> None:
    asal, uji = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    nama_uji, uji["NAME"] = uji["NAME"], NAMA
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()  # nobody may be in a template that is copied
        uji["NAME"] = nama_uji
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = asal
