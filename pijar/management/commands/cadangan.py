"""``cadangan``: make a backup, list them, look at one again, or make the key that opens them."""

import os
from pathlib import Path
from typing import Any

import pyrage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pijar.cadangan.buat import buat, pangkas, periksa
from pijar.cadangan.isi import Cadangan, Tempat, kalimat, tempat
from pijar.errors import AturanDilanggarError


class Command(BaseCommand):
    """Exit code 1 with a sentence when a backup is not made or not whole."""

    help = "Buat cadangan basis data dan berkas, atau periksa yang ada (docs/operasi.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        pilihan = parser.add_mutually_exclusive_group()
        pilihan.add_argument("--daftar", action="store_true", help="tampilkan cadangan yang ada")
        pilihan.add_argument("--periksa", metavar="NAMA", help="periksa satu, atau 'terakhir'")
        pilihan.add_argument("--buat-kunci", metavar="BERKAS", help="tulis kunci rahasia baru")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._kerjakan(options)
        except AturanDilanggarError as penolakan:
            raise CommandError(penolakan.kalimat) from penolakan

    def _kerjakan(self, options: dict[str, Any]) -> None:
        di = tempat()
        if options["buat_kunci"]:
            self.stdout.write(buat_kunci(Path(options["buat_kunci"])))
        elif options["daftar"]:
            self.stdout.write("\n".join(map(kalimat, di.semua())) or "Belum ada cadangan.")
        elif options["periksa"]:
            self._periksa(di, cari(di, options["periksa"]))
        else:
            kini = timezone.now()
            self.stdout.write(kalimat(buat(di, kini=kini)))
            pangkas(di, kini=kini)

    def _periksa(self, di: Tempat, cadangan: Cadangan) -> None:
        if rusak := periksa(di, cadangan):
            raise CommandError(f"{cadangan.nama} tidak utuh: " + "; ".join(rusak[:10]) + ".")
        self.stdout.write(f"{kalimat(cadangan)} Semua bagiannya utuh.")


def cari(di: Tempat, nama: str) -> Cadangan:
    """One backup by its name. Raises AturanDilanggarError when there is none."""
    semua = di.semua()
    ada = semua[-1:] if nama == "terakhir" else [c for c in semua if c.nama == nama]
    if not ada:
        raise AturanDilanggarError(f"Tidak ada cadangan {nama} di {di.folder}.")
    return ada[0]


def buat_kunci(path: Path) -> str:
    """Write a new secret key that only we may read; return its public half."""
    kunci = pyrage.x25519.Identity.generate()
    try:
        tanda = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as galat:
        raise AturanDilanggarError(
            f"{path} tidak dapat dibuat ({galat.strerror}). Tidak ada yang ditimpa."
        ) from galat
    with os.fdopen(tanda, "w") as berkas:
        berkas.write(f"{kunci}\n")
    return str(kunci.to_public())
