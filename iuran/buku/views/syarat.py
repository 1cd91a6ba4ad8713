"""The rules of a source: all versions, proposing one, confirming it or dropping it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.buku.actions.syarat import (
    isi_syarat,
    konfirmasi_syarat,
    tidak_lagi_cocok,
    tolak_syarat,
    usulkan_syarat,
)
from iuran.buku.forms.syarat import SyaratForm
from iuran.buku.syarat import kata_syarat
from iuran.models import SumberDana, SyaratSumber
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.usulan import tampilan


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def syarat(request: PetugasRequest, pk: int) -> HttpResponse:
    """The rules in force and every version; a new one is proposed here."""
    dana = ambil(request, SumberDana.objects, pk, "syarat")
    form = SyaratForm(request.POST or None, sumber=dana)

    def kerja(isi: dict[str, Any]) -> None:
        usulkan_syarat(dana, form.isi, oleh=request.user)
        messages.success(request, "Usulan syarat tercatat. Sekarang admin lain mengonfirmasinya.")

    if coba(form, kerja):
        return redirect("iuran:sumber_syarat", pk=pk)
    semua = SyaratSumber.objects.for_petugas(request.user).filter(sumber=dana)
    kini = timezone.localdate()
    konteks = {
        "dana": dana,
        "form": form,
        "berlaku": kata_syarat(dana.syarat),
        "lewat": tidak_lagi_cocok(dana.syarat, kini) if dana.syarat else 0,
        "menunggu": semua.diusulkan().first(),
        "halaman": halaman(request, semua.select_related("diusulkan_oleh", "diputus_oleh")),
    }
    return render(request, "iuran/sumber_syarat.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One version: another admin confirms what the page shows, or either drops it."""
    satu = ambil(
        request, SyaratSumber.objects, pk, "sumber__syarat", "diusulkan_oleh", "diputus_oleh"
    )
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if "konfirmasi" in request.POST:
        dilihat, kini = request.POST.get("dilihat", ""), timezone.now()
        konfirmasi_syarat(satu, dilihat=dilihat, oleh=request.user, pada=kini)
        messages.success(request, f"Syarat {satu.sumber} berlaku untuk bantuan baru.")
        return redirect("iuran:sumber_syarat", pk=satu.sumber_id)
    if form.is_valid():
        alasan = form.cleaned_data["alasan"]
        tolak_syarat(satu, alasan=alasan, oleh=request.user, pada=timezone.now())
        messages.success(request, "Usulan tidak jadi; syaratnya tetap.")
        return redirect("iuran:sumber_syarat", pk=satu.sumber_id)
    isi = isi_syarat(satu, timezone.localdate())
    konteks = {**tampilan(satu, isi, oleh=request.user), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "iuran/sumber_syarat_detail.html", konteks, status=status)
