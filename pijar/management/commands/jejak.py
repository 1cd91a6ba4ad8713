"""``jejak``: write the digest of the access log, or compare digests with the log."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pijar.errors import AturanDilanggarError
from pijar.jejak.ringkas import baca, kunci_umum, periksa, ringkas
from pijar.models import RingkasanJejak


class Command(BaseCommand):
    """Exit code 1 with a sentence for each day that differs."""

    help = "Ringkasan bertanda tangan dari jejak akses (docs/operasi.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        pilihan = parser.add_mutually_exclusive_group(required=True)
        pilihan.add_argument("--ringkas", action="store_true", help="ringkas hari yang sudah lewat")
        pilihan.add_argument(
            "--periksa",
            nargs="*",
            metavar="BERKAS",
            help="bandingkan ringkasan ini (tanpa berkas: yang ada di server) dengan jejak akses",
        )
        pilihan.add_argument("--kunci-umum", action="store_true", help="tampilkan kunci umumnya")
        parser.add_argument("--dengan-kunci", default="", help="kunci umum yang dipercaya")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._kerjakan(options)
        except AturanDilanggarError as penolakan:
            raise CommandError(penolakan.kalimat) from penolakan

    def _kerjakan(self, options: dict[str, Any]) -> None:
        if options["ringkas"]:
            for satu in ringkas(timezone.now()):
                self.stdout.write(satu.teks)
        elif options["kunci_umum"]:
            self.stdout.write(kunci_umum())
        else:
            self._periksa(options["periksa"], options["dengan_kunci"] or kunci_umum())

    def _periksa(self, nama: list[str], umum: str) -> None:
        semua = [_baca(Path(satu)) for satu in nama] or list(RingkasanJejak.objects.all())
        if salah := periksa(semua, umum, timezone.now()):
            raise CommandError("\n".join(salah))
        self.stdout.write(f"{len(semua)} ringkasan sama dengan jejak aksesnya.")


def _baca(path: Path) -> RingkasanJejak:
    try:
        return baca(path.read_text())
    except (OSError, UnicodeDecodeError) as galat:
        raise AturanDilanggarError(f"{path} tidak terbaca.") from galat
