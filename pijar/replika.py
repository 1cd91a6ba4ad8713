"""Reading from a streaming replica, and never less than the reader himself has written.

With ``DATABASE_URL_BACA`` there is a second address that only reads. A page or a job that reads
much does so inside :func:`dari_replika`: there the default connection of this thread is the
replica's, so that every query goes there, whichever way it is asked. The replica is used only when
it has replayed what the reader wrote last, and is not further behind than a kept figure may be;
otherwise, or when it does not answer, the primary is asked as ever.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)

V = TypeVar("V", bound=Callable[..., Any])
BACA = "baca"
TULISAN = "tulisan_wal"  # in the session: where the log stood after the user's last writing
TUNGGU_MENYUSUL = 5.0  # seconds that a job waits for the replica before it reads the primary
ISTIRAHAT = 30.0  # seconds without asking a replica that did not answer
WAL_KINI = "SELECT pg_current_wal_insert_lsn()::text"
# Not in recovery, the position is unknown: what was promoted, or is the primary, is no replica.
SAMPAI = """
    SELECT coalesce(pg_is_in_recovery() AND kini >= %(tulisan)s::pg_lsn AND (
        kini >= %(utama)s::pg_lsn
        OR clock_timestamp() - pg_last_xact_replay_timestamp() < make_interval(secs => %(batas)s)
    ), false)
    FROM pg_last_wal_replay_lsn() AS kini
"""

_utama: ContextVar[BaseDatabaseWrapper | None] = ContextVar("utama", default=None)
_istirahat_sampai = 0.0


def ada_replika() -> bool:
    return BACA in connections.settings


def wal_kini() -> str:
    """Where the primary's log stands: whoever has replayed it has seen every commit until now."""
    with di_utama(), connection.cursor() as kursor:
        kursor.execute(WAL_KINI)
        return str(kursor.fetchone()[0])


@contextmanager
def dari_replika(tulisan: str = "", *, tunggu: float = 0.0) -> Iterator[bool]:
    """Read from the replica if it has seen ``tulisan``, waiting so many seconds for it.

    Yields whether it is the replica that is read. Nothing may be written inside, and no temporary
    table or view made: figures of a past moment (ADR 0018) are read from the primary.
    """
    if not ada_replika() or _utama.get() or not _sampai(tulisan, tunggu):
        yield False
        return
    asli = connections[DEFAULT_DB_ALIAS]
    tanda = _utama.set(asli)
    connections[DEFAULT_DB_ALIAS] = connections[BACA]
    try:
        yield True
    finally:
        connections[DEFAULT_DB_ALIAS] = asli
        _utama.reset(tanda)


def untuk_ekspor() -> AbstractContextManager[bool]:
    """For a job that reads much: the replica, with all that was committed until now."""
    return dari_replika(wal_kini() if ada_replika() else "", tunggu=TUNGGU_MENYUSUL)


@contextmanager
def di_utama() -> Iterator[None]:
    """Inside :func:`dari_replika`: what must be asked of the primary all the same."""
    asli = _utama.get()
    if asli is None:
        yield
        return
    replika = connections[DEFAULT_DB_ALIAS]
    tanda = _utama.set(None)
    connections[DEFAULT_DB_ALIAS] = asli
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = replika
        _utama.reset(tanda)


def baca_replika(view: V) -> V:
    """A view that reads much: a GET of it is answered from the replica.

    The replica may cancel a query that its primary's cleaning gets in the way of; the page is then
    read from the primary.
    """

    @wraps(view)
    def dalam(request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method != "GET" or not ada_replika() or connection.in_atomic_block:
            return view(request, *args, **kwargs)
        replika = False
        try:
            with dari_replika(request.session.get(TULISAN, "")) as replika:
                return view(request, *args, **kwargs)
        except OperationalError:
            if not replika:
                raise
            _istirahat()
        return view(request, *args, **kwargs)

    return dalam  # type: ignore[return-value]  # the same arguments and answer


def _sampai(tulisan: str, tunggu: float) -> bool:
    """Whether the replica answers and has replayed enough."""
    if time.monotonic() < _istirahat_sampai:
        return False
    batas = time.monotonic() + tunggu
    isi = {"tulisan": tulisan or "0/0", "utama": wal_kini(), "batas": settings.ANGKA_TERLAMBAT}
    try:
        while not (cukup := _tanya(isi)) and time.monotonic() < batas:
            time.sleep(0.05)
    except OperationalError:
        _istirahat()
        return False
    return cukup


def _tanya(isi: dict[str, Any]) -> bool:
    with connections[BACA].cursor() as kursor:
        kursor.execute(SAMPAI, isi)
        return bool(kursor.fetchone()[0])


def _istirahat() -> None:
    """Leave the replica alone for a while; its connection may be broken."""
    global _istirahat_sampai
    _istirahat_sampai = time.monotonic() + ISTIRAHAT
    connections[BACA].close()
    log.warning("replika tidak menjawab; %d detik dibaca dari basis data utama", ISTIRAHAT)
