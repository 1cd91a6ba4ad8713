"""Kernel screens: jobs, own password, health, error handlers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from pijar import tugas as tugas_latar
from pijar.http import PetugasRequest, ambil, halaman
from pijar.models import JejakAkses, Tugas


@require_GET
def tugas_daftar(request: PetugasRequest) -> HttpResponse:
    daftar = Tugas.objects.for_petugas(request.user).select_related("oleh")
    return render(request, "tugas/daftar.html", {"halaman": halaman(request, daftar)})


@require_GET
def tugas_detail(request: PetugasRequest, pk: int) -> HttpResponse:
    tugas = ambil(request, Tugas.objects, pk, "oleh")
    template = "tugas/_batang.html" if request.htmx else "tugas/detail.html"
    jawaban = render(request, template, {"tugas": tugas})
    if request.htmx and not tugas.berlangsung:
        jawaban["HX-Refresh"] = "true"
    return jawaban


@require_POST
def tugas_ulang(request: PetugasRequest, pk: int) -> HttpResponse:
    tugas = ambil_tugas(request, pk)
    tugas_latar.ulangi(tugas)
    messages.success(request, "Tugas dijalankan lagi.")
    return redirect("tugas:detail", pk=pk)


@require_GET
def tugas_unduh(request: PetugasRequest, pk: int) -> FileResponse:
    """Only the finished job's file, only to its owner or an admin; the download is logged."""
    tugas = ambil_tugas(request, pk)
    if not (tugas.selesai and tugas.hasil):
        raise Http404
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"tugas {tugas.pk}: {tugas.hasil_nama}",
        alasan=tugas.judul,
        jumlah=tugas.kemajuan,
    )
    return FileResponse(tugas.hasil.open(), as_attachment=True, filename=tugas.hasil_nama)


def ambil_tugas(request: PetugasRequest, pk: int) -> Tugas:
    """A job of this officer whose rights still cover what it did."""
    tugas = ambil(request, Tugas.objects, pk)
    if not tugas.boleh_dipakai(request.user):
        raise PermissionDenied
    return tugas


@require_GET
@login_not_required
def sehat(request: HttpRequest) -> JsonResponse:
    """Health check: the page answers and the database too."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    return JsonResponse({"sehat": True})


@login_not_required
def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
