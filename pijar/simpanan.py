"""Figures that are kept for their readers, never more than some seconds behind a change (ADR 0025).

A figure is a pure function of dates, numbers and words that reads some tables. Its value is kept
with the transactions that it has seen. Each transaction that writes one of the tables leaves a
mark; a mark that the value has not seen is a change under it. A change that is young leaves the
kept value good for a while, and has a job count anew; one that is older is waited for.

A figure asked for inside a transaction is counted there and not kept: only that transaction sees
what it wrote, or as of when it reads the past.
"""

from __future__ import annotations

import json
import logging
from binascii import crc32
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.urls import get_resolver
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from pijar.celery import app
from pijar.kemas import buka, kemas, sidik_hitungan
from pijar.kunci import Kunci
from pijar.models import AngkaTersimpan, Ubahan
from pijar.replika import di_utama

log = logging.getLogger(__name__)

T = TypeVar("T")
Butir = date | str | int
TUGAS_HITUNG = "pijar.hitung_lagi"
UMUR_SIMPANAN = timedelta(days=1)  # older figures and marks are thrown away at night
PELADEN = """(SELECT system_identifier FROM pg_control_system()) || ':' ||
    (SELECT oid FROM pg_database WHERE datname = current_database())"""
# The oldest change that a kept value has not seen. Every transaction below the first one that was
# open then has been seen, so that the index finds the few others.
BERUBAH = """(
    SELECT min(u.pada) FROM pijar_ubahan u
    WHERE u.tabel = ANY(%(tabel)s)
        AND u.xid >= pg_snapshot_xmin(s.cuplikan::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(u.xid::text::xid8, s.cuplikan::pg_snapshot)
)"""
AMBIL = f"""
    SELECT s.id, s.nilai, s.pada, {BERUBAH}, clock_timestamp() FROM pijar_angkatersimpan s
    WHERE s.nama = %(nama)s AND s.kunci = %(kunci)s AND s.sidik = %(sidik)s
        AND s.peladen = {PELADEN}
"""  # noqa: S608 - constants of this module only
SIMPAN = f"""
    INSERT INTO pijar_angkatersimpan (nama, kunci, sidik, peladen, nilai, cuplikan, pada)
    VALUES (%(nama)s, %(kunci)s, %(sidik)s, {PELADEN}, %(nilai)s, %(cuplikan)s, %(pada)s)
    ON CONFLICT (nama, kunci, sidik, peladen) DO UPDATE SET nilai = excluded.nilai,
        cuplikan = excluded.cuplikan, pada = excluded.pada, diminta_pada = NULL
"""  # noqa: S608 - as above
MINTA = """
    UPDATE pijar_angkatersimpan SET diminta_pada = clock_timestamp()
    WHERE id = %s AND coalesce(diminta_pada < clock_timestamp() - make_interval(secs => %s), true)
"""
SATU_KEADAAN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
CUPLIKAN = "SELECT pg_current_snapshot()::text, clock_timestamp()"

_tepat: ContextVar[bool] = ContextVar("tepat", default=False)
_semua: dict[str, Simpanan[Any]] = {}


@contextmanager
def tepat(ya: bool) -> Iterator[None]:
    """Inside, no figure may miss a change, however young: the reader made one himself."""
    tanda = _tepat.set(ya)
    try:
        yield
    finally:
        _tepat.reset(tanda)


def boleh_terlambat() -> timedelta:
    """How far a kept figure may be behind a change."""
    return timedelta(seconds=settings.ANGKA_TERLAMBAT)


@dataclass(frozen=True)
class Disimpan(Generic[T]):
    """A value, and the moment as of which it counts."""

    nilai: T
    pada: datetime


@dataclass(frozen=True)
class Terbaca:
    """A kept value as it was found: counted at ``pada``, first change since, the clock."""

    pk: int
    isi: memoryview
    pada: datetime
    berubah: datetime | None
    kini: datetime

    @property
    def segar(self) -> bool:
        """Whether it may be shown."""
        if self.berubah is None:
            return True
        return not _tepat.get() and self.kini - self.berubah < boleh_terlambat()


class Simpanan(Generic[T]):
    """A figure that is kept: its name, the function that counts it, the tables that it reads."""

    def __init__(self, nama: str, hitung: Callable[..., T], tabel: Sequence[type[Model]]) -> None:
        if nama in _semua:
            raise ValueError(f"{nama} disimpan dua kali")
        self.nama, self.hitung = nama, hitung
        self.tabel = [m._meta.db_table for m in tabel]  # noqa: SLF001 - Django's public API
        _semua[nama] = self

    def baca(self, *kunci: Butir) -> Disimpan[T]:
        """The value of ``kunci``, kept or counted now; the same as ``hitung(*kunci)``.

        Always by the primary: a replica does not know which transactions are open.
        """
        with di_utama():
            return self._baca(kunci)

    def _baca(self, kunci: tuple[Butir, ...]) -> Disimpan[T]:
        if connection.in_atomic_block:
            return Disimpan(self.hitung(*kunci), timezone.now())
        ada = self._ambil(kunci)
        if ada is None or not ada.segar:
            return self._hitung_sendiri(kunci)
        if ada.berubah:
            self._minta(ada, kunci)
        return _tampak(ada)

    def siap(self, *kunci: Butir) -> bool:
        """Whether a reader need not wait for ``kunci``."""
        with di_utama():
            ada = None if connection.in_atomic_block else self._ambil(kunci)
        return ada is not None and ada.segar

    def _hitung_sendiri(self, kunci: tuple[Butir, ...]) -> Disimpan[T]:
        """Count, unless another session has just done so: one at a time, the others wait for it."""
        bagian = crc32(f"{self.nama} {tulis_kunci(kunci)}".encode()) - 2**31
        Kunci.SIMPANAN.tunggu(bagian)
        try:
            ada = self._ambil(kunci)
            if ada is not None and ada.segar:
                return _tampak(ada)
            return self._hitung(kunci)
        finally:
            Kunci.SIMPANAN.lepas(bagian)

    def _hitung(self, kunci: tuple[Butir, ...]) -> Disimpan[T]:
        """Count in one state of the database, then keep. Read before it is kept: see ``kemas``."""
        with transaction.atomic():
            with connection.cursor() as kursor:
                kursor.execute(SATU_KEADAAN)
                kursor.execute(CUPLIKAN)
                cuplikan, pada = kursor.fetchone()
            nilai = self.hitung(*kunci)
        isi = {"nilai": kemas(nilai), "cuplikan": cuplikan, "pada": pada}
        with connection.cursor() as kursor:
            kursor.execute(SIMPAN, self._isi(kunci) | isi)
        return Disimpan(nilai, pada)

    def _ambil(self, kunci: tuple[Butir, ...]) -> Terbaca | None:
        with connection.cursor() as kursor:
            kursor.execute(AMBIL, self._isi(kunci))
            baris = kursor.fetchone()
        return Terbaca(*baris) if baris else None

    def _isi(self, kunci: tuple[Butir, ...]) -> dict[str, Any]:
        return {
            "nama": self.nama,
            "kunci": tulis_kunci(kunci),
            "sidik": sidik_hitungan(),
            "tabel": self.tabel,
        }

    def _minta(self, ada: Terbaca, kunci: tuple[Butir, ...]) -> None:
        """Have a job count, once, and not sooner than half the time it may take after the last."""
        with connection.cursor() as kursor:
            kursor.execute(MINTA, [ada.pk, settings.ANGKA_TERLAMBAT])
            if not kursor.rowcount:
                return
        jeda = (ada.pada - ada.kini + boleh_terlambat() / 2).total_seconds()
        isi = [self.nama, tulis_kunci(kunci)]
        try:
            app.send_task(TUGAS_HITUNG, isi, countdown=max(0, jeda), expires=60, retry=False)
        except (BrokerError, OSError):
            log.warning("broker tidak terjangkau, %s dihitung oleh pembacanya", self.nama)

    def periksa(self, kunci: tuple[Butir, ...]) -> bool:
        """Whether the kept value is what the rows say; a wrong one is forgotten.

        True when there is nothing to compare: none is kept, or its tables have changed since.
        """
        with transaction.atomic():
            with connection.cursor() as kursor:
                kursor.execute(SATU_KEADAAN)
            ada = self._ambil(kunci)
            if ada is None or ada.berubah or buka(bytes(ada.isi)) == self.hitung(*kunci):
                return True
        AngkaTersimpan.objects.filter(pk=ada.pk, pada=ada.pada).delete()
        return False


def _tampak(ada: Terbaca) -> Disimpan[Any]:
    """What nobody changed since counts as of now."""
    return Disimpan(cast(Any, buka(bytes(ada.isi))), ada.pada if ada.berubah else ada.kini)


def daftar_simpanan() -> Mapping[str, Simpanan[Any]]:
    """Every kept figure by its name; a job has not imported the pages that show them."""
    _ = get_resolver().url_patterns
    return _semua


def tulis_kunci(kunci: Sequence[Butir]) -> str:
    """``[["2026-09-01"], "apbd", 7]``: a date is told from a word by its brackets."""
    return json.dumps([[k.isoformat()] if isinstance(k, date) else k for k in kunci])


def baca_kunci(tulisan: str) -> tuple[Butir, ...]:
    """What :func:`tulis_kunci` wrote."""
    isi = json.loads(tulisan)
    return tuple(date.fromisoformat(k[0]) if isinstance(k, list) else k for k in isi)


def hitung_lagi(nama: str, kunci: str) -> None:
    """Count a figure anew if its tables have changed; a second run finds nothing to do."""
    if simpanan := daftar_simpanan().get(nama):
        with tepat(True):
            simpanan.baca(*baca_kunci(kunci))


def periksa_semua() -> tuple[int, list[str]]:
    """Count every kept figure anew; how many there are, and which differ."""
    sidik = sidik_hitungan()
    semua = AngkaTersimpan.objects.filter(sidik=sidik, nama__in=daftar_simpanan())
    daftar = list(semua.order_by("pk").values_list("nama", "kunci"))
    beda = [f"{n} {k}" for n, k in daftar if not _semua[n].periksa(baca_kunci(k))]
    return len(daftar), beda


def buang_lama(kini: datetime) -> None:
    """Throw away figures of the day before, and marks that none of today's can have missed.

    A mark is kept for twice as long as a figure: whoever is counting meanwhile needs it.
    """
    AngkaTersimpan.objects.filter(pada__lt=kini - UMUR_SIMPANAN).delete()
    Ubahan.objects.filter(pada__lt=kini - 2 * UMUR_SIMPANAN).delete()
