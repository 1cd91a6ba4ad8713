"""One database is migrated, and each process of the run gets a copy of it.

The migrations take longer than any test. PostgreSQL copies the result in a tenth of a second. A
dump of it stays in ``.lokal/``: the next run with the same migrations reads it in a second.
"""

import fcntl
import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from pijar.hak_basis import buat_peran
from pijar.lokal.place import FOLDER, ROOT
from pijar.lokal.postgres import binaries
from tests.pemilik import alamat_pemilik

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
            _buat()
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


def _buat() -> None:
    """Make the template: from the dump of an earlier run, or by migrating."""
    buat_peran()  # the dump names them
    alat, dump = binaries(), FOLDER / "cetakan" / f"{_sidik()}.sql"
    if alat is None:
        _migrasikan()
    elif dump.exists():
        with connection._nodb_cursor() as kursor:
            kursor.execute(f"CREATE DATABASE {connection.ops.quote_name(NAMA)}")
        _jalankan(alat / "psql", "--no-psqlrc", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(dump))
    else:
        _migrasikan()
        dump.parent.mkdir(parents=True, exist_ok=True)
        baru = dump.with_suffix(f".{os.getpid()}")
        _jalankan(alat / "pg_dump", "--no-owner", "-f", str(baru))
        for lama in dump.parent.glob("*.sql"):
            lama.unlink()
        baru.replace(dump)


def _sidik() -> str:
    """Changes with any migration, and with any library that a migration may use."""
    berkas = [*ROOT.glob("*/migrations/**/*.*"), *ROOT.glob("requirements*.txt")]
    berkas += [ROOT / "pijar" / "hak_basis.py"]
    isi = hashlib.sha256()
    for satu in sorted(b for b in berkas if b.suffix != ".pyc"):
        isi.update(f"{satu.name} {satu.stat().st_size}".encode())
        isi.update(satu.read_bytes())
    return isi.hexdigest()[:16]


def _jalankan(alat: Path, *kata: str) -> None:
    """Run one of PostgreSQL's own programs on the template."""
    alamat = alamat_pemilik().rpartition("/")[0]
    perintah = [str(alat), f"--dbname={alamat}/{NAMA}", *kata]
    subprocess.run(perintah, check=True, stdout=subprocess.DEVNULL)


def _migrasikan() -> None:
    asal, uji = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    nama_uji, uji["NAME"] = uji["NAME"], NAMA
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()  # nobody may be in a template that is copied
        uji["NAME"] = nama_uji
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = asal
