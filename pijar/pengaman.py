"""The outermost guard: headers of every answer, also of files and refusals; known methods only.

It also says where the request comes from, for every row of the access log.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from pijar.asal import Asal, berasal, perangkat
from pijar.catatan import ALAMAT
from pijar.http import alamat_klien, type_view

CARA = ("GET", "HEAD", "POST")
# A photo is taken by the camera program that a file field opens; no page asks for any of these.
TANPA = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
KEPALA = {
    "Permissions-Policy": ", ".join(f"{nama}=()" for nama in TANPA),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PengamanMiddleware:
    """Stands before everything that answers, so that no answer is without its headers."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        alamat = alamat_klien(request)
        request.META[ALAMAT] = alamat  # for the log, which knows no settings
        with berasal(Asal(alamat or None, perangkat(request.headers.get("User-Agent", "")))):
            jawaban = self.get_response(request)
        for nama, isi in KEPALA.items():
            jawaban.headers.setdefault(nama, isi)
        return jawaban

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuse TRACE and the like before a view sees them: Django's admin takes every method."""
        return None if request.method in CARA else HttpResponseNotAllowed(CARA)
