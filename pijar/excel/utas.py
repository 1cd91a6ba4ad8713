"""Two things at once in one process: reading beside checking."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Isi = TypeVar("Isi")
BERGANTIAN = 0.0002  # seconds; with the usual 0,005 the other thread comes too late


def sambil(sumber: Iterator[Isi]) -> Iterator[Isi]:
    """The same, each made in another thread while the one before is worked on.

    Worth it where the making lets other Python run: inflating, the reader's loading.
    """
    biasanya = sys.getswitchinterval()
    sys.setswitchinterval(BERGANTIAN)
    try:
        with ThreadPoolExecutor(1) as pelaksana:
            nanti = pelaksana.submit(next, sumber, None)
            while (kini := nanti.result()) is not None:
                nanti = pelaksana.submit(next, sumber, None)
                yield kini
    finally:
        sys.setswitchinterval(biasanya)
