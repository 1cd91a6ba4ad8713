"""Amendments of a frozen decree: propose who leaves it, then confirm or drop the proposal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.rupiah import ribuan
from pijar.usulan import tampilan
from verifikasi.actions.perubahan import (
    isi_perubahan,
    konfirmasi_keluar,
    tolak_keluar,
    usulkan_keluar,
)
from verifikasi.forms.perubahan import KeluarForm, PilihBarisForm
from verifikasi.models import BarisPenetapan, Penetapan, PerubahanPenetapan


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def usul(request: PetugasRequest, pk: int) -> HttpResponse:
    """The ticked people, and the reason why they leave the decree."""
    penetapan = ambil(request, Penetapan.objects, pk)
    daftar = PilihBarisForm(request.POST or request.GET).daftar(penetapan)
    if not daftar and request.method == "POST":
        raise AturanDilanggarError("Orang yang dikeluarkan sudah tidak ada di SK ini. Pilih lagi.")
    if not daftar:
        messages.warning(request, "Centang dahulu orang yang dikeluarkan dari SK ini.")
        return redirect("verifikasi:penetapan_detail", pk=pk)
    form = KeluarForm(request.POST or None)
    if form.is_valid():
        isi = form.cleaned_data
        perubahan = usulkan_keluar(penetapan, isi["baris"], alasan=isi["alasan"], oleh=request.user)
        messages.success(request, "Usulan tercatat. Sekarang admin lain mengonfirmasinya.")
        return redirect("verifikasi:perubahan", pk=perubahan.pk)
    konteks = {"penetapan": penetapan, "daftar": daftar, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "verifikasi/perubahan_baru.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def perubahan(request: PetugasRequest, pk: int) -> HttpResponse:
    """One amendment: another admin confirms what the page shows, or either drops it."""
    satu = ambil(
        request, PerubahanPenetapan.objects, pk, "penetapan", "diusulkan_oleh", "diputus_oleh"
    )
    if satu.melalui_id and request.method == "GET":
        return redirect("verifikasi:penetapan_detail", pk=satu.melalui_id)
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        n = konfirmasi_keluar(satu, dilihat=dilihat, oleh=request.user, pada=timezone.now())
        messages.success(request, f"{ribuan(n)} orang dikeluarkan dari SK.")
        return redirect("verifikasi:penetapan_detail", pk=satu.penetapan_id)
    if form.is_valid():
        alasan = form.cleaned_data["alasan"]
        tolak_keluar(satu, alasan=alasan, oleh=request.user, pada=timezone.now())
        messages.success(request, "Usulan tidak jadi; SK-nya tetap.")
        return redirect("verifikasi:penetapan_detail", pk=satu.penetapan_id)
    baris = BarisPenetapan.objects.for_petugas(request.user)
    baris = baris.filter(daftar_usulan_keluar__perubahan=satu)
    konteks = {
        **tampilan(satu, isi_perubahan(satu), oleh=request.user, tanpa=["Nama", "Status"]),
        "halaman": halaman(
            request, baris.select_related("peserta__kelurahan", "sumber").order_by("pk")
        ),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "verifikasi/perubahan.html", konteks, status=status)
