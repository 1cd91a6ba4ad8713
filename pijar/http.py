"""What every view needs: the typed request, rights, pages, and refusals turned into 409."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Protocol, TypeVar

import pghistory
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas

PER_HALAMAN = 50
BAGIAN_SESI = 60  # of its time, by which a session may end too early
type_view = Callable[..., HttpResponseBase]


class PetugasRequest(HttpRequest):
    """A request whose user has signed in, with htmx's details."""

    user: Pengguna
    htmx: HtmxDetails


def hak(*kode: str) -> Callable[[type_view], type_view]:
    """Let in only who has every right of ``kode``; others get the 403 page."""
    return permission_required([f"pijar.{k}" for k in kode], raise_exception=True)


M_co = TypeVar("M_co", bound=Model, covariant=True)


class Berwilayah(Protocol[M_co]):
    """A manager that knows what an officer may see."""

    def for_petugas(self, petugas: Pengguna) -> QuerySet[Any, M_co]: ...


def ambil(
    request: PetugasRequest, asal: Berwilayah[M_co], pk: int, *terkait: str, **syarat: Any
) -> M_co:
    """The row ``pk`` that this officer may see, with ``terkait``; any other does not exist."""
    semua = asal.for_petugas(request.user)
    return get_object_or_404(semua.select_related(*terkait) if terkait else semua, pk=pk, **syarat)


def halaman(
    request: HttpRequest, queryset: QuerySet[Any, Any] | Sequence[Any], per: int = PER_HALAMAN
) -> Page[Any]:
    """The page of ``queryset`` that ``?hal=`` names; a wrong number gives the nearest page."""
    return Paginator(queryset, per).get_page(request.GET.get("hal"))


def alamat_klien(request: HttpRequest) -> str:
    """Where a sign-in comes from, for the log: what our proxy saw, not what the client says."""
    alamat = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:  # the proxy puts its client last; anything before it is the client's word
        diteruskan = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        with suppress(ValueError):
            alamat = str(ip_address(diteruskan))
    return alamat


def konteks(request: HttpRequest) -> dict[str, object]:
    """Variables of every template: the application's name and the user's running jobs."""
    user = getattr(request, "user", None)
    jumlah = 0
    if user is not None and user.is_authenticated:
        jumlah = Tugas.objects.hidup().filter(oleh=user).count()
    return {"nama_aplikasi": "PIJAR SEMAR", "tugas_berjalan": jumlah}


class PenolakanMiddleware:
    """Every :class:`AturanDilanggarError` becomes a 409 with its sentence."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AturanDilanggarError):
            return None
        htmx = getattr(request, "htmx", False)
        konteks_penolakan = {
            "kalimat": exception.kalimat,
            "tautan": exception.tautan,
            "label_tautan": exception.label_tautan,
        }
        if not htmx:
            return render(request, "409.html", konteks_penolakan, status=409)
        # Beside the page's other messages, not in place of what was clicked.
        jawaban = render(request, "_penolakan.html", konteks_penolakan, status=409)
        jawaban["HX-Retarget"], jawaban["HX-Reswap"] = "#pesan", "innerHTML show:top"
        return jawaban


class TanpaSimpananMiddleware:
    """Pages of who has signed in are kept by no browser: counters share their computers."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        jawaban = self.get_response(request)
        if request.user.is_authenticated:
            jawaban.headers.setdefault("Cache-Control", "private, no-store")
        return jawaban


class SesiMiddleware:
    """A session lives on while it is used. It is written now and then, not with every page.

    So a page that renews itself hardly ever puts back what another page has just changed.
    """

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        jawaban = self.get_response(request)
        if request.user.is_authenticated:
            kini = int(timezone.now().timestamp())
            jeda = settings.SESSION_COOKIE_AGE // BAGIAN_SESI
            if kini - request.session.get("dipakai", 0) >= jeda:
                request.session["dipakai"] = kini
        return jawaban


class RiwayatMiddleware:
    """Tell the history triggers who is asking; only for requests that may write."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        user = getattr(request, "user", None)
        with pghistory.context(pengguna=user.pk if user else None):
            return self.get_response(request)
