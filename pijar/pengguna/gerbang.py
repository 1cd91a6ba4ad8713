"""The gate of a session: the code of the second factor, a password of one's own, a second factor.

Until these are done, a session is good for nothing else: a page leads to the next of them, and
whatever else is sent is refused.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pijar.hak import PERAN_BERKUASA
from pijar.http import TERBATAS, PetugasRequest, type_view
from pijar.ketikan.alamat import dengan, halaman_asal
from pijar.ketikan.simpanan import ISIAN, kalimat_berkas, simpan
from pijar.models import Pengguna, SebabKetikan

SESI_KODE = "dua_faktor"  # in the session: when the code was given last
SEGAR = timedelta(minutes=15)
KODE, SANDI, PASANG = "masuk_kode", "kata_sandi", "dua_faktor"
SELALU = {"keluar", "masuk"}
DIMINTA_LAGI = (
    "Tindakan ini meminta kode faktor kedua lagi, jadi belum ada yang tersimpan. Periksa isiannya, "
    "lalu tekan lagi tombolnya."
)


def wajib_dua_faktor(pengguna: Pengguna) -> bool:
    """Whether the house asks this person for a second factor."""
    if not settings.DUA_FAKTOR_WAJIB:
        return False
    return pengguna.is_superuser or pengguna.peran in PERAN_BERKUASA


def langkah_berikut(pengguna: Pengguna, diberi_kode: bool) -> str:
    """The address that a session must pass next; empty when it may do everything."""
    if pengguna.dua_faktor_sejak and not diberi_kode:
        return KODE
    if pengguna.wajib_ganti_sandi:
        return SANDI
    if not pengguna.dua_faktor_sejak and wajib_dua_faktor(pengguna):
        return PASANG
    return ""


class GerbangMiddleware:
    """Leads a session through the gate before any view answers."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: PetugasRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated:
            return None
        langkah = langkah_berikut(request.user, SESI_KODE in request.session)
        if not langkah:
            return None
        request.META[TERBATAS] = True
        nama = request.resolver_match.view_name if request.resolver_match else ""
        if nama in {*SELALU, langkah} or not getattr(view, "login_required", True):
            return None
        return tahan(request, langkah)


def tahan(request: PetugasRequest, langkah: str) -> HttpResponseBase:
    """A page leads on; anything else is refused, and says what comes first."""
    if request.htmx:
        jawaban = HttpResponse(status=204)
        jawaban["HX-Redirect"] = reverse(langkah)
        return jawaban
    if request.method in ("GET", "HEAD"):
        return ke_langkah(langkah, request.get_full_path())
    return render(request, "akun/tertahan.html", {"langkah": langkah}, status=403)


def ke_langkah(langkah: str, sesudah: str) -> HttpResponse:
    kueri = urlencode({"next": sesudah}, safe="/")
    return redirect(f"{reverse(langkah)}?{kueri}" if langkah == KODE else reverse(langkah))


def kode_masih_segar(request: PetugasRequest, kini: datetime) -> bool:
    """Whether the code was given a moment ago, or this account has no second factor."""
    if not request.user.dua_faktor_sejak:
        return True
    return kini.timestamp() - request.session.get(SESI_KODE, 0) < SEGAR.total_seconds()


def tanya_kode(view: type_view) -> type_view:
    """Ask for the code of the second factor again, unless it was given a quarter of an hour ago.

    What was typed comes back into its form afterwards. Stands below the right.
    """

    @wraps(view)
    def dalam(request: PetugasRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kode_masih_segar(request, timezone.now()):
            return view(request, *args, **kwargs)
        sesudah = request.get_full_path()
        if request.method == "POST":
            sesudah = halaman_asal(request) or sesudah
            kalimat = kalimat_berkas(request, DIMINTA_LAGI)
            if token := simpan(request, SebabKetikan.SESI, kalimat):
                sesudah = dengan(sesudah, **{ISIAN: token})
        jawaban = ke_langkah(KODE, sesudah)
        if not request.htmx:
            return jawaban
        pindah = HttpResponse(status=204)
        pindah["HX-Redirect"] = jawaban.headers["Location"]
        return pindah

    dalam.tanya_kode = True  # type: ignore[attr-defined]  # a test lists the views that ask
    return dalam
