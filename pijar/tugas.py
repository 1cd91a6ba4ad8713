"""Background jobs: one row of :class:`Tugas` each, sent to Celery after commit.

A worker claims the row with a PostgreSQL session lock, which ends with the worker. A second
delivery of a running job finds the lock taken and does nothing. After a worker is killed, the
redelivery takes its job over; the sweeper fails a lost job that no worker took over.
Jobs are sent by name, so the kernel imports no app.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pghistory
from celery import current_task, shared_task
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from pijar.celery import app
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Pengguna, StatusTugas, Tugas

log = logging.getLogger(__name__)

DETAK_SETIAP = 5.0  # seconds between heartbeats
HILANG_SETELAH = timedelta(seconds=60)
KIRIM_ULANG_SETELAH = timedelta(seconds=60)
TUNGGU_SESI_LAMA = 15.0  # seconds; PostgreSQL notices a dead worker after two
DIKOSONGKAN = {"retensi": "dikosongkan"}  # the parameters of a job that is past its term
PALING_BANYAK_TERHENTI = 3  # attempts; a job that kills its worker must not run for ever
TERHENTI = (
    "Pekerja berhenti di tengah jalan, misalnya karena server dimulai ulang. "
    "Tidak ada data yang setengah jadi. Tekan Coba lagi."
)
TAK_TERDUGA = (
    "Terjadi kesalahan yang tidak terduga dan sudah dicatat. Tidak ada data yang setengah jadi. "
    "Tekan Coba lagi; bila berulang, beri tahu admin nomor tugas ini."
)


def buat(
    jenis: str,
    *,
    judul: str,
    oleh: Pengguna | None,
    parameter: dict[str, Any],
    kunci: str = "",
) -> Tugas:
    """Record a job in the caller's transaction and send it after commit.

    If a waiting or running job has the same ``kunci`` (idempotency key), returns that job: a double
    click makes one job.
    """
    if kunci and (lama := Tugas.objects.hidup().filter(kunci=kunci).first()):
        return lama
    try:
        with transaction.atomic():
            tugas = Tugas.objects.create(
                jenis=jenis, judul=judul, oleh=oleh, parameter=parameter, kunci=kunci
            )
    except IntegrityError:
        return Tugas.objects.hidup().get(kunci=kunci)
    transaction.on_commit(partial(kirim, tugas.pk, jenis))
    return tugas


def kirim(pk: int, jenis: str) -> bool:
    """Send job ``pk`` to the broker; False if the broker is down (the sweeper sends later)."""
    try:
        app.send_task(jenis, [pk], retry=False)
    except (BrokerError, OSError):
        log.warning("broker tidak terjangkau, tugas %s menunggu", pk)
        return False
    Tugas.objects.filter(pk=pk).update(dikirim_pada=timezone.now())
    return True


@transaction.atomic
def ulangi(tugas: Tugas) -> None:
    """Queue a failed job again; raises AturanDilanggarError when that is impossible."""
    if tugas.parameter == DIKOSONGKAN:
        raise AturanDilanggarError(
            "Proses ini sudah lama dan isiannya sudah dihapus menurut masa simpan. Mulai lagi dari "
            "halaman asalnya."
        )
    try:
        with transaction.atomic():
            berubah = Tugas.objects.filter(pk=tugas.pk, status=StatusTugas.GAGAL).update(
                status=StatusTugas.ANTRE, galat="", kemajuan=0, dari=0, dikirim_pada=None
            )
    except IntegrityError:
        berubah = 0
    if not berubah:
        raise AturanDilanggarError("Tugas ini tidak sedang gagal, atau sudah dijalankan lagi.")
    transaction.on_commit(partial(kirim, tugas.pk, tugas.jenis))


def pastikan_masih_berhak(tugas: Tugas) -> None:
    """Raise AturanDilanggarError if the owner has lost the right or the account since."""
    oleh, hari = tugas.oleh, timezone.localdate()
    if oleh and not (oleh.masih_berlaku(hari) and tugas.boleh_dipakai(oleh)):
        raise AturanDilanggarError(
            "Pemilik tugas ini tidak lagi berhak mengerjakannya, jadi tidak ada yang dikerjakan. "
            "Minta rekan yang berhak memulainya lagi dari halamannya."
        )


class Pelaksana:
    """Argument of a job's function: the row, its parameters, and methods to report.

    A thread with its own connection writes the progress, so that the bar moves while the job is
    inside one transaction.
    """

    def __init__(self, tugas: Tugas) -> None:
        self.tugas = tugas
        self.parameter: dict[str, Any] = tugas.parameter
        self.oleh = tugas.oleh
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
        """Record how the job ended; a failed one has no message of success."""
        tugas = self.tugas
        tugas.kemajuan, tugas.dari = self._angka
        tugas.galat, tugas.pesan = galat, "" if galat else tugas.pesan
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


def pekerjaan(
    nama: str, *, satu_transaksi: bool = True
) -> Callable[[Callable[[Pelaksana], None]], Any]:
    """Register ``fungsi`` as the Celery task ``nama`` that serves jobs of that kind.

    Its work, message, counts and log rows are one transaction: a killed job has done nothing, a
    finished one tells it all. A function that records its own failure and then raises, or that
    must not lock everybody at once, has ``satu_transaksi`` false and is safe to run twice. The
    sentence of a refusal becomes the job's error; any other exception goes to the log.
    """

    def hias(fungsi: Callable[[Pelaksana], None]) -> Any:
        @shared_task(name=nama)
        def jalankan(pk: int) -> None:
            tunggu = TUNGGU_SESI_LAMA if _diantar_ulang() else 0.0
            with kunci_pekerja(pk, tunggu=tunggu) as dapat:
                if dapat and (tugas := ambil(pk)):
                    laksanakan(tugas, fungsi, satu_transaksi=satu_transaksi)

        return jalankan

    return hias


def _diantar_ulang() -> bool:
    """Whether the broker delivers this message again after a worker died."""
    antaran = current_task.request.delivery_info if current_task else None
    return bool(antaran and antaran.get("redelivered"))


@contextmanager
def kunci_pekerja(pk: int, *, tunggu: float = 0.0) -> Iterator[bool]:
    """Try to lock job ``pk`` for this session; yield whether it holds the lock.

    The session of a killed worker outlives it for a moment, so a redelivered job tries for
    ``tunggu`` seconds.
    """
    sampai = time.monotonic() + tunggu
    while not (dapat := Kunci.PEKERJA.coba(pk)) and time.monotonic() < sampai:
        time.sleep(0.5)
    try:
        yield dapat
    finally:
        if dapat:
            Kunci.PEKERJA.lepas(pk)


def ambil(pk: int) -> Tugas | None:
    """Mark job ``pk`` as running; None if it is finished, failed or deleted.

    A job whose worker died several times fails instead: it may be the cause.
    """
    tugas = Tugas.objects.select_related("oleh").filter(pk=pk).first()
    if tugas is None or not tugas.berlangsung:
        return None
    if tugas.status == StatusTugas.BERJALAN and tugas.percobaan >= PALING_BANYAK_TERHENTI:
        gagalkan(pk)
        return None
    kini = timezone.now()
    tugas.status = StatusTugas.BERJALAN
    tugas.percobaan += 1
    tugas.mulai_pada = tugas.detak_pada = kini
    tugas.save(update_fields=["status", "percobaan", "mulai_pada", "detak_pada"])
    return tugas


def laksanakan(
    tugas: Tugas, fungsi: Callable[[Pelaksana], None], *, satu_transaksi: bool = True
) -> None:
    """Run the job's function and record how it ended."""
    pelaksana = Pelaksana(tugas)
    try:
        with pelaksana.detak(), pghistory.context(pengguna=tugas.oleh_id, tugas=tugas.pk):
            pastikan_masih_berhak(tugas)
            with transaction.atomic() if satu_transaksi else nullcontext():
                fungsi(pelaksana)
                pelaksana.akhiri()
    except AturanDilanggarError as penolakan:
        pelaksana.akhiri(penolakan.kalimat)
    except Exception:  # fail visibly, and keep the traceback in the log
        log.exception("tugas %s (%s) gagal", tugas.pk, tugas.jenis)
        pelaksana.akhiri(TAK_TERDUGA)


def sapu(kini: datetime) -> dict[str, int]:
    """Send waiting jobs again, and fail jobs that lost their worker; return both counts."""
    dikirim = hilang = 0
    lama = kini - KIRIM_ULANG_SETELAH
    for tugas in Tugas.objects.hidup().filter(dibuat_pada__lt=lama).order_by("pk")[:500]:
        if tugas.status == StatusTugas.ANTRE:
            if tugas.dikirim_pada is None or tugas.dikirim_pada < lama:
                if not kirim(tugas.pk, tugas.jenis):
                    break
                dikirim += 1
        elif tugas.detak_pada is None or tugas.detak_pada < kini - HILANG_SETELAH:
            hilang += gagalkan_yang_hilang(tugas.pk)
    return {"dikirim": dikirim, "hilang": hilang}


def gagalkan_yang_hilang(pk: int) -> int:
    """Fail job ``pk`` if no session holds its lock; return the number of failed jobs."""
    with kunci_pekerja(pk) as dapat:
        if not dapat:
            return 0
        return gagalkan(pk)


def gagalkan(pk: int) -> int:
    """Fail a running job that lost its worker; the caller must hold its lock."""
    return Tugas.objects.filter(pk=pk, status=StatusTugas.BERJALAN).update(
        status=StatusTugas.GAGAL, galat=TERHENTI, selesai_pada=timezone.now()
    )
