"""``periksa``: tell people whether this installation is well."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pijar.kesehatan import periksa


class Command(BaseCommand):
    """Exit code 1 when something is wrong, each in a sentence. It writes nothing."""

    help = "Periksa setelan, skema, buku iuran, berkas, antrean, dan cadangan."
    requires_system_checks: list[str] = []  # it runs them itself, those of a server too

    def handle(self, *args: Any, **options: Any) -> None:
        temuan = periksa(timezone.now())
        for judul, masalah in temuan:
            self.stdout.write(f"{'MASALAH' if masalah else 'baik':8}{judul}")
            for kalimat in masalah:
                self.stdout.write(f"        - {kalimat}")
        if banyak := sum(len(t.masalah) for t in temuan):
            raise CommandError(f"{banyak} hal perlu dilihat.")
        self.stdout.write("Semua baik.")
