"""Where a request comes from, for the access log: a variable of the thread that answers it.

The outermost middleware sets it; a background job sets that of the person who started it. Work
that nobody asked for (the night, ``manage.py``) has none.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

# The first that fits: every browser also calls itself by the names of those below it.
PERAMBAN = (
    ("Edge", r"Edg\w*/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+).*Safari"),
)
SISTEM = (
    ("Android", "Android"),
    ("iOS", "iPhone|iPad"),
    ("Windows", "Windows"),
    ("macOS", "Mac OS X"),
    ("ChromeOS", "CrOS"),
    ("Linux", "Linux"),
)


class Asal(NamedTuple):
    """The address (None if there is none) and a short name of the device."""

    alamat: str | None = None
    perangkat: str = ""


TANPA_ASAL = Asal()
_ASAL: ContextVar[Asal] = ContextVar("asal", default=TANPA_ASAL)


def asal_kini() -> Asal:
    return _ASAL.get()


@contextmanager
def berasal(asal: Asal) -> Iterator[None]:
    """Inside, rows of the access log have this origin."""
    tanda = _ASAL.set(asal)
    try:
        yield
    finally:
        _ASAL.reset(tanda)


def perangkat(agen: str) -> str:
    """Browser and system of a User-Agent, as “Chrome 128, Android”; empty without one."""
    if not agen:
        return ""
    peramban = next((f"{n} {m[1]}" for n, pola in PERAMBAN if (m := re.search(pola, agen))), "")
    sistem = next((nama for nama, pola in SISTEM if re.search(pola, agen)), "")
    return ", ".join(filter(None, (peramban, sistem))) or "lainnya"
