"""One night of the retention, for tests."""

from datetime import datetime

from django.utils import timezone

from pijar.models import Tugas
from pijar.retensi.jalan import jalankan


def malam(kini: datetime | None = None) -> Tugas:
    """Run it at ``kini``, else now; its job."""
    tugas = Tugas.objects.create(jenis="pijar.retensi", judul="Menghapus data lewat masa simpan")
    jalankan(tugas, kini or timezone.now(), lambda n, dari: None)
    return tugas
