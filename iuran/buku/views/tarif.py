"""Tariffs: the list, a draft with what it would change, confirming, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.buku.actions import tarif as aksi
from iuran.buku.akibat import Akibat, akibat
from iuran.buku.forms.tarif import KonfirmasiForm, TarifForm
from iuran.models import Tarif
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.models import DasarHukum
from pijar.rupiah import ribuan
from pijar.sidik import sidik


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Every row by tier and sector, drafts first; those that are over only when asked for."""
    semua = Tarif.objects.for_petugas(request.user)
    lengkap = request.GET.get("lengkap") == "ya"
    tampil = semua if lengkap else semua.dipakai()
    konteks = {"halaman": halaman(request, tampil.untuk_daftar()), "lengkap": lengkap}
    return render(request, "iuran/tarif.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    form = TarifForm(request.POST or None)
    if form.is_valid():
        tarif = aksi.susun_tarif(form.kolom(), oleh=request.user, pada=timezone.now())
        messages.success(request, "Rancangan tarif disimpan. Admin lain mengonfirmasinya.")
        return redirect("iuran:tarif_detail", pk=tarif.pk)
    status = 422 if form.is_bound else 200
    return render(request, "iuran/tarif_isian.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    """Change a draft; one that was shipped gets its first drafter so."""
    tarif = ambil(request, Tarif.objects, pk)
    form = TarifForm(request.POST or None, tarif=tarif)
    if form.is_valid():
        aksi.ubah_tarif(tarif, form.kolom(), oleh=request.user, pada=timezone.now())
        messages.success(request, "Rancangan tarif disimpan. Admin lain mengonfirmasinya.")
        return redirect("iuran:tarif_detail", pk=pk)
    konteks = {"form": form, "tarif": tarif}
    return render(request, "iuran/tarif_isian.html", konteks, status=422 if form.is_bound else 200)


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return render(request, "iuran/tarif_detail.html", konteks_detail(request, pk))


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def konfirmasi(request: PetugasRequest, pk: int) -> HttpResponse:
    tarif = ambil(request, Tarif.objects, pk)
    if request.method == "GET":  # an address with a button: whoever signs in again lands there
        return redirect("iuran:tarif_detail", pk=pk)
    form = KonfirmasiForm(request.POST)
    form.is_valid()
    hasil = aksi.konfirmasi_tarif(
        tarif, sidik=form.cleaned_data["sidik"], oleh=request.user, pada=timezone.now()
    )
    messages.success(request, f"Tarif berlaku; {ribuan(hasil.bulan)} orang-bulan dihitung ulang.")
    return redirect("iuran:tarif_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    tarif = ambil(request, Tarif.objects, pk)
    if request.method == "GET":
        return redirect("iuran:tarif_detail", pk=pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        konteks = konteks_detail(request, pk) | {"alasan_form": form}
        return render(request, "iuran/tarif_detail.html", konteks, status=422)
    aksi.tarik_tarif(tarif, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Rancangan tarif ditarik.")
    return redirect("iuran:tarif_detail", pk=pk)


def konteks_detail(request: PetugasRequest, pk: int) -> dict[str, Any]:
    """One row; a draft with what it would change, and its fingerprint."""
    tarif = ambil(
        request,
        Tarif.objects,
        pk,
        "disusun_oleh",
        "dikonfirmasi_oleh",
        "ditarik_oleh",
        "digantikan_oleh",
    )
    hasil: Akibat | None = akibat(tarif) if tarif.rancangan else None
    return {
        "tarif": tarif,
        "dasar_hukum": DasarHukum.objects.for_petugas(request.user).satu(tarif.dasar_hukum),
        "akibat": hasil,
        "sidik": sidik(aksi.isi_tampil(tarif, hasil)) if hasil else "",
        "sendiri": tarif.disusun_oleh_id == request.user.pk,
        "alasan_form": AlasanSingkatForm(),
    }
