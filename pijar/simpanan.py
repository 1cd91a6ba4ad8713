"""Figures that are kept for their readers, never more than some seconds behind a change (ADR 0025).

A figure is a pure function of dates, numbers and words that reads some tables. Its value is kept
with the transactions that it has seen. Each transaction that writes one of the tables leaves a
mark; a mark that the value has not seen is a change under it. A change that is young leaves the
kept value good for a while, and has a job count anew; one that is older is waited for.

A figure asked for inside a transaction is counted there and not kept: only that transaction sees
what it wrote, or as of when it reads the past.
"""

from __future__ import annotations

import logging
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.urls import get_resolver
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from pijar.celery import app
from pijar.keadaan import ingatan, satu_keadaan
from pijar.kemas import Butir, baca_kunci, buka, kemas, sidik_hitungan, tulis_kunci
from pijar.kunci import Kunci
from pijar.models import AngkaTersimpan
from pijar.replika import di_utama
from pijar.simpanan_sql import AMBIL, CUPLIKAN, MINTA, SIMPAN
from pijar.terbaca import Disimpan, Terbaca, boleh_terlambat, tepat

log = logging.getLogger(__name__)

T = TypeVar("T")
Dibaca = type[Model] | str  # a table, or ``table.column``
TUGAS_HITUNG = "pijar.hitung_lagi"
BAGIAN = "bagian"  # in what one state remembers: the parts that were counted in it
SELISIH_JAM = timedelta(seconds=1)  # between the clocks of two machines

_semua: dict[str, Simpanan[Any]] = {}


class Simpanan(Generic[T]):
    """A figure that is kept: its name, the function that counts it, the tables that it reads.

    Of a table that is written all day it may name the columns instead (``riwayat.amati_kolom``).
    """

    def __init__(self, nama: str, hitung: Callable[..., T], tabel: Sequence[Dibaca]) -> None:
        if nama in _semua:
            raise ValueError(f"{nama} disimpan dua kali")
        self.nama, self.hitung = nama, hitung
        self.tabel = [t if isinstance(t, str) else t._meta.db_table for t in tabel]  # noqa: SLF001
        _semua[nama] = self

    def baca(self, *kunci: Butir) -> Disimpan[T]:
        """The value of ``kunci``, kept or counted now; the same as ``hitung(*kunci)``.

        Always by the primary: a replica does not know which transactions are open.
        """
        satu = Satu(self, kunci)
        with di_utama():
            if connection.in_atomic_block:
                return Disimpan(satu.hitung(), timezone.now())
            kelompok = _kelompok.get()
            if kelompok is None or satu not in kelompok.daftar:
                kelompok = Kelompok([satu])
            return kelompok.baca(satu)

    def bagian(self, *kunci: Butir) -> T:
        """A part of a figure that is being kept: what is kept of it, where nothing has changed.

        Else it is counted, and kept with the figure; anywhere else it is counted.
        """
        satu, dihitung = Satu(self, kunci), (ingatan() or {}).get(BAGIAN)
        if isinstance(dihitung, dict) and satu not in dihitung:
            ada = ambil([satu]).get(satu)
            tetap = ada is not None and ada.berubah is None
            dihitung[satu] = buka(bytes(ada.isi)) if ada and tetap else satu.hitung()
        return cast(T, dihitung[satu] if isinstance(dihitung, dict) else satu.hitung())

    def siap(self, *kunci: Butir) -> bool:
        """Whether a reader need not wait for ``kunci``."""
        return Kelompok([Satu(self, kunci)]).siap


@dataclass(frozen=True)
class Satu:
    """One figure of one key."""

    simpanan: Simpanan[Any]
    kunci: tuple[Butir, ...]

    @property
    def tulisan(self) -> str:
        return tulis_kunci(self.kunci)

    @property
    def bagian(self) -> int:
        """Its part of the lock."""
        return crc32(f"{self.simpanan.nama} {self.tulisan}".encode()) - 2**31

    def hitung(self) -> Any:
        return self.simpanan.hitung(*self.kunci)


Bacaan = tuple[Simpanan[Any], *tuple[Butir, ...]]


class Kelompok:
    """Figures of one page: looked up together, and counted together when one must be.

    What a reader waits for is then counted in one state (:mod:`pijar.keadaan`), for all of them.
    """

    def __init__(self, daftar: Iterable[Satu]) -> None:
        self.daftar = list(daftar)
        self.terhitung: dict[Satu, Disimpan[Any]] | None = None

    @cached_property
    def segar(self) -> dict[Satu, Terbaca]:
        """Those that may be shown; a job is asked for those that changed."""
        segar = {s: a for s, a in ambil(self.daftar).items() if a.segar}
        _minta([a for a in segar.values() if a.berubah])
        return segar

    @property
    def siap(self) -> bool:
        """Whether a reader need not wait for any of them."""
        with di_utama():
            return not connection.in_atomic_block and len(self.segar) == len(self.daftar)

    def baca(self, satu: Satu) -> Disimpan[Any]:
        if satu in self.segar:
            return self.segar[satu].tampak()
        if self.terhitung is None:
            self.terhitung = _hitung_sendiri([s for s in self.daftar if s not in self.segar])
        # One that could not be counted says alone why.
        return self.terhitung.get(satu) or _hitung_sendiri([satu])[satu]


_kelompok: ContextVar[Kelompok | None] = ContextVar("kelompok", default=None)


@contextmanager
def bersama(daftar: Iterable[Bacaan]) -> Iterator[Kelompok]:
    """Inside, these figures are one :class:`Kelompok`; each stands before its key."""
    kelompok = Kelompok(Satu(simpanan, tuple(k)) for simpanan, *k in daftar)
    tanda = _kelompok.set(kelompok)
    try:
        yield kelompok
    finally:
        _kelompok.reset(tanda)


def ambil(daftar: Sequence[Satu]) -> dict[Satu, Terbaca]:
    """What is kept of these."""
    isi: dict[str, Any] = {
        "nama": [s.simpanan.nama for s in daftar],
        "kunci": [s.tulisan for s in daftar],
        "tabel": [" ".join(s.simpanan.tabel) for s in daftar],
        "sidik": sidik_hitungan(),
    }
    with connection.cursor() as kursor:
        kursor.execute(AMBIL, isi)
        return {daftar[urut - 1]: Terbaca(*baris) for urut, *baris in kursor}


def _hitung_sendiri(daftar: Sequence[Satu]) -> dict[Satu, Disimpan[Any]]:
    """Count, unless another session does so: one at a time, the others wait for it.

    They take what was begun after they asked, however long it took: it misses nothing from before.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT clock_timestamp()")
        ditanya = kursor.fetchone()[0]
    with ExitStack() as giliran:
        for bagian in sorted({s.bagian for s in daftar}):
            Kunci.SIMPANAN.tunggu(bagian)
            giliran.callback(Kunci.SIMPANAN.lepas, bagian)
        terbaca = ambil(daftar).items()
        ada = {s: a.tampak() for s, a in terbaca if a.segar or a.pada >= ditanya}
        return ada | _hitung([s for s in daftar if s not in ada])


def _hitung(daftar: Sequence[Satu]) -> dict[Satu, Disimpan[Any]]:
    """Count in one state of the database, then keep. Read before it is kept: see ``kemas``.

    One that fails does not hold up the others; alone it raises its error.
    """
    hasil: dict[Satu, Disimpan[Any]] = {}
    baris = []
    with satu_keadaan() as keadaan, connection.cursor() as kursor:
        bagian: dict[Satu, Any] = {}
        keadaan[BAGIAN] = bagian
        kursor.execute(CUPLIKAN)
        cuplikan, pada = kursor.fetchone()
        for satu in daftar:
            try:
                with transaction.atomic():
                    nilai = satu.hitung()
                isi = kemas(nilai)
            except Exception:
                if len(daftar) == 1:
                    raise
                log.exception("%s %s tidak terhitung", satu.simpanan.nama, satu.tulisan)
                continue
            hasil[satu] = Disimpan(nilai, pada)
            baris.append((satu.simpanan.nama, satu.tulisan, isi))
    baris += [(s.simpanan.nama, s.tulisan, kemas(nilai)) for s, nilai in bagian.items()]
    sidik = sidik_hitungan()
    with connection.cursor() as kursor:
        for nama, kunci, isi in baris:  # the history library cannot add its context to many at once
            kursor.execute(SIMPAN, (nama, kunci, sidik, isi, cuplikan, pada))
    return hasil


def _minta(daftar: Sequence[Terbaca]) -> None:
    """Have a job count, once; a quarter of the time that it may be behind lies between two."""
    if not daftar:
        return
    with connection.cursor() as kursor:
        kursor.execute(MINTA, [[a.pk for a in daftar], settings.ANGKA_TERLAMBAT])
        if not kursor.rowcount:
            return
    jeda = min(a.pada - a.kini for a in daftar) + boleh_terlambat() / 4
    try:
        app.send_task(TUGAS_HITUNG, countdown=max(0, jeda.total_seconds()), expires=60, retry=False)
    except (BrokerError, OSError):
        log.warning("broker tidak terjangkau, angka dihitung oleh pembacanya")


def daftar_simpanan() -> Mapping[str, Simpanan[Any]]:
    """Every kept figure by its name; a job has not imported the pages that show them."""
    _ = get_resolver().url_patterns
    return _semua


def hitung_lagi(kini: datetime) -> None:
    """Count anew what readers asked for and what has changed; a second run finds nothing to do.

    What was counted a moment ago is left for the job that was asked for it.
    """
    semua, batas = daftar_simpanan(), kini - boleh_terlambat() / 4 + SELISIH_JAM
    diminta = AngkaTersimpan.objects.filter(
        sidik=sidik_hitungan(), diminta_pada__isnull=False, pada__lte=batas, nama__in=semua
    )
    pasangan = list(diminta.order_by("pk").values_list("nama", "kunci"))
    with tepat(True):
        _hitung_sendiri([Satu(semua[n], baca_kunci(k)) for n, k in pasangan])
