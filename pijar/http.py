"""Shared code of all views: typed request, rights, pages, middleware."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, Protocol, TypeVar

import pghistory
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html
from django_htmx.middleware import HtmxDetails

from pijar.errors import AturanDilanggarError
from pijar.hak import SEKOTA
from pijar.hitungan import hitung
from pijar.models import JejakAkses, Pengguna
from pijar.saringan import DAFTAR_TADI, DIINGAT
from pijar.sesi import ALAMAT, DIPAKAI, MULAI, PERAMBAN

PER_HALAMAN = 50
HANYA_KOTA = (
    "Ini berlaku untuk seluruh kota, sedangkan akun Anda dibatasi pada satu wilayah. Minta admin "
    "tanpa batas wilayah mengerjakannya."
)
DITOLAK = "ditolak"  # the code of a form's error that is a refusal
SEGEL = "dilihat"  # the field of a form that holds what its page showed
UTUH = "pijar.utuh"  # in the environment: the page is wanted whole
TERBATAS = "pijar.terbatas"  # in the environment: the session may not do anything yet
MENGAUDIT = "pijar.mengaudit"
MENUNGGU = "X-Menunggu"  # header of what a page asks by itself while a job runs
BAGIAN_SESI = 60  # part of its lifetime by which a session may end too early
type_view = Callable[..., HttpResponseBase]


class PetugasRequest(HttpRequest):
    """A request of a signed-in user, with htmx's details."""

    user: Pengguna
    htmx: HtmxDetails


def hak(*kode: str) -> Callable[[type_view], type_view]:
    """Require every right in ``kode``; other users get the 403 page.

    An auditor reads any page whose right does not open full numbers (:mod:`pijar.pengguna.auditor`
    holds the exceptions), and sends nothing. What an address of :data:`pijar.hak.SEKOTA` changes is
    of the whole city: an officer of one area is refused with a sentence.
    """
    perlu = [f"pijar.{k}" for k in kode]

    def bungkus(view: type_view) -> type_view:
        @wraps(view)
        def dalam(request: PetugasRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            membaca = request.method in ("GET", "HEAD") and "buka_nik" not in kode
            if not request.user.has_perms(perlu) and not (
                membaca and request.user.has_perm(MENGAUDIT)
            ):
                raise PermissionDenied
            cocok = request.resolver_match
            kirim = request.method == "POST" and request.user.wilayah
            if kirim and cocok and cocok.view_name.startswith(SEKOTA):
                raise AturanDilanggarError(HANYA_KOTA)
            return view(request, *args, **kwargs)

        return dalam

    return bungkus


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
            utuh = request.htmx or request.GET.get("bagian") == "semua" or UTUH in request.META
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

    A refusal becomes an error of the form with its link, so that nothing typed is lost. Not of a
    form that seals what it showed: :mod:`pijar.ketikan` shows that with what is there now.
    """
    if not form.is_valid():
        return False
    try:
        kerja(form.cleaned_data)
    except AturanDilanggarError as penolakan:
        if SEGEL in form.fields:
            raise
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
    """Variables of every template: the application's name, and what the menu counts.

    ``terbatas``: the session has not passed its gate (:mod:`pijar.pengguna.gerbang`): no menu.
    ``sisa_sesi``: seconds until the script hides the page.
    """
    user, terbatas = getattr(request, "user", None), bool(request.META.get(TERBATAS))
    isi: dict[str, object] = {"nama_aplikasi": "PIJAR SEMAR", "terbatas": terbatas}
    if user is not None and user.is_authenticated and not terbatas:
        isi["jumlah_menu"] = hitung(user, sebagian=bool(getattr(request, "htmx", False)))
        isi["sisa_sesi"] = sisa_sesi(request, timezone.now())
    return isi


def sisa_sesi(request: HttpRequest, pada: datetime) -> int:
    """The seconds that a signed-in session lasts if nothing is done with it."""
    kini, sesi = int(pada.timestamp()), request.session
    diam = sesi.get(DIPAKAI, kini) + settings.SESSION_COOKIE_AGE
    return min(diam, sesi.get(MULAI, kini) + settings.SESI_PALING_LAMA_JAM * 3600) - kini


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

    So a page that reloads itself rarely overwrites a change by another page. What a page asks by
    itself (a bar of a job) does not extend it; and no session lives longer than half a day.
    """

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kini = int(timezone.now().timestamp())
        lama = settings.SESI_PALING_LAMA_JAM * 3600
        if request.user.is_authenticated and kini - request.session.get(MULAI, kini) >= lama:
            _catat_usai(request.user)
            logout(request)  # the page asks to sign in, and what was typed is kept
        jawaban = self.get_response(request)
        if request.user.is_authenticated and MENUNGGU not in request.headers:
            request.session.setdefault(MULAI, kini)
            jeda = settings.SESSION_COOKIE_AGE // BAGIAN_SESI
            if kini - request.session.get(DIPAKAI, 0) >= jeda:
                request.session[DIPAKAI] = kini
                request.session[ALAMAT] = alamat_klien(request)[:45]
                request.session[PERAMBAN] = request.headers.get("user-agent", "")[:255]
        return jawaban


def _catat_usai(pengguna: Pengguna) -> None:
    JejakAkses.catat(
        oleh=pengguna,
        tindakan=JejakAkses.Tindakan.KELUAR,
        objek=f"akun {pengguna.username}",
        alasan="sesi mencapai batas lamanya",
    )


class DaftarTadiMiddleware:
    """Remembers in the session how a list was filtered, so that breadcrumbs lead back to it.

    The whole list needs no memory. A number never stands in an address, so none is kept here.
    """

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        jawaban = self.get_response(request)
        cocok = request.resolver_match
        nama = DIINGAT.get(cocok.view_name, "") if cocok else ""
        if nama and request.method == "GET" and jawaban.status_code == HTTPStatus.OK:
            tadi: dict[str, str] = request.session.get(DAFTAR_TADI, {})
            alamat = request.get_full_path() if request.GET else ""
            if tadi.get(nama, "") != alamat:
                request.session[DAFTAR_TADI] = tadi | {nama: alamat}
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
