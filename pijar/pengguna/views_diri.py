"""One's own account: password, second factor, and the code that the sign-in asks for."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pijar.errors import AturanDilanggarError
from pijar.http import TERBATAS, PetugasRequest, sisa_sesi, status_form
from pijar.ketikan import beri_lihat, bibit_lihat
from pijar.models import Sesi
from pijar.pengguna import diri, pintu
from pijar.pengguna.forms import GantiSandiForm, KodeForm
from pijar.pengguna.gerbang import SESI_KODE, tanya_kode, wajib_dua_faktor
from pijar.pengguna.isi import IsiAkun
from pijar.pengguna.kode import (
    TUNGGU,
    Hasil,
    alamat_aplikasi,
    benih_baru,
    pemulihan_dari,
    periksa_kode,
    rahasia,
)
from pijar.sesi import sidik_sesi

PEMULIHAN = "kode pemulihan"  # of what the session may see for a minute
SESI_BENIH = "benih_faktor"  # in the session: the seed of an app that is not confirmed yet
SALAH = (
    "Kode itu tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu tulis enam "
    "angkanya. Bila berulang, periksa jam di ponsel."
)
TERKUNCI = (
    f"Terlalu banyak kode yang salah. Coba lagi {TUNGGU.seconds // 60} menit lagi; bila bukan Anda "
    "yang mencobanya, ganti kata sandi dan beri tahu admin."
)


def tertahan(
    request: HttpRequest, jawaban: HttpResponse, kredensial: dict[str, str]
) -> HttpResponse:
    """In place of the answer to a password that was not tried, or was one wrong one too many."""
    nama = str((kredensial or {}).get("username", ""))
    ditahan = pintu.tahanan_permintaan(request, nama)
    if ditahan is None:
        return jawaban
    halaman = render(request, "akun/terkunci.html", {"ditahan": ditahan}, status=429)
    sisa = ditahan.sampai - timezone.now()
    halaman["Retry-After"] = str(max(int(sisa.total_seconds()), 0) + 1)
    return halaman


@require_GET
def saya(request: PetugasRequest) -> HttpResponse:
    """What one's account may do, who made its password, its second factor, its sessions."""
    konteks = {
        "isi": IsiAkun.dari(request.user).tampil(),
        "wajib": wajib_dua_faktor(request.user),
        "diwajibkan": settings.DUA_FAKTOR_WAJIB,
        "ditahan": pintu.daftar_kunci(request.user).first(),
        "daftar_sesi": Sesi.objects.for_petugas(request.user).berlaku(timezone.now()),
        "sidik_ini": sidik_sesi(request.session.session_key or ""),
    }
    return render(request, "akun/saya.html", konteks)


@require_POST
@tanya_kode
def sesi_satu(request: PetugasRequest, sidik: str) -> HttpResponse:
    """End one of one's own sessions; a second click finds it ended already."""
    diri.akhiri_sesi(request.user, Sesi.objects.for_petugas(request.user).filter(sidik=sidik))
    messages.success(request, "Sesi itu berakhir. Perangkatnya harus masuk lagi.")
    return redirect("akun")


@require_POST
@tanya_kode
def sesi_lain(request: PetugasRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    lain = Sesi.objects.for_petugas(request.user).exclude(pk=request.session.session_key)
    jumlah = diri.akhiri_sesi(request.user, lain)
    messages.success(request, f"{jumlah} sesi lain berakhir. Hanya perangkat ini yang masih masuk.")
    return redirect("akun")


@require_GET
def sisa(request: PetugasRequest) -> JsonResponse:
    """How long this session lasts, and whose it is: a page asks when its own time is over."""
    return JsonResponse({"sisa": sisa_sesi(request, timezone.now()), "siapa": request.user.pk})


@require_http_methods(["GET", "POST"])
def kata_sandi(request: PetugasRequest) -> HttpResponse:
    """Change one's password; the sessions elsewhere end."""
    form = GantiSandiForm(request, request.POST or None)
    if form.is_valid():
        diri.ganti_sandi(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        return redirect("kata_sandi_selesai")
    return render(request, "akun/kata_sandi.html", {"form": form}, status=status_form(form))


@require_http_methods(["GET", "POST"])
def kode(request: PetugasRequest) -> HttpResponse:
    """Ask for the code of the second factor, at the sign-in and again before a grave act."""
    tujuan = sesudah(request)
    if not request.user.dua_faktor_sejak:
        return redirect(tujuan)
    form = KodeForm(request.POST or None)
    if form.is_valid():
        kini = timezone.now()
        hasil = periksa_kode(request.user, form.cleaned_data["kode"], kini)
        if hasil in (Hasil.BENAR, Hasil.PEMULIHAN):
            request.session.cycle_key()
            request.session[SESI_KODE] = int(kini.timestamp())
            if hasil is Hasil.PEMULIHAN:
                messages.warning(
                    request, "Satu kode pemulihan terpakai. Buat yang baru bila perlu."
                )
            return redirect(tujuan)
        form.add_error("kode", TERKUNCI if hasil is Hasil.TERKUNCI else SALAH)
    konteks = {"form": form, "next": tujuan, "lagi": SESI_KODE in request.session}
    return render(request, "akun/kode.html", konteks, status=status_form(form))


def sesudah(request: PetugasRequest) -> str:
    """The page of ours that was asked for; else the first page."""
    ke = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(ke, {request.get_host()}, require_https=request.is_secure()):
        return ke
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@require_http_methods(["GET", "POST"])
@tanya_kode
def dua_faktor(request: PetugasRequest) -> HttpResponse:
    """Set a second factor up: the app reads the QR code, its code proves that it did."""
    benih = request.session.get(SESI_BENIH) or benih_baru()
    request.session[SESI_BENIH] = benih
    form = KodeForm(request.POST or None)
    if form.is_valid():
        kini = timezone.now()
        bibit = diri.pasang_faktor(request.user, benih, form.cleaned_data["kode"], pada=kini)
        if bibit:
            del request.session[SESI_BENIH]
            request.session.cycle_key()
            request.session[SESI_KODE] = int(kini.timestamp())
            request.META.pop(TERBATAS, None)
            beri_lihat(request, PEMULIHAN, bibit)
            return redirect("akun_pemulihan")
        form.add_error("kode", SALAH)
    konteks = {
        "form": form,
        "gambar": gambar_qr(alamat_aplikasi(request.user, benih)),
        "rahasia": rahasia(request.user, benih),
        "wajib": wajib_dua_faktor(request.user),
    }
    return render(request, "akun/dua_faktor.html", konteks, status=status_form(form))


def gambar_qr(isi: str) -> SafeString:
    svg = segno.make(isi, error="m").svg_inline(border=4, light="#fff", omitsize=True)
    return mark_safe(svg)  # noqa: S308 - made of squares


@require_http_methods(["GET", "POST"])
@tanya_kode
def pemulihan(request: PetugasRequest) -> HttpResponse:
    """The recovery codes, for a minute; POST makes new ones in place of the earlier ones."""
    if request.method == "POST":
        if not request.user.dua_faktor_sejak:
            raise AturanDilanggarError("Pasang faktor kedua dahulu; kode pemulihan menyertainya.")
        beri_lihat(request, PEMULIHAN, diri.pemulihan_baru(request.user))
        return redirect("akun_pemulihan")
    bibit = bibit_lihat(request, PEMULIHAN)
    daftar = pemulihan_dari(bibit) if bibit else []
    return render(request, "akun/pemulihan.html", {"daftar": daftar})
