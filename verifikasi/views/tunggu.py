"""The waiting list, and the rule that ranks it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.models import DasarHukum
from pijar.usulan import tampilan
from verifikasi.actions.urutan import (
    isi_aturan,
    konfirmasi_aturan,
    tolak_aturan,
    usulkan_aturan,
)
from verifikasi.forms.tunggu import AturanForm, SaringTungguForm
from verifikasi.models import AturanUrutan
from verifikasi.tunggu import DaftarTunggu


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """People without a place, each with the rank in the city and the points that made it."""
    pada = timezone.localdate()
    aturan = AturanUrutan.objects.for_petugas(request.user).pada(pada)
    saring = SaringTungguForm(request.GET, petugas=request.user)
    tunggu = DaftarTunggu(request.user, aturan, pada, saring.saringan())
    konteks = {
        "aturan": aturan,
        "dasar": DasarHukum.objects.for_petugas(request.user).satu(aturan.dasar_hukum),
        "saring": saring,
        "halaman": halaman(request, tunggu),
        "kini": pada,
    }
    return render(request, "verifikasi/daftar_tunggu.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def aturan(request: PetugasRequest) -> HttpResponse:
    """Every version of the rule; a new one is proposed here."""
    pada = timezone.localdate()
    semua = AturanUrutan.objects.for_petugas(request.user)
    form = AturanForm(request.POST or None, kini=semua.pada(pada), pada=pada)

    def kerja(isi: dict[str, Any]) -> None:
        usulkan_aturan(isi, oleh=request.user, pada=pada)
        messages.success(request, "Usulan tercatat. Sekarang admin lain mengonfirmasinya.")

    if coba(form, kerja):
        return redirect("verifikasi:aturan_urutan")
    konteks = {
        "halaman": halaman(request, semua.select_related("diusulkan_oleh", "diputus_oleh")),
        "form": form,
        "menunggu": semua.diusulkan().select_related("diusulkan_oleh").first(),
    }
    return render(request, "verifikasi/aturan_urutan.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def aturan_detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One version: another admin confirms what the page shows, or either drops it."""
    satu = ambil(
        request,
        AturanUrutan.objects,
        pk,
        "diusulkan_oleh",
        "diputus_oleh",
        diusulkan_oleh__isnull=False,
    )
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if "konfirmasi" in request.POST:
        dilihat, kini = request.POST.get("dilihat", ""), timezone.now()
        konfirmasi_aturan(satu, dilihat=dilihat, oleh=request.user, pada=kini)
        messages.success(request, "Aturan urutan dikonfirmasi.")
        return redirect("verifikasi:aturan_urutan")
    if form.is_valid():
        alasan = form.cleaned_data["alasan"]
        tolak_aturan(satu, alasan=alasan, oleh=request.user, pada=timezone.now())
        messages.success(request, "Usulan tidak jadi; aturannya tetap.")
        return redirect("verifikasi:aturan_urutan")
    konteks = {**tampilan(satu, isi_aturan(satu), oleh=request.user, tanpa=["Status"])}
    status = 422 if form.is_bound else 200
    return render(
        request, "verifikasi/aturan_detail.html", {**konteks, "form": form}, status=status
    )
