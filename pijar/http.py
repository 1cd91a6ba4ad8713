"""Shared code of all views: typed request, rights, pages, middleware."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from ipaddress import ip_address
from typing import Any, Protocol, TypeVar

import pghistory
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django_htmx.middleware import HtmxDetails

from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas

PER_HALAMAN = 50
DITOLAK = "ditolak"  # the code of a form's error that is a refusal
BAGIAN_SESI = 60  # part of its lifetime by which a session may end too early
type_view = Callable[..., HttpResponseBase]


class PetugasRequest(HttpRequest):
    """A request of a signed-in user, with htmx's details."""

    user: Pengguna
    htmx: HtmxDetails


def hak(*kode: str) -> Callable[[type_view], type_view]:
    """Require every right in ``kode``; other users get the 403 page."""
    return permission_required([f"pijar.{k}" for k in kode], raise_exception=True)


def menyusul(
    kalimat: str,
    berat: Callable[[], bool],
    *,
    bila: str = "",
    siap: Callable[[PetugasRequest], bool] | None = None,
) -> Callable[[type_view], type_view]:
    """Answer a GET that is ``berat`` with the page's frame, for which htmx brings the page.

    Counting a city's people takes a second; the frame is there at once and says ``kalimat``.
    ``?bagian=semua`` is the whole page, for who has no script. ``bila``: the parameter that makes
    the page heavy, where it is not always so; ``siap``: whether what it counts is kept already.
    """

    def bungkus(view: type_view) -> type_view:
        @wraps(view)
        def dalam(request: PetugasRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            utuh = request.htmx or request.GET.get("bagian") == "semua"
            ringan = bila and not request.GET.get(bila)
            if request.method != "GET" or utuh or ringan or not berat():
                return view(request, *args, **kwargs)
            if siap is None or not siap(request):
                return render(request, "menyusul.html", {"kalimat": kalimat})
            return view(request, *args, **kwargs)

        return dalam

    return bungkus


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
    request: HttpRequest,
    queryset: QuerySet[Any, Any] | Sequence[Any],
    per: int = PER_HALAMAN,
    *,
    tombol: str = "",
) -> Page[Any]:
    """The page of ``queryset`` numbered by ``?hal=``; a wrong number gives the nearest page.

    A form whose pages keep what was typed sends the number by its button of the name ``tombol``.
    """
    nomor = request.POST.get(tombol) if tombol else request.GET.get("hal")
    return Paginator(queryset, per).get_page(nomor)


def coba(form: BaseForm, kerja: Callable[[dict[str, Any]], object]) -> bool:
    """Do ``kerja`` with what a valid form says; False when the page must show the form again.

    A refusal becomes an error of the form with its link, so that nothing typed is lost.
    """
    if not form.is_valid():
        return False
    try:
        kerja(form.cleaned_data)
    except AturanDilanggarError as penolakan:
        form.add_error(None, ValidationError(_kalimat(penolakan), code=DITOLAK))
        return False
    return True


def _kalimat(penolakan: AturanDilanggarError) -> str:
    """What the form shows of a refusal: its sentence, and the way if it names one."""
    if not penolakan.tautan:
        return penolakan.kalimat
    return format_html(
        '{} <a class="alert-link" href="{}">{}</a>',
        penolakan.kalimat,
        penolakan.tautan,
        penolakan.label_tautan or "Buka halaman terkait",
    )


def status_form(form: BaseForm) -> int:
    """200 for a form without mistakes, 422 for one with some, 409 for one that a rule refused."""
    if not form.is_bound or not form.errors:
        return 200
    return 409 if form.has_error(NON_FIELD_ERRORS, DITOLAK) else 422


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


class HalamanTombolMiddleware:
    """Leads a GET of an address that takes only POST to the page that has its button.

    So somebody whose session ended before they pressed it comes back to that page after signing
    in. The page is the nearest address above: ``/verifikasi/7/`` for ``/verifikasi/7/setujui/``.
    """

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        jawaban = self.get_response(request)
        if jawaban.status_code != 405 or request.method not in ("GET", "HEAD"):
            return jawaban
        if not (halaman_tombol := alamat_tombol(request)):
            return jawaban
        if not len(messages.get_messages(request)):  # said once, also on the way over two addresses
            messages.info(request, "Tombolnya belum ditekan. Periksa isiannya, lalu tekan lagi.")
        return redirect(halaman_tombol)


# Buttons that stand on another page than the one above their address.
HALAMAN_TOMBOL = {
    "peserta:berkas_hapus": "peserta:berkas",
    "peserta:perubahan_banyak": "peserta:perubahan_daftar",
    "peserta:perubahan_banyak_terapkan": "peserta:perubahan_daftar",
    "verifikasi:ajukan": "peserta:daftar",
    "verifikasi:ajukan_kirim": "peserta:daftar",
    "verifikasi:tarik": "peserta:daftar",
}


def alamat_tombol(request: HttpRequest) -> str:
    """The page that has the button of this address; empty if there is none."""
    cocok = request.resolver_match
    if cocok and (nama := HALAMAN_TOMBOL.get(cocok.view_name)):
        pk = {"pk": cocok.kwargs["pk"]} if "pk" in cocok.kwargs else {}
        return reverse(nama, kwargs=pk)
    return alamat_di_atas(request.path_info)


def alamat_di_atas(alamat: str) -> str:
    """The nearest address above ``alamat`` that exists; empty if only the first page is."""
    bagian = alamat.strip("/").split("/")
    for panjang in range(len(bagian) - 1, 0, -1):
        atas = f"/{'/'.join(bagian[:panjang])}/"
        with suppress(Resolver404):
            resolve(atas)
            return atas
    return ""


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
