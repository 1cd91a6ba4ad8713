"""Run benchmarks by name: ``manage.py kinerja NAMA …``; ``--daftar`` lists them."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from pijar.bengkel.kinerja import puncak_mb
from pijar.bengkel.kinerja.daftar import UJI
from pijar.bengkel.kinerja.tahan import TAHAN, perintah
from pijar.hak_basis import sebagai_pemilik

ASAL = "template1"  # PostgreSQL's own, which is empty; a test run has one that is migrated
BERKAS = "berkas"  # what officers upload; pages show it by name only
Siapkan = Callable[[str, int, Path], AbstractContextManager[str]]
NOMOR_REDIS = 9  # apart from the running application's queue


class Command(BaseCommand):
    """Prints a JSON line for each: sizes, seconds, peak memory in MB, ratio to the yardstick.

    Those that begin with the same data prepare it once; each gets a copy of that database, dropped
    after it. ``--simpan`` keeps what was prepared for the next run. Preparing and measuring are
    processes of their own, so that the peak is the measured work's.
    """

    help = "Ukur pekerjaan pada basis data sekali pakai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nama", nargs="*", help="nama uji, satu atau beberapa")
        parser.add_argument("--daftar", action="store_true", help="tampilkan semua uji")
        parser.add_argument("--semua", action="store_true", help="ukur semua uji")
        parser.add_argument("--orang", type=int, help="berapa orang atau baris")
        parser.add_argument(
            "--simpan", action="store_true", help="simpan data yang disiapkan untuk kali berikutnya"
        )
        tahan = parser.add_argument_group(TAHAN, "kill -9 di tengah setiap jenis tugas")
        tahan.add_argument("--kali", type=int, default=1, help="berapa kali tiap jenis dan korban")
        tahan.add_argument(
            "--jenis", action="append", default=[], help="jenis tugas, boleh diulang"
        )
        tahan.add_argument("--korban", action="append", default=[], help="korban, boleh diulang")
        tahan.add_argument("--benih", type=int, default=1, help="benih saat membunuh")
        tahan.add_argument("--menit", type=float, default=60, help="paling lama sekian menit")
        parser.add_argument("--langkah", choices=("siapkan", "ukur"), help="dipakai sendiri")
        parser.add_argument("--folder", type=Path, help="dipakai sendiri")

    def handle(
        self, *, nama: list[str], orang: int | None, folder: Path | None, **lain: object
    ) -> None:
        if nama == [TAHAN]:
            self.tahan(lain)
        else:
            self.uji(nama, orang, folder, lain)

    def uji(
        self, nama: list[str], orang: int | None, folder: Path | None, lain: dict[str, Any]
    ) -> None:
        """The benchmarks that were asked for, or the list of all."""
        daftar = sorted(UJI) if lain["semua"] else nama
        if asing := set(daftar) - UJI.keys():
            raise CommandError(f"Tidak ada uji {', '.join(sorted(asing))}; lihat --daftar.")
        if lain["daftar"] or not daftar:
            for kode, uji in sorted(UJI.items()):
                self.stdout.write(f"{kode:10} {uji.arti} ({uji.orang} baris)")
        elif folder:
            self.langkah(daftar[0], str(lain["langkah"]), folder, orang or UJI[daftar[0]].orang)
        else:
            with sebagai_pemilik():  # who makes databases; what is measured is the application
                for kelompok in sekelompok(daftar):
                    self.ukur(kelompok, orang, tersimpan if lain["simpan"] else sekali_pakai)

    def tahan(self, lain: dict[str, Any]) -> None:
        """Not a benchmark: it fails when a round was not good."""
        minta = perintah.Permintaan(
            lain["kali"], tuple(lain["jenis"]), tuple(lain["korban"]), lain["benih"],
            lain["menit"], sidik_aplikasi(),
        )  # fmt: skip
        mulai = perintah.ukur if lain["langkah"] else perintah.di_folder_sendiri
        if mulai(minta, self.tulis):
            raise CommandError("Ada yang tidak tahan dibunuh; lihat di atas.")

    def tulis(self, kalimat: str) -> None:
        """A line at once: it takes an hour until the last."""
        self.stdout.write(kalimat)
        self.stdout.flush()

    def ukur(self, kelompok: list[str], banyak: int | None, siapkan: Siapkan) -> None:
        """Prepare once, then measure each on a copy."""
        orang = banyak or UJI[kelompok[0]].orang
        with TemporaryDirectory() as nama_folder:
            folder = Path(nama_folder)
            with siapkan(kelompok[0], orang, folder) as siap:
                for nama in kelompok:
                    with basis_data("ukur", siap) as salinan:
                        hasil = jalankan(nama, "ukur", folder, orang, salinan)
                    self.stdout.write(hasil.strip())

    def langkah(self, nama: str, langkah: str, folder: Path, orang: int) -> None:
        """One of the two halves, in its own process."""
        if langkah == "siapkan":
            call_command("migrate", verbosity=0)
            with sebagai_pemilik():  # sample data has a past, which only the owner may write
                UJI[nama].siapkan(folder, orang)
            return
        ukuran = UJI[nama].ukur(folder, orang)
        isi = {"uji": nama, "memori_mb": puncak_mb(), **ukuran, "inti": os.cpu_count()}
        self.stdout.write(json.dumps(isi, ensure_ascii=False))


def sekelompok(daftar: Iterable[str]) -> list[list[str]]:
    """The benchmarks that begin with the same data stand together."""
    kelompok: dict[object, list[str]] = {}
    for nama in daftar:
        kelompok.setdefault((UJI[nama].siapkan, UJI[nama].orang), []).append(nama)
    return list(kelompok.values())


@contextmanager
def sekali_pakai(nama: str, orang: int, folder: Path) -> Iterator[str]:
    """What a benchmark begins with, prepared now and dropped afterwards; yields its name."""
    with basis_data("siap", ASAL) as siap:
        jalankan(nama, "siapkan", folder, orang, siap)
        yield siap


@contextmanager
def tersimpan(nama: str, orang: int, folder: Path) -> Iterator[str]:
    """The same, kept unless it wrote files to measure. Another day or version makes a new one.

    An older one of the same preparation and size is dropped.
    """
    cara = UJI[nama].siapkan
    awalan = f"kinerja_{cara.__module__.rpartition('.')[2]}_{cara.__name__}_{orang}_"
    simpanan = awalan + sidik_aplikasi()
    with connection.cursor() as kursor:
        kursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [awalan])
        ada = {baris[0] for baris in kursor}
        for usang in ada - {simpanan}:
            kursor.execute(f"DROP DATABASE {usang} WITH (FORCE)")
    if simpanan in ada:
        yield simpanan
        return
    with sekali_pakai(nama, orang, folder) as baru:
        if {berkas.name for berkas in folder.iterdir()} - {BERKAS}:
            yield baru
            return
        with connection.cursor() as kursor:
            kursor.execute(f"ALTER DATABASE {baru} RENAME TO {simpanan}")
        yield simpanan


def sidik_aplikasi() -> str:
    """Ten digits of the hash over the day and all that makes tables and sample data."""
    berkas = [*settings.BASE_DIR.glob("*/migrations/*.py")]
    berkas += (settings.BASE_DIR / "pijar" / "bengkel").rglob("*.py")
    isi = sha256(str(timezone.localdate()).encode())
    for satu in sorted(berkas):
        isi.update(satu.read_bytes())
    return isi.hexdigest()[:10]


@contextmanager
def basis_data(akhiran: str, asal: str) -> Iterator[str]:
    """Copy the database ``asal`` beside the configured one; yields its name, drops it afterwards.

    A copy of files is on the disk when it is done: what is measured does not wait for it.
    """
    nama = f"kinerja_{os.getpid()}_{akhiran}"
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE DATABASE {nama} TEMPLATE {asal} STRATEGY file_copy")
    try:
        yield nama
    finally:
        with connection.cursor() as kursor:
            kursor.execute(f"DROP DATABASE IF EXISTS {nama} WITH (FORCE)")


def jalankan(nama: str, langkah: str, folder: Path, orang: int, basis_data: str) -> str:
    """Run one half in a process on the throw-away database; returns what it printed."""
    alamat = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{basis_data}")
    perintah = [
        sys.executable, str(settings.BASE_DIR / "manage.py"), "kinerja", nama,
        "--langkah", langkah, "--folder", str(folder), "--orang", str(orang),
    ]  # fmt: skip
    lingkungan = {
        **os.environ,
        "DATABASE_URL": urlunsplit(alamat),
        "REDIS_URL": f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/{NOMOR_REDIS}",
        "BERKAS_DIR": str(folder / BERKAS),
    }
    proses = subprocess.run(  # noqa: S603  # our own command with our own words
        perintah, env=lingkungan, stdout=subprocess.PIPE, text=True, check=False
    )
    if proses.returncode:
        raise CommandError(f"Langkah {langkah} gagal.")
    return proses.stdout
