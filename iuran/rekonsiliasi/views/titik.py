"""Points that are open with BPJS: the list, settling ticked ones or all, one with its history."""

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.models import TitikRekonsiliasi
from iuran.rekonsiliasi.forms import SelesaiForm, TitikForm
from iuran.rekonsiliasi.selesai import selesaikan, tarik_penyelesaian
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.rupiah import ribuan


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The points of the filter with their sums; POST settles ticked ones, or all of them."""
    saring = TitikForm(request.GET, petugas=request.user)
    semua = saring.saring()
    form = SelesaiForm(request.POST if request.method == "POST" else None)

    def kerja(isi: dict[str, Any]) -> None:
        pks = list(semua.terbuka().values_list("pk", flat=True)) if isi["semua"] else isi["titik"]
        jumlah = selesaikan(
            pks, cara=isi["cara"], alasan=isi["alasan"], oleh=request.user, pada=timezone.now()
        )
        messages.success(request, f"{ribuan(jumlah)} selisih diselesaikan.")

    if coba(form, kerja):
        return redirect(f"{reverse('iuran:rekonsiliasi_titik')}?{request.GET.urlencode()}")
    terkait = ("peserta", "sejak", "terakhir")
    dicentang = form.cleaned_data.get("titik") if form.is_bound else None
    konteks = {
        "form": form,
        "saring": saring,
        "daftar_bpjs": saring.daftar_bpjs,
        "tagihan": saring.satu_tagihan,
        "halaman": halaman(request, semua.select_related(*terkait)),
        "rupiah": semua.order_by().aggregate(n=Sum("rupiah"))["n"] or 0,
        "dicentang": dicentang or [],
    }
    return render(request, "iuran/rekonsiliasi_titik.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One point: since when, how it was settled; POST settles it, or takes the settling back."""
    titik = ambil(request, TitikRekonsiliasi.objects, pk, "peserta", "sejak", "terakhir")
    tarik = "tarik" in request.POST
    kirim = request.POST if request.method == "POST" else None
    form = SelesaiForm(None if tarik else kirim)
    tarik_form = AlasanSingkatForm(kirim if tarik else None)
    siapa: dict[str, Any] = {"oleh": request.user, "pada": timezone.now()}

    def selesai(isi: dict[str, Any]) -> None:
        selesaikan([titik.pk], cara=isi["cara"], alasan=isi["alasan"], **siapa)

    def kembali(isi: dict[str, Any]) -> None:
        tarik_penyelesaian(titik.pk, alasan=isi["alasan"], **siapa)

    if coba(tarik_form, kembali) if tarik else coba(form, selesai):
        messages.success(request, "Selisih ini terbuka lagi." if tarik else "Selisih diselesaikan.")
        return redirect("iuran:rekonsiliasi_titik_detail", pk=pk)
    riwayat = titik.daftar_selesai.select_related("oleh", "ditarik_oleh", "daftar")
    konteks = {"titik": titik, "form": form, "tarik_form": tarik_form, "riwayat": riwayat}
    status = status_form(tarik_form if tarik else form)
    return render(request, "iuran/rekonsiliasi_titik_detail.html", konteks, status=status)
