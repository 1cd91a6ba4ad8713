"""The list of people while a large list comes in: what the other counters wait meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from django.db import connections
from django.test import Client
from django.urls import reverse

from pijar.bengkel.kinerja import Ukuran, dasbor, hasil, impor, p95, waktu
from pijar.models import Pengguna

CONTOH = 40  # looks at the list; while the import runs, as many as it leaves time for
ALAMAT = ("", "?status=draf&urut=nama", "?hal=3", "?q=siti")


def siapkan(folder: Path, orang: int) -> None:
    """Sample people with their ledger, and a workbook of up to 100.000 more."""
    dasbor.siapkan(folder, orang)
    impor.siapkan(folder, min(orang, 100_000))


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of a page of the list while the import runs; the yardstick is a quiet one."""
    klien = Client()
    klien.force_login(Pengguna.objects.get(username="petugas"))
    tenang = [buka(klien, n) for n in range(CONTOH)]
    ramai: list[float] = []
    with pengimpor(folder) as masih_jalan:
        while masih_jalan() or not ramai:
            ramai.append(buka(klien, len(ramai)))
    return hasil(
        detik=p95([*ramai, ramai[-1]]),
        patokan="halaman yang sama tanpa impor",
        detik_patokan=p95(tenang),
        orang=orang,
        halaman=len(ramai),
    )


def buka(klien: Client, urutan: int) -> float:
    """Seconds that one of the addresses takes, from request to bytes."""
    alamat = reverse("peserta:daftar") + ALAMAT[urutan % len(ALAMAT)]
    return waktu(lambda: klien.get(alamat, HTTP_HOST="localhost"))


@contextmanager
def pengimpor(folder: Path) -> Iterator[Callable[[], bool]]:
    """Import the workbook in a process of its own; yields whether it still runs."""
    connections.close_all()  # a forked child must not speak on the parent's connection
    proses = get_context("fork").Process(target=impor.impor_kita, args=(folder / impor.BERKAS,))
    proses.start()
    try:
        yield proses.is_alive
    finally:
        proses.join()
    if proses.exitcode:
        raise RuntimeError("Impor pembanding gagal.")
