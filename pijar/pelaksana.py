"""What the function of a background job works with: its row, and how it reports."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from pijar.models import StatusTugas, Tugas

DETAK_SETIAP = 5.0  # seconds between heartbeats
DITULIS = (
    *("kemajuan", "dari", "hasil", "hasil_nama", "pesan", "galat", "tautan"),
    *("parameter", "status", "selesai_pada", "wilayah_hasil"),
)
"""What the end of a job writes; who cancelled it is somebody else's to write."""


class DibatalkanError(Exception):
    """Somebody has cancelled the job, or ended it: what it did is rolled back."""


class Pelaksana:
    """Argument of a job's function: the row, its parameters, and methods to report.

    A thread with its own connection writes the progress, so that the bar moves while the job is
    inside one transaction. It also sees that somebody has cancelled the job: the next report of
    progress then raises DibatalkanError, and a statement that runs in the database is ended.
    """

    def __init__(self, tugas: Tugas) -> None:
        self.tugas = tugas
        self.parameter: dict[str, Any] = tugas.parameter
        self.oleh = tugas.oleh
        self._sebelumnya = tugas.pesan  # what the sweeper said of an attempt that was lost
        self._angka = (0, 0)
        self._selesai = threading.Event()
        self._dibatalkan = threading.Event()

    @property
    def dibatalkan(self) -> bool:
        return self._dibatalkan.is_set()

    def maju(self, n: int, dari: int = 0) -> None:
        """Report that ``n`` of ``dari`` steps are done. Raises DibatalkanError once cancelled."""
        self._angka = (n, dari or self._angka[1])
        if self.dibatalkan:
            raise DibatalkanError

    def simpan_hasil(self, isi: Path | bytes, nama: str) -> None:
        """Store the result file; the page offers it as ``nama`` after the job is complete."""
        if isinstance(isi, bytes):
            self.tugas.hasil.save(nama, ContentFile(isi), save=False)
        else:
            with isi.open("rb") as berkas:
                self.tugas.hasil.save(nama, File(berkas), save=False)
        self.tugas.hasil_nama = nama
        self.tugas.wilayah_hasil = list(self.oleh.wilayah) if self.oleh else []

    def buang_hasil(self) -> None:
        """Erase the file of a job that did not come to its end."""
        with suppress(OSError):
            self.tugas.hasil.delete(save=False)
        self.tugas.hasil_nama = ""

    @transaction.atomic
    def akhiri(self, galat: str = "") -> None:
        """Record how the job ended; only one that did its work has a message, of its own.

        Raises DibatalkanError when somebody cancelled or ended the job first. Otherwise the row
        stays locked until the transaction ends, so that nobody can cancel what is being committed.
        """
        tugas = self.tugas
        milik = Tugas.objects.filter(pk=tugas.pk, status=StatusTugas.BERJALAN, dibatalkan_pada=None)
        if not milik.select_for_update(no_key=True).exists():
            raise DibatalkanError
        tugas.kemajuan, tugas.dari = self._angka
        usang = galat or tugas.pesan == self._sebelumnya
        tugas.galat, tugas.pesan = galat, "" if usang else tugas.pesan
        tugas.status = StatusTugas.GAGAL if galat else StatusTugas.SELESAI
        tugas.selesai_pada = timezone.now()
        tugas.save(update_fields=DITULIS)

    def berdetak(self, sambungan: Any) -> None:
        """Write heartbeat and progress until the job ends; the thread runs this."""
        lalu: tuple[int, int] | None = None
        jeda = 0.0
        try:
            while not self._selesai.wait(0.5):
                jeda += 0.5
                if self.diminta_batal():
                    self._dibatalkan.set()
                    putus(sambungan)
                if self._angka == lalu and jeda < DETAK_SETIAP:
                    continue
                lalu, jeda = self._angka, 0.0
                self.tulis_detak()
        finally:
            connection.close()

    def diminta_batal(self) -> bool:
        return Tugas.objects.filter(pk=self.tugas.pk, dibatalkan_pada__isnull=False).exists()

    def tulis_detak(self) -> None:
        n, dari = self._angka
        Tugas.objects.filter(pk=self.tugas.pk, status=StatusTugas.BERJALAN).update(
            kemajuan=n, dari=dari, detak_pada=timezone.now()
        )

    @contextmanager
    def detak(self) -> Iterator[None]:
        utas = threading.Thread(target=self.berdetak, args=[connection.connection], daemon=True)
        utas.start()
        try:
            yield
        finally:
            self._selesai.set()
            utas.join()


def putus(sambungan: Any) -> None:
    """End the statement that runs on this connection; nothing happens where none runs."""
    with suppress(psycopg2.Error):
        sambungan.cancel()
