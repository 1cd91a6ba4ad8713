"""The whole set of one installation, which may be killed in parts and starts again."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import redis
from django.conf import settings
from django.db import connections
from psycopg2 import sql

from pijar.celery import app
from pijar.lokal import application, process
from pijar.lokal.environment import OWNER, Running
from pijar.lokal.supervisor import Child

BASIS, SIAP, DASAR = "pijar", "pijar_siap", "pijar_dasar"  # now; of a round; of a run
APLIKASI = "pijar.bengkel.kinerja.tahan.wsgi"
PEKERJA, ANAK, WEB, DATA, VALKEY, BEAT, SEMUA = KORBAN = (
    "pekerja", "anak", "web", "basis data", "valkey", "beat", "semua",
)  # fmt: skip
PROSES = {PEKERJA: "worker", WEB: "web", DATA: "postgres", VALKEY: "valkey", BEAT: "beat"}
PEMBACA = str(Path("pijar", "anak", "awal.py")).encode()


class Mesin:
    """Servers, web, worker and beat of a folder that nobody else uses."""

    def __init__(self, servers: Running) -> None:
        self.servers = servers
        self.port = process.free_port()
        self.berkas = Path(settings.MEDIA_ROOT)
        self._putaran = 1

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def nyalakan(self) -> None:
        self.servers.supervisor.start(application.web(self.servers, self.port, APLIKASI))
        application.wait_for_page(self.servers, self.port, patience=5)
        for satu in (application.worker, application.beat):
            self.servers.supervisor.start(satu(self.servers))

    def _anak(self, nama: str) -> Child:
        return next(c for c in self.servers.supervisor.children if c.spec.name == nama)

    def bunuh(self, korban: str) -> bool:
        """kill -9, as when the machine loses power; False if there was nobody to kill."""
        if korban == ANAK:
            kena = [bunuh_satu(pid) for pid in self._pembaca()]
            return any(kena)
        for satu in PROSES if korban == SEMUA else (korban,):
            proses = self._anak(PROSES[satu]).process
            process.kill_group(proses.pid)
            if satu == DATA:  # each of its sessions is a group of its own
                for pid in process.working_in(self.servers.place.folder / "postgres"):
                    bunuh_satu(pid)
        return True

    def _pembaca(self) -> Iterator[int]:
        """The processes of ours that read a file from outside."""
        grup = {self._anak(PROSES[korban]).process.pid for korban in (PEKERJA, WEB)}
        for satu in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if os.getpgid(int(satu.name)) in grup and (
                    PEMBACA in (satu / "cmdline").read_bytes()
                ):
                    yield int(satu.name)

    def hidupkan(self) -> None:
        """Start again whoever is dead; only from the thread that started the set."""
        connections.close_all()
        time.sleep(0.1)  # a killed one is collected a moment later
        for satu in self.servers.supervisor.children:
            satu.deaths.clear()
        self.servers.supervisor.check()
        application.wait_for_page(self.servers, self.port, patience=5)

    def ada(self, basis: str) -> bool:
        with closing(self._pemilik("postgres")) as sambungan, sambungan.cursor() as kursor:
            kursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [basis])
            return kursor.fetchone() is not None

    def jadikan_dasar(self) -> None:
        """Keep database and files for the next run."""
        self._salin_berkas(self.berkas, DASAR)
        self._ganti(DASAR, BASIS)

    def mulai_dari_dasar(self) -> None:
        kosongkan_antrean()
        self._ganti(BASIS, DASAR)
        self._kembalikan_berkas(DASAR)

    def simpan(self) -> None:
        """Keep database and files as they are now: every round begins so."""
        self._ganti(SIAP, BASIS)
        self._salin_berkas(self.berkas, SIAP)

    def _salin_berkas(self, asal: Path, nama: str) -> None:
        tujuan = self.servers.place.folder / f"berkas-{nama}"
        shutil.rmtree(tujuan, ignore_errors=True)
        shutil.copytree(asal, tujuan)

    def _kembalikan_berkas(self, nama: str) -> None:
        shutil.rmtree(self.berkas, ignore_errors=True)
        shutil.copytree(self.servers.place.folder / f"berkas-{nama}", self.berkas)

    def pulihkan(self) -> None:
        """Database and files as they were kept; no message of the last round is left.

        Numbers of jobs are never given twice, so that a message which was on its way finds none.
        """
        kosongkan_antrean()
        self._ganti(BASIS, SIAP)
        self._putaran += 1
        with closing(self._pemilik(BASIS)) as sambungan, sambungan.cursor() as kursor:
            kursor.execute(
                "SELECT setval(pg_get_serial_sequence('pijar_tugas', 'id'), %s)",
                [self._putaran * 1_000_000],
            )
            sambungan.commit()
        self._kembalikan_berkas(SIAP)

    def _ganti(self, nama: str, asal: str) -> None:
        connections.close_all()
        with closing(self._pemilik("postgres")) as sambungan:
            sambungan.autocommit = True
            with sambungan.cursor() as kursor:
                kursor.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nama))
                )
                salin = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
                while not self._salin(kursor, salin, nama, asal):
                    time.sleep(0.05)

    @staticmethod
    def _salin(kursor: psycopg2.extensions.cursor, salin: sql.SQL, nama: str, asal: str) -> bool:
        """False while somebody still speaks to the database that is copied; they are sent away."""
        kursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [asal]
        )
        try:
            kursor.execute(salin.format(sql.Identifier(nama), sql.Identifier(asal)))
        except psycopg2.errors.ObjectInUse:
            return False
        return True

    @staticmethod
    def _pemilik(basis: str) -> psycopg2.extensions.connection:
        bagian = urlsplit(os.environ[OWNER])
        return psycopg2.connect(
            host=bagian.hostname,
            port=bagian.port,
            user=bagian.username,
            password=bagian.password,
            dbname=basis,
        )


def bunuh_satu(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def kosongkan_antrean() -> None:
    app.control.purge()
    with closing(redis.Redis.from_url(settings.REDIS_URL)) as klien:
        klien.delete("unacked", "unacked_index", "unacked_mutex")
