"""Read the next items in a thread while the caller works on the current one."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Isi = TypeVar("Isi")
BERGANTIAN = 0.0002  # seconds; with Python's default 0,005 the reading thread waits too long


def sambil(sumber: Iterator[Isi]) -> Iterator[Isi]:
    """Yield the items of ``sumber``; a thread makes the next item during the caller's work.

    It saves time only if making an item releases the interpreter lock, as decompression does.
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
