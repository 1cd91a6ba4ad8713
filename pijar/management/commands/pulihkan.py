"""``pulihkan``: bring a backup back into an empty database and an empty folder."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pijar.cadangan.alat import baca_kunci
from pijar.cadangan.isi import kalimat, tempat
from pijar.cadangan.pulih import pulihkan
from pijar.errors import AturanDilanggarError
from pijar.hak_basis import buat_peran, sebagai_pemilik
from pijar.management.commands.cadangan import cari


class Command(BaseCommand):
    """Exit code 1 with a sentence when it is not brought back whole; nothing is overwritten."""

    help = "Pulihkan cadangan ke basis data kosong (DATABASE_URL) dan folder kosong (BERKAS_DIR)."
    requires_system_checks: list[str] = []  # the tables are not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("nama", help="nama cadangan, atau 'terakhir'")
        parser.add_argument("--kunci", required=True, help="berkas kunci rahasia age")
        parser.add_argument("--dari", help="folder cadangan; bawaannya CADANGAN_DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        di = tempat()
        if options["dari"]:
            di = replace(di, folder=Path(options["dari"]))
        try:
            cadangan = cari(di, options["nama"])
            kunci = baca_kunci(Path(options["kunci"]))
            with sebagai_pemilik():
                buat_peran()  # the backup names them
                pulihkan(di, cadangan, kunci)
        except AturanDilanggarError as penolakan:
            raise CommandError(penolakan.kalimat) from penolakan
        self.stdout.write(
            f"Dipulihkan dan diperiksa, sama dengan daftarnya. {kalimat(cadangan)} "
            "Kosongkan antrean (valkey-cli FLUSHALL) sebelum worker dan beat dimulai."
        )
