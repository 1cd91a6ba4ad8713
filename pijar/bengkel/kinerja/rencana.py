"""The plan of the running and of the next year, against one plain count of all grants."""

from pathlib import Path

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iuran.models import Bantuan
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]

ULANG = 20


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of the slower page, from request to bytes."""
    klien = Client()
    klien.force_login(Pengguna.objects.get(username="admin"))
    tahun = timezone.localdate().year
    detik = {t: _p95(klien, t) for t in (tahun, tahun + 1)}
    return hasil(
        detik=max(detik.values()),
        patokan="count(*) semua bantuan",
        detik_patokan=p95([waktu(hitung_bantuan) for _ in range(ULANG)]),
        orang=orang,
        bantuan=Bantuan.objects.count(),
        milidetik={str(t): round(1000 * d) for t, d in detik.items()},
    )


def _p95(klien: Client, tahun: int) -> float:
    alamat = reverse("iuran:rencana")
    klien.get(alamat, {"tahun": tahun}, HTTP_HOST="localhost")
    semua = [
        waktu(lambda: klien.get(alamat, {"tahun": tahun}, HTTP_HOST="localhost"))
        for _ in range(ULANG)
    ]
    return p95(semua)


def hitung_bantuan() -> None:
    with connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM iuran_bantuan WHERE status <> 'batal'")
        kursor.fetchone()
