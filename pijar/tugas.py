"""Background jobs: one row of :class:`Tugas` each, sent to Celery after commit.

A worker claims the row with a PostgreSQL session lock, which ends with the worker. A second
delivery of a running job finds the lock taken and does nothing. After a worker is killed, the
redelivery takes its job over; the sweeper (``pijar.penyapu``) sends a lost job that no worker took
over again, and fails it after three attempts. Of one person's jobs two run at a time
(``pijar.giliran``). Whether a job is finished or cancelled is decided by its row: the first to lock
it wins, and a worker that finds its job cancelled rolls back.
Jobs are sent by name, so the kernel imports no app.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import Any

import pghistory
from celery import current_task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from pijar import giliran
from pijar.ambang import pastikan
from pijar.asal import Asal, asal_kini, berasal
from pijar.batal_tugas import BERTAHAP, SAAT_GAGAL, SaatGagal, akhiri_batal, beri_tahu
from pijar.errors import AturanDilanggarError
from pijar.gangguan import kalimat_gangguan
from pijar.hak import EKSPOR
from pijar.kunci import Kunci
from pijar.models import JejakAkses, Pengguna, StatusTugas, Tugas
from pijar.models.tugas import BISA_DIULANG
from pijar.pelaksana import DibatalkanError, Pelaksana
from pijar.pengirim import kirim

log = logging.getLogger(__name__)
TUNGGU_SESI_LAMA = 15.0  # seconds; PostgreSQL notices a dead worker after two
DIKOSONGKAN = {"retensi": "dikosongkan"}  # the parameters of a job that is past its term
BATAS_MENIT = {"pijar.cadangan": 300, "pijar.retensi": 300}
"""Kinds that read everything have a limit of their own instead of BATAS_TUGAS_MENIT."""
PALING_BANYAK_TERHENTI = 3  # attempts; a job that kills its worker must not run for ever
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

    If a waiting or running job of this kind has the same ``kunci`` (idempotency key), returns that
    job: a double click makes one job. Raises AturanDilanggarError when that one was ordered with
    other ``parameter``: no click is answered with another job; TungguError for one export too many
    (:mod:`pijar.ambang`).
    """
    if kunci and (lama := _yang_sama(jenis, kunci, parameter)):
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
    except IntegrityError:  # somebody made it at the same moment
        return _yang_sama(jenis, kunci, parameter) or buat(
            jenis, judul=judul, oleh=oleh, parameter=parameter, kunci=kunci
        )
    transaction.on_commit(partial(kirim, tugas.pk, jenis))
    return tugas


def _yang_sama(jenis: str, kunci: str, parameter: dict[str, Any]) -> Tugas | None:
    lama = Tugas.objects.hidup().filter(jenis=jenis, kunci=kunci).first()
    if lama and lama.parameter != json.loads(json.dumps(parameter)):
        raise AturanDilanggarError(
            f"Pekerjaan yang sama dengan isian lain belum selesai: {lama.judul}. Tunggu sampai "
            "selesai, atau batalkan dahulu.",
            tautan=reverse("tugas:detail", args=[lama.pk]),
            label_tautan="Buka pekerjaannya",
        )
    return lama


@transaction.atomic
def ulangi(tugas: Tugas) -> None:
    """Queue a failed or cancelled job again; raises AturanDilanggarError for any other."""
    if tugas.parameter == DIKOSONGKAN:
        raise AturanDilanggarError(
            "Proses ini sudah lama dan isiannya sudah dihapus menurut masa simpan. Mulai lagi dari "
            "halaman asalnya."
        )
    try:
        with transaction.atomic():
            berubah = Tugas.objects.filter(pk=tugas.pk, status__in=BISA_DIULANG).update(
                status=StatusTugas.ANTRE,
                galat="",
                kemajuan=0,
                dari=0,
                dikirim_pada=None,
                dibatalkan_oleh=None,
                dibatalkan_pada=None,
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
    finished one tells it all. A function that must not lock everybody at once has
    ``satu_transaksi`` false: it commits portion by portion, is safe to run twice, and a second run
    tells what both did. The sentence of a refusal becomes the job's error; any other exception goes
    to the log. ``saat_gagal`` takes the parameters and the refusal of every failure, also of a lost
    worker or a cancelled job, to the row that the job worked on: nothing waits for a job that has
    ended.
    """
    if saat_gagal:
        SAAT_GAGAL[nama] = saat_gagal
    if not satu_transaksi:
        BERTAHAP.add(nama)

    def hias(fungsi: Callable[[Pelaksana], None]) -> Any:
        @shared_task(name=nama, **_batas(nama))
        def jalankan(pk: int) -> None:
            tunggu = TUNGGU_SESI_LAMA if _diantar_ulang() else 0.0
            with kunci_pekerja(pk, tunggu=tunggu) as dapat:
                tugas = ambil(pk) if dapat else None
                if tugas:
                    laksanakan(tugas, fungsi, satu_transaksi=satu_transaksi)
            if tugas and tugas.oleh_id:
                giliran.kirim_berikutnya(tugas.oleh_id)

        return jalankan

    return hias


def _batas(nama: str) -> dict[str, Any]:
    """The soft limit of a kind in seconds, and the hard one for whom the first did not stop."""
    if not (menit := BATAS_MENIT.get(nama)):
        return {}
    return {"soft_time_limit": 60 * menit, "time_limit": 60 * menit + 300}


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


@transaction.atomic
def ambil(pk: int) -> Tugas | None:
    """Mark job ``pk`` as running; None if it has ended, or has to wait for its owner's turn.

    A job whose worker died several times fails instead: it may be the cause.
    """
    pemilik = Tugas.objects.filter(pk=pk).values_list("oleh", flat=True).first()
    if pemilik:
        giliran.pegang(pemilik)
    terkunci = Tugas.objects.select_for_update(of=("self",), no_key=True)
    tugas = terkunci.select_related("oleh").filter(pk=pk).first()
    if tugas is None or not tugas.berlangsung or akhiri_batal(pk):
        return None
    if tugas.status == StatusTugas.BERJALAN and tugas.percobaan >= PALING_BANYAK_TERHENTI:
        gagalkan(pk)
        return None
    if giliran.penuh(tugas):
        Tugas.objects.filter(pk=pk).update(status=StatusTugas.ANTRE, dikirim_pada=None)
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
        _akhiri_gagal(pelaksana, penolakan)
    except SoftTimeLimitExceeded:
        log.warning("tugas %s (%s) melewati batas waktu", tugas.pk, tugas.jenis)
        _akhiri_gagal(pelaksana, AturanDilanggarError(TERLALU_LAMA))
    except Exception as galat:  # fail visibly, and keep the traceback in the log
        if not (pelaksana.dibatalkan or isinstance(galat, DibatalkanError)):
            log.exception("tugas %s (%s) gagal", tugas.pk, tugas.jenis)
        kalimat = kalimat_gangguan(galat) or TAK_TERDUGA
        _akhiri_gagal(pelaksana, AturanDilanggarError(kalimat))


@transaction.atomic
def _akhiri_gagal(pelaksana: Pelaksana, sebab: AturanDilanggarError) -> None:
    """Record the failure, unless somebody cancelled the job; nothing where somebody ended it."""
    pelaksana.buang_hasil()
    if akhiri_batal(pelaksana.tugas.pk):
        return
    with suppress(DibatalkanError):
        pelaksana.akhiri(sebab.kalimat)
        beri_tahu(pelaksana.tugas, sebab)


@transaction.atomic
def gagalkan(pk: int) -> int:
    """Fail a running job that lost its worker; the caller must hold its lock."""
    tugas = Tugas.objects.select_for_update().filter(pk=pk, status=StatusTugas.BERJALAN).first()
    if tugas is None:
        return 0
    beri_tahu(tugas, AturanDilanggarError(TERHENTI))
    tugas.status, tugas.galat, tugas.selesai_pada = StatusTugas.GAGAL, TERHENTI, timezone.now()
    tugas.save(update_fields=["status", "galat", "selesai_pada"])
    return 1
