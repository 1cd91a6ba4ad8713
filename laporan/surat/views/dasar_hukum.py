"""The table of legal bases: list, add, change; its history is kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from laporan.surat.actions.pengaturan import simpan_dasar_hukum
from laporan.surat.forms_pengaturan import DasarHukumForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman
from pijar.models import DasarHukum


@require_GET
@hak("mengelola_pengguna")
def daftar(request: PetugasRequest) -> HttpResponse:
    """All bases, the highest first."""
    semua = DasarHukum.objects.for_petugas(request.user).select_related("diganti")
    konteks = {"halaman": halaman(request, semua), "tab": "dasar"}
    return render(request, "laporan/dasar_hukum.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def baru(request: PetugasRequest) -> HttpResponse:
    return _isian(request, DasarHukumForm(request.POST or None), None)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    dasar = ambil(request, DasarHukum.objects, pk)
    return _isian(request, DasarHukumForm(request.POST or None, instance=dasar), dasar)


def _isian(request: PetugasRequest, form: DasarHukumForm, dasar: DasarHukum | None) -> HttpResponse:
    if coba(form, lambda _: simpan_dasar_hukum(form.instance)):
        messages.success(request, f"{form.instance.judul} disimpan.")
        return redirect("laporan:dasar_hukum")
    konteks = {
        "form": form,
        "dasar": dasar,
        "riwayat": dasar.riwayat() if dasar else [],
        "tab": "dasar",
    }
    status = 422 if form.is_bound else 200
    return render(request, "laporan/dasar_hukum_isian.html", konteks, status=status)
