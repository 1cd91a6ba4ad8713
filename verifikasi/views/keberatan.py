"""Objections: register one about a refused case, the list that waits, one and its answer."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.orang.views.berkas import CSP_FOTO, CSP_PDF
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman
from pijar.unggahan import MIME
from verifikasi.actions.keberatan import (
    buka_pindaian_keberatan,
    bukan_penjawab,
    cabut_keberatan,
    catat_keberatan,
    kabulkan,
    pastikan_bisa_dicatat,
    tolak_keberatan,
)
from verifikasi.forms.keberatan import JawabKeberatanForm, KeberatanForm
from verifikasi.models import Keberatan, Pengajuan, StatusKeberatan

TERKAIT = (
    "pengajuan__peserta__kelurahan",
    "pengajuan__diputuskan_oleh",
    "dicatat_oleh",
    "dijawab_oleh",
)


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Objections that wait, the longest waiting first, or all of them."""
    keberatan = Keberatan.objects.for_petugas(request.user)
    seluruh = request.GET.get("status") == "semua"
    terpilih = keberatan if seluruh else keberatan.menunggu()
    hari_ini = timezone.localdate()
    satu_halaman = halaman(request, terpilih.select_related(*TERKAIT))
    konteks = {
        "halaman": satu_halaman,
        "baris": [(k, k.lewat(hari_ini)) for k in satu_halaman],
        "semua": seluruh,
    }
    return render(request, "verifikasi/keberatan.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mendata")
def baru(request: PetugasRequest, pk: int) -> HttpResponse:
    """Register an objection to the refused case ``pk``."""
    kasus = ambil(request, Pengajuan.objects, pk, "peserta__kelurahan")
    pastikan_bisa_dicatat(kasus)
    kiriman = (request.POST, request.FILES) if request.method == "POST" else ()
    form = KeberatanForm(*kiriman, initial={"diterima": timezone.localdate(), "nama": kasus.nama})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        kerja = partial(
            catat_keberatan,
            kasus,
            form.isi_keberatan,
            oleh=request.user,
            pada=timezone.localdate(),
            pindaian=form.bersih,
        )
        if coba(form, lambda _: kerja()):
            messages.success(request, "Keberatan tercatat. Verifikator lain menjawabnya.")
            return redirect("verifikasi:riwayat", pk=kasus.peserta_id)
        status = 409
    konteks = {"form": form, "pengajuan": kasus}
    return render(request, "verifikasi/keberatan_baru.html", konteks, status=status)


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, pk)


@require_http_methods(["GET", "POST"])
@hak("memverifikasi")
def jawab(request: PetugasRequest, pk: int) -> HttpResponse:
    """Grant or refuse an objection."""
    keberatan = ambil(request, Keberatan.objects, pk, *TERKAIT)
    if request.method == "GET":
        return redirect("verifikasi:keberatan_detail", pk=pk)
    form = JawabKeberatanForm(request.POST)
    if not form.is_valid():
        return tampilkan(request, pk, 422, jawab_form=form)
    dikabulkan = form.cleaned_data["putusan"] == StatusKeberatan.DIKABULKAN
    kerja = partial(
        kabulkan if dikabulkan else tolak_keberatan,
        keberatan,
        jawaban=form.cleaned_data["jawaban"],
        oleh=request.user,
        pada=timezone.now(),
    )
    if not coba(form, lambda _: kerja()):
        return tampilkan(request, pk, 409, jawab_form=form)
    kata = "dikabulkan; pengajuannya masuk antrean lagi" if dikabulkan else "dijawab"
    messages.success(request, f"Keberatan {kata}.")
    return redirect("verifikasi:keberatan_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mendata")
def cabut(request: PetugasRequest, pk: int) -> HttpResponse:
    """Withdraw an objection."""
    keberatan = ambil(request, Keberatan.objects, pk, *TERKAIT)
    if request.method == "GET":
        return redirect("verifikasi:keberatan_detail", pk=pk)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return tampilkan(request, pk, 422, cabut_form=form)
    alasan = form.cleaned_data["alasan"]
    kerja = partial(
        cabut_keberatan, keberatan, alasan=alasan, oleh=request.user, pada=timezone.now()
    )
    if not coba(form, lambda _: kerja()):
        return tampilkan(request, pk, 409, cabut_form=form)
    messages.success(request, "Keberatan dicabut. Penolakannya tetap.")
    return redirect("verifikasi:keberatan_detail", pk=pk)


@require_GET
@hak("lihat_peserta")
def pindaian(request: PetugasRequest, pk: int) -> FileResponse:
    """Show the scan in the browser, and log the access."""
    keberatan = ambil(request, Keberatan.objects, pk)
    buka_pindaian_keberatan(keberatan, oleh=request.user)
    mime = keberatan.pindaian_mime
    nama = f"keberatan-{pk}{MIME[mime]}"
    jawaban = FileResponse(keberatan.pindaian.open(), content_type=mime, filename=nama)
    jawaban["Content-Security-Policy"] = CSP_FOTO if mime.startswith("image/") else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def tampilkan(request: PetugasRequest, pk: int, status: int = 200, **form: object) -> HttpResponse:
    """The page of one objection, with the forms that this officer may use."""
    keberatan = ambil(request, Keberatan.objects, pk, *TERKAIT)
    bukan = bukan_penjawab(keberatan, request.user)
    memverifikasi = request.user.has_perm("pijar.memverifikasi")
    konteks = {
        "keberatan": keberatan,
        "lewat": keberatan.lewat(timezone.localdate()),
        "dapat_menjawab": keberatan.terbuka and memverifikasi and not bukan,
        "bukan": bukan if keberatan.terbuka and memverifikasi else "",
        "jawab_form": JawabKeberatanForm(),
        "cabut_form": AlasanForm(),
    } | form
    return render(request, "verifikasi/keberatan_detail.html", konteks, status=status)
