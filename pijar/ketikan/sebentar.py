"""A number that was revealed may be seen on its page for a minute: reload and Back show it again.

The session says of what, and until when; the number itself stands only in the page. The reveal is
logged where it was asked for, once. Signing out ends it, and so does the next one.
"""

from django.http import HttpRequest
from django.utils import timezone

SESI = "dibuka"
MASA = 60  # seconds


def beri_lihat(request: HttpRequest, tentang: str) -> None:
    """Let this session see the number of ``tentang`` from now on for a minute."""
    request.session[SESI] = [tentang, int(timezone.now().timestamp()) + MASA]


def boleh_lihat(request: HttpRequest, tentang: str) -> bool:
    """Whether that minute is not over yet."""
    apa, sampai = request.session.get(SESI, ["", 0])
    return apa == tentang and timezone.now().timestamp() < sampai
