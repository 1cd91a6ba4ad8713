"""A Celery worker as production runs it: a process of its own, which a test may kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from pijar.kunci import Kunci
from tests.menunggu import hitung
from tests.pemilik import alamat_app

SESI_SIBUK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND state <> 'idle'
        AND pid <> pg_backend_pid()
"""
SESI_PEKERJA = """
    SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
    WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s
"""


class PekerjaLuar:
    """One worker process with one child; its log is kept for when a test fails.

    ``nama`` as "a@x": what it is called, with the machine that it believes to be on.
    """

    def __init__(self, folder: Path, broker: str, nama: str = "") -> None:
        self.catatan = folder / f"pekerja-{time.monotonic_ns()}.log"
        env = {
            **os.environ,
            "DATABASE_URL": alamat_app(),
            "REDIS_URL": broker,
            "BERKAS_DIR": str(settings.MEDIA_ROOT),
        }
        perintah = [sys.executable, "-m", "celery", "-A", "pijar", "worker", "-c", "1"]
        bernama = ["-n", nama] if nama else []
        with self.catatan.open("wb") as catatan:
            self.proses = subprocess.Popen(
                [*perintah, "-l", "INFO", "--without-gossip", "--without-mingle", *bernama],
                cwd=settings.BASE_DIR,
                env=env,
                stdout=catatan,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def bunuh(self) -> None:
        """kill -9 for the worker and its child, as when the machine loses power."""
        with suppress(ProcessLookupError):
            os.killpg(self.proses.pid, signal.SIGKILL)
        self.proses.wait(10)

    def bunuh_anak(self) -> None:
        """kill -9 for the child alone, as when the kernel needs its memory."""
        utama = self.proses.pid
        for anak in Path(f"/proc/{utama}/task/{utama}/children").read_text().split():
            os.kill(int(anak), signal.SIGKILL)


@contextmanager
def pekerja(folder: Path, broker: str = "", nama: str = "") -> Iterator[PekerjaLuar]:
    satu = PekerjaLuar(folder, broker or settings.REDIS_URL, nama)
    try:
        yield satu
    finally:
        satu.bunuh()


@contextmanager
def pekerja_berulang(folder: Path, broker: str) -> Iterator[Callable[[], bool]]:
    """A worker that is started, and again when it ends, as Compose does: by each call of this."""
    semua: list[PekerjaLuar] = []

    def hidupkan() -> bool:
        if not semua or semua[-1].proses.poll() is not None:
            semua.append(PekerjaLuar(folder, broker))
        return True

    try:
        yield hidupkan
    finally:
        for satu in semua:
            satu.bunuh()


@contextmanager
def tertahan() -> Iterator[None]:
    """Whoever wants to write down that an import is finished waits until the block ends."""
    lain = connection.copy()
    try:
        with lain.cursor() as kursor:
            kursor.execute("BEGIN")
            kursor.execute("LOCK TABLE peserta_impor IN SHARE MODE")
            yield
    finally:
        lain.close()


def tenang() -> bool:
    """Whether nobody else is in the middle of a statement or a transaction."""
    return hitung(SESI_SIBUK) == 0


def tanpa_sesi() -> bool:
    """Whether no session holds a job any more."""
    return hitung(SESI_PEKERJA, Kunci.PEKERJA) == 0
