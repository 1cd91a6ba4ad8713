"""``manage.py demo``: everything runs on this machine, with sample data, until Ctrl-C."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from pijar.bengkel.contoh.akun import AKUN
from pijar.lokal import machine, process
from pijar.lokal.application import beat, wait_for_page, web, worker
from pijar.lokal.environment import Running, running

DEFAULT_PORT = 8000
MONTHS, SEED = 12, 1


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
        wait_for_page(servers, port)  # alone, the pages are there seconds sooner
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
