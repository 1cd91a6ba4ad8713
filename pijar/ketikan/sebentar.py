"""What was revealed may be seen on its page for a minute: reload and Back show it again.

The session says of what, and until when. A number stands only in the page; of a password the
session keeps what it is made from, which opens nothing by itself. The reveal is logged where it was
asked for, once. Signing out ends it, and so does the next one.
"""

from django.http import HttpRequest
from django.utils import timezone

SESI = "dibuka"
MASA = 60  # seconds


def beri_lihat(request: HttpRequest, tentang: str, bibit: str = "") -> None:
    """Let this session see the number of ``tentang``, or what ``bibit`` makes, for a minute."""
    request.session[SESI] = [tentang, int(timezone.now().timestamp()) + MASA, bibit]


def boleh_lihat(request: HttpRequest, tentang: str) -> bool:
    """Whether that minute is not over yet."""
    return bibit_lihat(request, tentang) is not None


def bibit_lihat(request: HttpRequest, tentang: str) -> str | None:
    """The ``bibit`` that was given with it; ``None`` once the minute is over."""
    apa, sampai, *bibit = request.session.get(SESI, ["", 0])
    dalam_masa = apa == tentang and timezone.now().timestamp() < sampai
    return "".join(bibit) if dalam_masa else None
