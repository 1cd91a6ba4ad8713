"""Complete an active version once the city knows more: one admin proposes, another confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from pijar.usulan import tampilan
from verifikasi.actions.kriteria_usul import (
    konfirmasi_pelengkap,
    tolak_pelengkap,
    usulkan_pelengkap,
)
from verifikasi.forms.kriteria import PelengkapForm
from verifikasi.isi_kriteria import isi_pelengkap
from verifikasi.models import PelengkapVersi, VersiKriteria
from verifikasi.views.kriteria_draf import lembar


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def usul(request: PetugasRequest, pk: int) -> HttpResponse:
    """Propose number, date, title, scan, and what needs no confirmation any more."""
    versi = ambil(request, VersiKriteria.objects, pk)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PelengkapForm(*data, versi=versi)

    def kerja(_: dict[str, Any]) -> None:
        usulkan_pelengkap(versi, form.isi(), oleh=request.user, pindaian=form.bersih)

    if coba(form, kerja):
        messages.success(request, "Usulan tercatat. Sekarang admin lain mengonfirmasinya.")
        return redirect("verifikasi:kriteria_versi", pk=pk)
    return lembar(
        request,
        form,
        versi=versi,
        sebutan="Lengkapi versi",
        pengantar="Isi yang sudah diketahui. Pertanyaan, jenis dan batas kriterianya tetap.",
        tombol="Usulkan",
        unggah=True,
    )


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One proposal: another admin confirms what the page shows, or either drops it."""
    satu = ambil(request, PelengkapVersi.objects, pk, "versi", "diusulkan_oleh", "diputus_oleh")
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    kini = timezone.now()
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        konfirmasi_pelengkap(satu, dilihat=dilihat, oleh=request.user, pada=kini)
        messages.success(request, "Versi dilengkapi.")
        return redirect("verifikasi:kriteria_versi", pk=satu.versi_id)
    if coba(form, lambda isi: tolak_pelengkap(satu, **isi, oleh=request.user, pada=kini)):
        messages.success(request, "Usulan tidak jadi; versinya tetap.")
        return redirect("verifikasi:kriteria_versi", pk=satu.versi_id)
    konteks = tampilan(satu, isi_pelengkap(satu), oleh=request.user, tanpa=["Status"])
    return render(
        request,
        "verifikasi/pelengkap_detail.html",
        {**konteks, "form": form},
        status=status_form(form),
    )
