"""The table of legal bases: list, add, complete, replace; its history is kept."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from laporan.surat.actions.pengaturan import (
    batal_ganti_dasar_hukum,
    ganti_dasar_hukum,
    keputusan_kriteria,
    simpan_dasar_hukum,
)
from laporan.surat.forms_dasar import DasarHukumForm, PenggantiForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman
from pijar.models import DasarHukum

SAMA = ("tingkat", "sebutan", "tentang")


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
    dasar = ambil(request, DasarHukum.objects, pk, "diganti")
    return _isian(request, DasarHukumForm(request.POST or None, instance=dasar), dasar)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def ganti(request: PetugasRequest, pk: int) -> HttpResponse:
    """Another base in the place of this one."""
    lama = ambil(request, DasarHukum.objects, pk)
    form = PenggantiForm(request.POST or None, initial=model_to_dict(lama, SAMA))

    def kerja(isi: dict[str, Any]) -> None:
        ganti_dasar_hukum(lama, form.instance, salah_tulis=isi["salah_tulis"])

    if coba(form, kerja):
        messages.success(request, f"{lama.judul} diganti {form.instance.judul}.")
        return redirect("laporan:dasar_hukum")
    return _halaman(request, form, lama, judul=f"Pengganti {lama.judul}")


@require_POST
@hak("mengelola_pengguna")
def batal_ganti(request: PetugasRequest, pk: int) -> HttpResponse:
    dasar = ambil(request, DasarHukum.objects, pk)
    batal_ganti_dasar_hukum(dasar)
    messages.success(request, f"{dasar.judul} tidak lagi diganti.")
    return redirect("laporan:dasar_hukum_ubah", pk=pk)


def _isian(request: PetugasRequest, form: DasarHukumForm, dasar: DasarHukum | None) -> HttpResponse:
    if coba(form, lambda _: simpan_dasar_hukum(form.instance)):
        messages.success(request, f"{form.instance.judul} disimpan.")
        return redirect("laporan:dasar_hukum")
    return _halaman(request, form, dasar, judul=str(dasar or "Dasar hukum baru"))


def _halaman(
    request: PetugasRequest, form: DasarHukumForm, dasar: DasarHukum | None, *, judul: str
) -> HttpResponse:
    konteks = {
        "form": form,
        "dasar": dasar,
        "judul": judul,
        "riwayat": dasar.riwayat() if dasar else [],
        "kriteria": bool(dasar and keputusan_kriteria(dasar)),
        "mengganti": isinstance(form, PenggantiForm),
        "tab": "dasar",
    }
    status = 422 if form.is_bound else 200
    return render(request, "laporan/dasar_hukum_isian.html", konteks, status=status)
