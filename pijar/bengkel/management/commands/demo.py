"""``manage.py demo``: everything runs on this machine, with sample data, until Ctrl-C."""

import http.client
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from pijar.bengkel.contoh.akun import AKUN
from pijar.lokal import machine, process
from pijar.lokal.environment import Running, running
from pijar.lokal.process import LokalError, Spec

DEFAULT_PORT = 8000
MONTHS, SEED = 12, 1
PAGE_SECONDS = 60


class Command(BaseCommand):
    """Prepares the data, starts web, worker and beat, and looks after them."""

    help = "Menjalankan PIJAR SEMAR di mesin ini dengan data contoh, sampai dihentikan (Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help=f"port halaman (biasanya {DEFAULT_PORT})")
        parser.add_argument("--peserta", type=int, default=8500, help="banyaknya peserta contoh")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(running(), options["port"], options["peserta"])
        except KeyboardInterrupt:
            self._say("\nMenghentikan demo ...")

    def _run(self, servers: Running, wanted: int | None, people: int) -> None:
        port = choose_port(wanted, self._say)
        if sentence := machine.without_pango():
            self._say(sentence)
        self._prepare_data(servers, people)
        servers.supervisor.start(web(servers, port))
        self._wait_for_page(servers, port)  # alone, the pages are there seconds sooner
        for spec in (worker(servers), beat(servers)):
            servers.supervisor.start(spec)
        page = f"http://127.0.0.1:{port}/"
        servers.publish(page)
        self._say(f"Siap: {page}")
        for akun in AKUN:
            self._say(f"  {akun.peran.label:<12} {akun.username:<12} {akun.password}")
        self._say("Hentikan dengan Ctrl-C; data tersimpan di folder .lokal.")
        servers.supervisor.watch()

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _prepare_data(self, servers: Running, people: int) -> None:
        unfinished = servers.place.folder / "contoh.belum-selesai"
        if unfinished.exists() and servers.postgres is not None:
            self._say("Pengisian data contoh yang lalu terputus; diulang dari awal.")
            servers.postgres.empty()
            unfinished.unlink()
        self._say("Menyiapkan basis data ...")
        call_command("migrate", verbosity=0)
        if not apps.get_model("peserta", "Peserta").objects.exists():
            unfinished.touch()
            self._fill(people)
            unfinished.unlink()
        connection.close()

    def _fill(self, people: int) -> None:
        self._say("Mengisi data contoh, sekali saja ...")
        call_command("contoh", peserta=people, bulan=MONTHS, benih=SEED)

    @staticmethod
    def _wait_for_page(servers: Running, port: int) -> None:
        until = time.monotonic() + PAGE_SECONDS
        while not answers(port):
            servers.supervisor.check()
            if time.monotonic() > until:
                log = servers.place.logs / "web.log"
                raise LokalError(f"Halaman tidak menjawab. Isi {log}:\n{process.tail(log)}")
            time.sleep(0.1)


def choose_port(wanted: int | None, say: Callable[[str], None]) -> int:
    """The port asked for, or the first free one from 8000 upwards."""
    if wanted is not None:
        if not process.port_is_free(wanted):
            raise CommandError(f"Port {wanted} tidak dapat dipakai. Pilih yang lain dengan --port.")
        return wanted
    for port in range(DEFAULT_PORT, DEFAULT_PORT + 100):
        if process.port_is_free(port):
            if port != DEFAULT_PORT:
                say(f"Port {DEFAULT_PORT} sedang dipakai program lain; memakai {port}.")
            return port
    raise CommandError("Port 8000 sampai 8099 terpakai semua. Pilih yang lain dengan --port.")


def answers(port: int) -> bool:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        client.request("GET", "/masuk/")
        return client.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        client.close()


def child(servers: Running, name: str, *command: str) -> Spec:
    env = {**os.environ, process.MARK: str(servers.place.folder), "PYTHONUNBUFFERED": "1"}
    return Spec(name, [sys.executable, "-m", *command], servers.place.log(name), env)


def web(servers: Running, port: int) -> Spec:
    size = ("--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--no-control-socket")
    bind = ("--bind", f"127.0.0.1:{port}")
    # The log shows no query string: a search may hold a NIK.
    log = ("--access-logfile", "-", "--access-logformat", "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s")
    kind = ("--logger-class", "pijar.catatan_gunicorn.Catatan")
    return child(servers, "web", "gunicorn", "pijar.wsgi", *bind, *size, *log, *kind)


def worker(servers: Running) -> Spec:
    return child(servers, "worker", "celery", "-A", "pijar", "worker", "-c", "2", "-l", "INFO")


def beat(servers: Running) -> Spec:
    return child(servers, "beat", "celery", "-A", "pijar", "beat", "-l", "INFO", "--pidfile=")
