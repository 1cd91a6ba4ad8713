"""Signing in and out: Django's own views, and a row of the access log for each."""

from http import HTTPStatus

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from pijar.http import PetugasRequest
from pijar.pengguna.diri import catat_gagal, catat_keluar, catat_masuk
from pijar.pengguna.forms import MasukForm

MASUK = auth.LoginView.as_view(template_name="akun/masuk.html", authentication_form=MasukForm)
KELUAR = auth.LogoutView.as_view()


@require_http_methods(["GET", "POST"])
@login_not_required
def masuk(request: HttpRequest) -> HttpResponseBase:
    jawaban = MASUK(request)
    if request.method == "POST" and jawaban.status_code == HTTPStatus.FOUND:
        catat_masuk(request.user)
    elif request.method == "POST":
        terkunci = getattr(request, "axes_locked_out", False)
        alasan = "masih terkunci" if terkunci else "nama pengguna atau kata sandi salah"
        catat_gagal(request.POST.get("username", ""), alasan)
    return jawaban


@require_POST
def keluar(request: PetugasRequest) -> HttpResponseBase:
    catat_keluar(request.user)
    return KELUAR(request)
