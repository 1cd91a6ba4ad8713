"""Signing in and out: Django's own views, and a row of the access log for each."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from pijar.http import PetugasRequest
from pijar.models import Pengguna
from pijar.pengguna import diri, pintu
from pijar.pengguna.forms import MasukForm


class Masuk(auth.LoginView):
    """The sign-in. Whose account was held back meanwhile reads so."""

    template_name = "akun/masuk.html"
    authentication_form = MasukForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        pengguna = form.get_user()
        sejak = pengguna.last_login
        jawaban = super().form_valid(form)
        if isinstance(pengguna, Pengguna):
            diri.batasi_sesi(pengguna, pada=timezone.now())
            if kalimat := pintu.kabar(pengguna, sejak):
                messages.warning(self.request, kalimat)
        return jawaban


MASUK = Masuk.as_view()
KELUAR = auth.LogoutView.as_view()


@require_http_methods(["GET", "POST"])
@login_not_required
def masuk(request: HttpRequest) -> HttpResponseBase:
    """What was held back was no guess: no stranger fills the log."""
    jawaban = MASUK(request)
    ditahan = getattr(request, "axes_locked_out", False)
    if request.method == "POST" and jawaban.status_code == HTTPStatus.FOUND:
        diri.catat_masuk(request.user)
    elif request.method == "POST" and not ditahan:
        diri.catat_gagal(request.POST.get("username", ""), "nama pengguna atau kata sandi salah")
    return jawaban


@require_POST
def keluar(request: PetugasRequest) -> HttpResponseBase:
    diri.catat_keluar(request.user)
    return KELUAR(request)
