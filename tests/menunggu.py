"""Waiting in tests: for what happens, never for a time that a slow machine would not keep."""

import time
from collections.abc import Callable

from tests.pemilik import pemilik

MENUNGGU_KUNCI = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def tunggu(apa: Callable[[], object], detik: float = 180, jeda: float = 0.02) -> None:
    """Wait until ``apa()`` is true; fails when it never is."""
    sampai = time.monotonic() + detik
    while not apa():
        assert time.monotonic() < sampai, f"terlalu lama: {apa}"
        time.sleep(jeda)


def hitung(sql: str, *isi: object) -> int:
    """The number that ``sql`` finds now; a transaction would else see the sessions of its start."""
    with pemilik() as kursor:  # the application sees nothing of other sessions
        kursor.execute("SELECT pg_stat_clear_snapshot()")
        kursor.execute(sql, isi)
        return int(kursor.fetchone()[0])


def yang_tertahan() -> int:
    """How many sessions of this database wait for a lock."""
    return hitung(MENUNGGU_KUNCI)
