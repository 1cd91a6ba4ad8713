"""Background jobs: one row of :class:`Tugas` each, sent to Celery after commit.

A worker claims the row with a PostgreSQL session lock, which ends with the worker. A second
delivery of a running job finds the lock taken and does nothing. After a worker is killed, the
redelivery takes its job over; the sweeper sends a lost job that no worker took over again, and
fails it after three attempts.
Jobs are sent by name, so the kernel imports no app.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pghistory
from celery import current_task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from pijar.ambang import pastikan
from pijar.asal import Asal, asal_kini, berasal
from pijar.celery import app
from pijar.errors import AturanDilanggarError
from pijar.hak import EKSPOR
from pijar.kunci import Kunci
from pijar.models import JejakAkses, Pengguna, StatusTugas, Tugas
from pijar.pelaksana import Pelaksana

log = logging.getLogger(__name__)
SaatGagal = Callable[[dict[str, Any], str], object]
SAAT_GAGAL: dict[str, SaatGagal] = {}
"""What a kind of job tells the row that it worked on when it fails."""

HILANG_SETELAH = timedelta(seconds=60)
KIRIM_ULANG_SETELAH = timedelta(seconds=60)
TUNGGU_BROKER = 0.8  # seconds; a click never waits for more than one
PENGIRIM = ThreadPoolExecutor(1, thread_name_prefix="kirim")
TUNGGU_SESI_LAMA = 15.0  # seconds; PostgreSQL notices a dead worker after two
DIKOSONGKAN = {"retensi": "dikosongkan"}  # the parameters of a job that is past its term
PALING_BANYAK_TERHENTI = 3  # attempts; a job that kills its worker must not run for ever
DIULANG = (
    "Pekerja berhenti di tengah jalan, misalnya karena server dimulai ulang, jadi tugas ini "
    "dijalankan lagi otomatis (percobaan ke-{ke} dari {dari}). Tidak ada data yang setengah jadi."
)
TERLALU_LAMA = (
    "Tugas ini dihentikan karena berjalan lebih lama daripada batasnya. Tidak ada data yang "
    "setengah jadi. Coba lagi saat server tidak sibuk, atau bagi daftarnya."
)
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
    click makes one job. Raises TungguError for one export too many (:mod:`pijar.ambang`).
    """
    if kunci and (lama := Tugas.objects.hidup().filter(kunci=kunci).first()):
        return lama
    if oleh and jenis in EKSPOR:
        pastikan(oleh, JejakAkses.Tindakan.EKSPOR)
    try:
        with transaction.atomic():
            tugas = Tugas.objects.create(
                jenis=jenis,
                judul=judul,
                oleh=oleh,
                parameter=parameter,
                kunci=kunci,
                **asal_kini()._asdict(),
            )
    except IntegrityError:
        return Tugas.objects.hidup().get(kunci=kunci)
    transaction.on_commit(partial(kirim, tugas.pk, jenis))
    return tugas


def kirim(pk: int, jenis: str) -> bool:
    """Send job ``pk`` to the broker; False if it is down or hangs (the sweeper sends later).

    A thread sends, since a broker that takes the connection and says nothing would hold the click
    for ten seconds. Should it still arrive, the job is delivered twice, which is harmless.
    """
    janji = PENGIRIM.submit(app.send_task, jenis, [pk], retry=False)
    try:
        janji.result(TUNGGU_BROKER)
    except (BrokerError, OSError):  # TimeoutError is one of these
        janji.cancel()
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


def pekerjaan(
    nama: str, *, satu_transaksi: bool = True, saat_gagal: SaatGagal | None = None
) -> Callable[[Callable[[Pelaksana], None]], Any]:
    """Register ``fungsi`` as the Celery task ``nama`` that serves jobs of that kind.

    Its work, message, counts and log rows are one transaction: a killed job has done nothing, a
    finished one tells it all. A function that records its own failure and then raises, or that
    must not lock everybody at once, has ``satu_transaksi`` false and is safe to run twice. The
    sentence of a refusal becomes the job's error; any other exception goes to the log.
    ``saat_gagal`` takes the parameters and the sentence of every failure, also of a lost worker,
    to the row that the job worked on: nothing waits for a job that has ended.
    """
    if saat_gagal:
        SAAT_GAGAL[nama] = saat_gagal

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
    """Run the job's function and record how it ended. Its log rows have its starter's origin."""
    pelaksana = Pelaksana(tugas)
    konteks = pghistory.context(pengguna=tugas.oleh_id, tugas=tugas.pk)
    try:
        with pelaksana.detak(), konteks, berasal(Asal(tugas.alamat, tugas.perangkat)):
            pastikan_masih_berhak(tugas)
            with transaction.atomic() if satu_transaksi else nullcontext():
                fungsi(pelaksana)
                pelaksana.akhiri()
    except AturanDilanggarError as penolakan:
        _akhiri_gagal(pelaksana, penolakan.kalimat)
    except SoftTimeLimitExceeded:
        log.warning("tugas %s (%s) melewati batas waktu", tugas.pk, tugas.jenis)
        _akhiri_gagal(pelaksana, TERLALU_LAMA)
    except Exception:  # fail visibly, and keep the traceback in the log
        log.exception("tugas %s (%s) gagal", tugas.pk, tugas.jenis)
        _akhiri_gagal(pelaksana, TAK_TERDUGA)


@transaction.atomic
def _akhiri_gagal(pelaksana: Pelaksana, kalimat: str) -> None:
    _beri_tahu(pelaksana.tugas, kalimat)
    pelaksana.akhiri(kalimat)


def _beri_tahu(tugas: Tugas, kalimat: str) -> None:
    if saat_gagal := SAAT_GAGAL.get(tugas.jenis):
        saat_gagal(tugas.parameter, kalimat)


def sapu(kini: datetime) -> dict[str, int]:
    """Send waiting jobs and those that lost their worker, or fail them; return both counts."""
    dikirim = hilang = 0
    lama = kini - KIRIM_ULANG_SETELAH
    for tugas in Tugas.objects.hidup().filter(dibuat_pada__lt=lama).order_by("pk")[:500]:
        if tugas.status == StatusTugas.ANTRE:
            if tugas.dikirim_pada is None or tugas.dikirim_pada < lama:
                if not kirim(tugas.pk, tugas.jenis):
                    break
                dikirim += 1
        elif tugas.detak_pada is None or tugas.detak_pada < kini - HILANG_SETELAH:
            lagi, gagal = lanjutkan_yang_hilang(tugas)
            dikirim, hilang = dikirim + lagi, hilang + gagal
    return {"dikirim": dikirim, "hilang": hilang}


def lanjutkan_yang_hilang(tugas: Tugas) -> tuple[int, int]:
    """Send the job again if no session holds its lock, or fail it: how many of each.

    Every job may run twice (see :func:`pekerjaan`). It is sent after the lock is given back: a
    worker that found it taken would drop the message.
    """
    with kunci_pekerja(tugas.pk) as dapat:
        if not dapat:
            return 0, 0
        if not (lagi := antrekan_lagi(tugas.pk)):
            return 0, gagalkan(tugas.pk)
    kirim(tugas.pk, tugas.jenis)
    return lagi, 0


def antrekan_lagi(pk: int) -> int:
    """Let a running job that lost its worker wait again, and say so; 0 after the last attempt."""
    berjalan = Tugas.objects.filter(pk=pk, status=StatusTugas.BERJALAN)
    percobaan = berjalan.values_list("percobaan", flat=True).first()
    if percobaan is None or percobaan >= PALING_BANYAK_TERHENTI:
        return 0
    return berjalan.update(
        status=StatusTugas.ANTRE,
        pesan=DIULANG.format(ke=percobaan + 1, dari=PALING_BANYAK_TERHENTI),
        dikirim_pada=None,
    )


@transaction.atomic
def gagalkan(pk: int) -> int:
    """Fail a running job that lost its worker; the caller must hold its lock."""
    tugas = Tugas.objects.select_for_update().filter(pk=pk, status=StatusTugas.BERJALAN).first()
    if tugas is None:
        return 0
    _beri_tahu(tugas, TERHENTI)
    tugas.status, tugas.galat, tugas.selesai_pada = StatusTugas.GAGAL, TERHENTI, timezone.now()
    tugas.save(update_fields=["status", "galat", "selesai_pada"])
    return 1
