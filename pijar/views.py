"""Kernel screens: jobs, own password, health, error handlers."""

import sys

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from pijar import tugas as tugas_latar
from pijar.batal_tugas import batalkan
from pijar.errors import AturanDilanggarError
from pijar.gangguan import kalimat_gangguan
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.ketikan.alamat import dari_kita, dengan, halaman_asal
from pijar.ketikan.simpanan import ISIAN, baca_pemakai, kalimat_sesi, simpan
from pijar.models import Daftar, JejakAkses, SaringanTersimpan, SebabKetikan, Tugas
from pijar.panduan import daftar_bab
from pijar.saringan import SaringanForm, simpan_saringan


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
    if not tugas.boleh_diulang(request.user):
        raise AturanDilanggarError(
            "Proses ini mengerjakan yang dilihat lalu dikonfirmasi pemiliknya, jadi hanya ia yang "
            "menjalankannya lagi. Konfirmasikan sendiri dari halamannya."
        )
    tugas_latar.ulangi(tugas)
    messages.success(request, "Tugas dijalankan lagi.")
    return redirect("tugas:detail", pk=pk)


@require_POST
def tugas_batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel a job: its owner, or an admin without an area; nobody needs the right to the work."""
    tugas = ambil(request, Tugas.objects, pk)
    if batalkan(tugas, oleh=request.user, pada=timezone.now()):
        messages.success(request, "Tugas dibatalkan.")
    else:
        messages.info(request, "Tugas dibatalkan; pekerjanya berhenti dalam beberapa detik.")
    return redirect("tugas:detail", pk=pk)


@require_GET
def tugas_unduh(request: PetugasRequest, pk: int) -> FileResponse:
    """Send the file of a finished job to its owner or an admin, and log the download."""
    tugas = ambil_tugas(request, pk)
    if not (tugas.selesai and tugas.hasil):
        raise Http404
    tugas.pastikan_sewilayah(request.user)
    berkas = tugas.hasil.open()
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"tugas {tugas.pk}: {tugas.hasil_nama}",
        alasan=tugas.judul,
        jumlah=tugas.kemajuan,
    )
    return FileResponse(berkas, as_attachment=True, filename=tugas.hasil_nama)


@require_POST
@hak("lihat_peserta")
def saringan_simpan(request: PetugasRequest) -> HttpResponse:
    """Keep the filters of a list; what is missing is told on that list."""
    form = SaringanForm(request.POST)
    if not form.is_valid():
        galat = " ".join(str(g) for semua in form.errors.values() for g in semua)
        raise AturanDilanggarError(galat)
    isi = form.cleaned_data
    satu = simpan_saringan(Daftar(isi["daftar"]), isi["nama"], isi["kueri"], oleh=request.user)
    messages.success(request, f"Saringan “{satu.nama}” disimpan. Ia ada di atas daftar ini.")
    return redirect(satu.alamat)


@require_POST
@hak("lihat_peserta")
def saringan_hapus(request: PetugasRequest, pk: int) -> HttpResponse:
    satu = ambil(request, SaringanTersimpan.objects, pk)
    satu.delete()
    messages.success(request, f"Saringan “{satu.nama}” dihapus.")
    return redirect(satu.daftar)


def ambil_tugas(request: PetugasRequest, pk: int) -> Tugas:
    """A job of this officer. Raises PermissionDenied if they have lost the right to it."""
    tugas = ambil(request, Tugas.objects, pk)
    if not tugas.boleh_dipakai(request.user):
        raise PermissionDenied
    return tugas


@require_GET
def panduan(request: HttpRequest, bab: str = "") -> HttpResponse:
    """The guide: its chapters, and one of them."""
    semua = daftar_bab()
    if bab and bab not in semua:
        raise Http404
    konteks = {"daftar_bab": semua.values(), "bab": semua.get(bab)}
    return render(request, "panduan.html", konteks)


@require_GET
@login_not_required
def sehat(request: HttpRequest) -> JsonResponse:
    """Health check: answers only if the database answers too."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    return JsonResponse({"sehat": True})


@login_not_required
def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was opened before its reader signed in again: it comes back with what was typed.

    Only what a page of this house sent is kept; a form of another site gets the page that says no.
    """
    oleh = request.user.pk or baca_pemakai(request)
    masuk = request.path == reverse(settings.LOGIN_URL)
    kita = dari_kita(request) and not request.headers.get("hx-request")
    if not (oleh and kita) or masuk:
        return render(request, "403_csrf.html", status=403)
    token = simpan(request, SebabKetikan.SESI, kalimat_sesi(request), oleh=oleh)
    if token:
        asal = halaman_asal(request) or request.get_full_path()
        return redirect(dengan(asal, **{ISIAN: token}))
    return render(request, "403_csrf.html", status=403)


@login_not_required
def gangguan(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw, and what the machine refuses, which has a sentence of its own.

    The page needs neither the database nor a disk.
    """
    galat = sys.exc_info()[1]
    kalimat = kalimat_gangguan(galat)
    status = (404 if isinstance(galat, FileNotFoundError) else 507) if kalimat else 500
    return HttpResponse(render_to_string("500.html", {"kalimat": kalimat}), status=status)
