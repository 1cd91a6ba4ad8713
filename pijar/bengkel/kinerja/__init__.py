"""Benchmarks, each on its own throw-away database, each with a yardstick of the same run.

Seconds differ between machines; the ratio to the yardstick is what a change can be judged by.
"""

import resource
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

Ukuran = dict[str, object]


class Uji(NamedTuple):
    """``siapkan`` fills the database, ``ukur`` measures in a process of its own."""

    arti: str
    orang: int
    siapkan: Callable[[Path, int], None]
    ukur: Callable[[Path, int], Ukuran]


def waktu(fungsi: Callable[[], object]) -> float:
    """Seconds one call takes."""
    mulai = perf_counter()
    fungsi()
    return perf_counter() - mulai


def p95(detik: list[float]) -> float:
    """95th percentile of the timings."""
    return quantiles(detik, n=20, method="inclusive")[18]


def hasil(*, detik: float, patokan: str, detik_patokan: float, **lain: object) -> Ukuran:
    """The common part of a result: seconds, the yardstick's seconds, and their ratio."""
    return {
        "detik": round(detik, 3),
        "patokan": patokan,
        "detik_patokan": round(detik_patokan, 3),
        "rasio": round(detik / detik_patokan, 2),
        **lain,
    }


def puncak_mb() -> int:
    """Peak memory of this process so far, in MB; ask before the yardstick runs."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
