"""What the function of a background job works with: its row, and how it reports."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from pijar.models import StatusTugas, Tugas

DETAK_SETIAP = 5.0  # seconds between heartbeats


class Pelaksana:
    """Argument of a job's function: the row, its parameters, and methods to report.

    A thread with its own connection writes the progress, so that the bar moves while the job is
    inside one transaction.
    """

    def __init__(self, tugas: Tugas) -> None:
        self.tugas = tugas
        self.parameter: dict[str, Any] = tugas.parameter
        self.oleh = tugas.oleh
        self._sebelumnya = tugas.pesan  # what the sweeper said of an attempt that was lost
        self._angka = (0, 0)
        self._selesai = threading.Event()

    def maju(self, n: int, dari: int = 0) -> None:
        """Report that ``n`` of ``dari`` steps are done."""
        self._angka = (n, dari or self._angka[1])

    def simpan_hasil(self, isi: Path | bytes, nama: str) -> None:
        """Store the result file; the page offers it as ``nama`` after the job is complete."""
        if isinstance(isi, bytes):
            self.tugas.hasil.save(nama, ContentFile(isi), save=False)
        else:
            with isi.open("rb") as berkas:
                self.tugas.hasil.save(nama, File(berkas), save=False)
        self.tugas.hasil_nama = nama

    def akhiri(self, galat: str = "") -> None:
        """Record how the job ended; only one that did its work has a message, of its own."""
        tugas = self.tugas
        tugas.kemajuan, tugas.dari = self._angka
        usang = galat or tugas.pesan == self._sebelumnya
        tugas.galat, tugas.pesan = galat, "" if usang else tugas.pesan
        tugas.status = StatusTugas.GAGAL if galat else StatusTugas.SELESAI
        tugas.selesai_pada = timezone.now()
        tugas.save()

    def berdetak(self) -> None:
        """Write heartbeat and progress until the job ends; the thread runs this."""
        lalu: tuple[int, int] | None = None
        jeda = 0.0
        try:
            while not self._selesai.wait(0.5):
                jeda += 0.5
                if self._angka == lalu and jeda < DETAK_SETIAP:
                    continue
                lalu, jeda = self._angka, 0.0
                self.tulis_detak()
        finally:
            connection.close()

    def tulis_detak(self) -> None:
        n, dari = self._angka
        Tugas.objects.filter(pk=self.tugas.pk, status=StatusTugas.BERJALAN).update(
            kemajuan=n, dari=dari, detak_pada=timezone.now()
        )

    @contextmanager
    def detak(self) -> Iterator[None]:
        utas = threading.Thread(target=self.berdetak, daemon=True)
        utas.start()
        try:
            yield
        finally:
            self._selesai.set()
            utas.join()
