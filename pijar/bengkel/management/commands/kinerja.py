"""Run one named benchmark: ``manage.py kinerja NAMA``; ``--daftar`` lists them."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from pijar.bengkel.kinerja import puncak_mb
from pijar.bengkel.kinerja.daftar import UJI

ASAL = "template1"  # PostgreSQL's own, which is empty; a test run has one that is migrated
NOMOR_REDIS = 9  # apart from the running application's queue


class Command(BaseCommand):
    """Prints one JSON line: sizes, seconds, peak memory in MB, ratio to the yardstick.

    The database is made for the run and dropped after it. Preparing and measuring are processes
    of their own, so that the peak is the measured work's.
    """

    help = "Ukur satu pekerjaan pada basis data sekali pakai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nama", nargs="?", choices=sorted(UJI), help="nama uji")
        parser.add_argument("--daftar", action="store_true", help="tampilkan semua uji")
        parser.add_argument("--orang", type=int, help="berapa orang atau baris")
        parser.add_argument("--langkah", choices=("siapkan", "ukur"), help="dipakai sendiri")
        parser.add_argument("--folder", type=Path, help="dipakai sendiri")

    def handle(self, *, nama: str | None, daftar: bool, **lain: object) -> None:
        if daftar or nama is None:
            for kode, uji in sorted(UJI.items()):
                self.stdout.write(f"{kode:10} {uji.arti} ({uji.orang} baris)")
            return
        uji = UJI[nama]
        orang = lain["orang"] if isinstance(lain["orang"], int) else uji.orang
        folder = lain["folder"]
        if isinstance(folder, Path):
            self.langkah(nama, str(lain["langkah"]), folder, orang)
            return
        with TemporaryDirectory() as sementara, basis_data_sementara() as alamat:
            jalankan(nama, "siapkan", Path(sementara), orang, alamat)
            self.stdout.write(jalankan(nama, "ukur", Path(sementara), orang, alamat).strip())

    def langkah(self, nama: str, langkah: str, folder: Path, orang: int) -> None:
        """One of the two halves, in its own process."""
        if langkah == "siapkan":
            call_command("migrate", verbosity=0)
            UJI[nama].siapkan(folder, orang)
            return
        ukuran = UJI[nama].ukur(folder, orang)
        isi = {"uji": nama, "memori_mb": puncak_mb(), **ukuran, "inti": os.cpu_count()}
        self.stdout.write(json.dumps(isi, ensure_ascii=False))


@contextmanager
def basis_data_sementara() -> Iterator[str]:
    """Make a database beside the configured one; yields its address and drops it afterwards."""
    nama = f"kinerja_{os.getpid()}"
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE DATABASE {nama} TEMPLATE {ASAL}")
    bagian = urlsplit(os.environ["DATABASE_URL"])
    try:
        yield urlunsplit(bagian._replace(path=f"/{nama}"))
    finally:
        with connection.cursor() as kursor:
            kursor.execute(f"DROP DATABASE {nama} WITH (FORCE)")


def jalankan(nama: str, langkah: str, folder: Path, orang: int, alamat: str) -> str:
    """Run one half in a process on the throw-away database; returns what it printed."""
    perintah = [
        sys.executable, str(settings.BASE_DIR / "manage.py"), "kinerja", nama,
        "--langkah", langkah, "--folder", str(folder), "--orang", str(orang),
    ]  # fmt: skip
    lingkungan = {
        **os.environ,
        "DATABASE_URL": alamat,
        "REDIS_URL": f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/{NOMOR_REDIS}",
        "BERKAS_DIR": str(folder / "berkas"),
    }
    proses = subprocess.run(  # noqa: S603  # our own command with our own words
        perintah, env=lingkungan, stdout=subprocess.PIPE, text=True, check=False
    )
    if proses.returncode:
        raise CommandError(f"Langkah {langkah} gagal.")
    return proses.stdout
