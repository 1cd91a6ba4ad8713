"""What a backup is made and opened with: PostgreSQL's own programs, and age."""

import hashlib
import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import pyrage
from django.db import connection

from pijar.errors import AturanDilanggarError
from pijar.lokal import postgres

log = logging.getLogger(__name__)
BUNGKUS = 1024 * 1024  # bytes read at once


class Terbaca(Protocol):
    def read(self, banyak: int = -1, /) -> bytes: ...


class Tersidik:
    """A stream that tells the hash and the size of what went through it."""

    def __init__(self, alir: Any) -> None:
        self.alir = alir
        self._sidik = hashlib.sha256()
        self.ukuran = 0

    @property
    def sidik(self) -> str:
        return self._sidik.hexdigest()

    def _catat(self, isi: bytes) -> None:
        self._sidik.update(isi)
        self.ukuran += len(isi)

    def read(self, banyak: int = -1, /) -> bytes:
        isi: bytes = self.alir.read(banyak)
        self._catat(isi)
        return isi

    def write(self, isi: bytes, /) -> int:
        self._catat(isi)
        return int(self.alir.write(isi))

    def flush(self) -> None:
        self.alir.flush()


def sidik_berkas(path: Path) -> str:
    """The hash of a file as it lies on the disk."""
    with path.open("rb") as berkas:
        return hashlib.file_digest(berkas, "sha256").hexdigest()


def baca_penerima(tulisan: str) -> list[pyrage.x25519.Recipient]:
    """The public keys, with commas between. Raises AturanDilanggarError for one that is none."""
    try:
        return [pyrage.x25519.Recipient.from_str(satu.strip()) for satu in tulisan.split(",")]
    except pyrage.RecipientError as galat:
        raise AturanDilanggarError(
            "CADANGAN_PENERIMA bukan kunci age (age1…). Buat dengan manage.py cadangan "
            "--buat-kunci, lalu isikan kunci umumnya."
        ) from galat


def baca_kunci(path: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys of a file, one a line. Raises AturanDilanggarError when it holds none."""
    try:
        baris = [b.strip() for b in path.read_text().splitlines()]
        return [pyrage.x25519.Identity.from_str(b) for b in baris if b and not b.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as galat:
        raise AturanDilanggarError(
            f"{path} tidak terbaca sebagai kunci rahasia age (AGE-SECRET-KEY-1…)."
        ) from galat


def sandikan(sumber: Terbaca, tujuan: Path, penerima: list[Any]) -> tuple[Tersidik, Tersidik]:
    """Write ``sumber`` to ``tujuan`` so that only the keys open it; what was read and written."""
    terbaca = Tersidik(sumber)
    with _tulis(tujuan) as berkas:
        tertulis = Tersidik(berkas)
        pyrage.encrypt_io(terbaca, tertulis, penerima)
        berkas.flush()
        os.fsync(berkas.fileno())
    return terbaca, tertulis


def bukakan(sumber: Path, tujuan: Any, kunci: list[Any]) -> None:
    """Write what ``sumber`` hides. Raises AturanDilanggarError for another key or changed bytes."""
    try:
        with sumber.open("rb") as berkas:
            pyrage.decrypt_io(berkas, tujuan, kunci)
    except (pyrage.DecryptError, OSError) as galat:
        raise AturanDilanggarError(
            f"{sumber.name} tidak dapat dibuka: kuncinya lain, atau berkasnya rusak."
        ) from galat


@contextmanager
def _tulis(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only we may read."""
    tanda = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(tanda, "wb") as berkas:
        yield berkas


def program(nama: str) -> str:
    """Where one of PostgreSQL's programs is: beside the demo's server, or on this machine."""
    sisipan = postgres.binaries()
    if sisipan and (sisipan / nama).exists():
        return str(sisipan / nama)
    if ada := shutil.which(nama):
        return ada
    raise AturanDilanggarError(
        f"Program {nama} tidak terpasang. Pasang klien PostgreSQL dengan versi yang sama dengan "
        "servernya (paket postgresql-client)."
    )


def lingkungan() -> dict[str, str]:
    """How these programs find the database of this process; no password in their arguments."""
    a = connection.settings_dict
    nilai = {"HOST": a["HOST"], "PORT": a["PORT"], "USER": a["USER"], "PASSWORD": a["PASSWORD"]}
    nilai |= {"DATABASE": a["NAME"], "OPTIONS": a["OPTIONS"].get("options", "")}
    return {**os.environ, **{f"PG{k}": str(v) for k, v in nilai.items() if v}}


@contextmanager
def jalankan(
    *perintah: str, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of them for the block. Raises AturanDilanggarError when it fails."""
    with (
        subprocess.Popen(  # noqa: S603 - fixed programs, no shell
            [program(perintah[0]), *perintah[1:]],
            env=lingkungan(),
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
        ) as proses
    ):
        try:
            yield proses
        except BaseException:
            proses.kill()
            raise
        finally:
            kata = proses.communicate()[1].decode(errors="replace")
    if proses.returncode:
        log.error("%s gagal: %s", perintah[0], kata[-2000:])
        raise AturanDilanggarError(
            f"{perintah[0]} berhenti dengan kode {proses.returncode}; sebabnya ada di catatan."
        )
