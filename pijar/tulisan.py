"""What a user wrote himself: he sees it at once, wherever figures and pages are read from."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pijar.replika import TULISAN, ada_replika, wal_kini
from pijar.terbaca import tepat

KUE = "menulis"  # cookie of who wrote something a moment ago


class TulisanSendiriMiddleware:
    """For a moment, kept figures of whoever wrote something must miss no change.

    A replica must have replayed it before it answers him (kept in his session).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        menulis = request.method not in ("GET", "HEAD", "OPTIONS")
        kue = settings.AWALAN_KUE + KUE
        with tepat(menulis or kue in request.COOKIES):
            jawaban = self.get_response(request)
        if menulis and jawaban.status_code < 400:
            aman = {"httponly": True, "secure": settings.HTTPS, "samesite": "Lax"}
            jawaban.set_cookie(kue, "1", max_age=settings.ANGKA_TERLAMBAT, **aman)
            if ada_replika() and request.user.is_authenticated:
                request.session[TULISAN] = wal_kini()
        return jawaban
