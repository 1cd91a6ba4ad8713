"""Shared code of all views: typed request, rights, pages, middleware."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Protocol, TypeVar

import pghistory
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas

PER_HALAMAN = 50
BAGIAN_SESI = 60  # part of its lifetime by which a session may end too early
type_view = Callable[..., HttpResponseBase]


class PetugasRequest(HttpRequest):
    """A request of a signed-in user, with htmx's details."""

    user: Pengguna
    htmx: HtmxDetails


def hak(*kode: str) -> Callable[[type_view], type_view]:
    """Require every right in ``kode``; other users get the 403 page."""
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
    """The page of ``queryset`` numbered by ``?hal=``; a wrong number gives the nearest page."""
    return Paginator(queryset, per).get_page(request.GET.get("hal"))


def coba(form: Form, kerja: Callable[[], object]) -> bool:
    """Do ``kerja``; a refusal becomes an error of ``form``, so that nothing typed is lost."""
    try:
        kerja()
    except AturanDilanggarError as penolakan:
        form.add_error(None, penolakan.kalimat)
        return False
    return True


def alamat_klien(request: HttpRequest) -> str:
    """The client's IP address for the sign-in log, as our proxy saw it."""
    alamat = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:  # our proxy appends the address; clients can forge those before it
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
        # Show the sentence among the page's messages, not in place of the clicked element.
        jawaban = render(request, "_penolakan.html", konteks_penolakan, status=409)
        jawaban["HX-Retarget"], jawaban["HX-Reswap"] = "#pesan", "innerHTML show:top"
        return jawaban


class TanpaSimpananMiddleware:
    """Forbids browsers to store pages of signed-in users, because counters share computers."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        jawaban = self.get_response(request)
        if request.user.is_authenticated:
            jawaban.headers.setdefault("Cache-Control", "private, no-store")
        return jawaban


class SesiMiddleware:
    """Extends a session in use; writes it only now and then, not with every page.

    So a page that reloads itself rarely overwrites a change by another page.
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
    """Gives the user's id to the history triggers, for requests that may write."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        user = getattr(request, "user", None)
        with pghistory.context(pengguna=user.pk if user else None):
            return self.get_response(request)
