"""Repairs of decreed people: propose one, the list that waits, one proposal and its decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.models import Peserta
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.sidik import sidik
from pijar.usulan import tampilan
from verifikasi.actions.perbaikan import (
    ditahan,
    isi_perbaikan,
    pastikan_bisa_diusulkan,
    terapkan_perbaikan,
    tolak_perbaikan,
    usulkan_perbaikan,
)
from verifikasi.forms.perbaikan import PerbaikanForm, TerapkanForm
from verifikasi.models import UsulanPerbaikan


@require_http_methods(["GET", "POST"])
@hak("mendata")
def usul(request: PetugasRequest, pk: int) -> HttpResponse:
    """The data of somebody decreed as a form; what differs becomes a proposal."""
    peserta = ambil(request, Peserta.objects, pk, "kelurahan__kecamatan", "pekerjaan")
    pastikan_bisa_diusulkan(peserta)
    form = PerbaikanForm(request.POST or None, petugas=request.user, peserta=peserta)
    if form.is_valid():
        usulan = usulkan_perbaikan(
            peserta,
            form.data_orang,
            alasan=form.cleaned_data["alasan"],
            oleh=request.user,
            versi=form.cleaned_data["versi"],
        )
        messages.success(request, "Usulan tercatat. Sekarang admin memutuskannya.")
        return redirect("verifikasi:perbaikan_detail", pk=usulan.pk)
    konteks = {"form": form, "peserta": peserta}
    status = 422 if form.is_bound else 200
    return render(request, "verifikasi/perbaikan_baru.html", konteks, status=status)


@require_GET
@hak("mendata")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Proposals that wait, oldest first, or all of them."""
    semua = UsulanPerbaikan.objects.for_petugas(request.user)
    seluruh = request.GET.get("status") == "semua"
    terpilih = semua if seluruh else semua.menunggu()
    terkait = ("peserta__kelurahan", "diusulkan_oleh", "diputus_oleh")
    konteks = {"halaman": halaman(request, terpilih.select_related(*terkait)), "semua": seluruh}
    return render(request, "verifikasi/perbaikan.html", konteks)


@require_GET
@hak("mendata")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, ambil_usulan(request, pk), AlasanSingkatForm())


@require_http_methods(["GET", "POST"])
@hak("putus_peristiwa")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil_usulan(request, pk)
    form = TerapkanForm(request.POST or None)
    if form.is_valid():
        isi = form.cleaned_data
        terapkan_perbaikan(
            usulan,
            dilihat=isi["dilihat"],
            ikutkan=isi["ikutkan"],
            oleh=request.user,
            pada=timezone.now(),
        )
        sesudah = "masuk antrean verifikasi" if usulan.keluar else "tetap dalam SK"
        messages.success(request, f"Data {usulan.peserta.nama} dibetulkan; {sesudah}.")
    return redirect("verifikasi:perbaikan_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mendata")
def tolak(request: PetugasRequest, pk: int) -> HttpResponse:
    """Refuse a proposal, or withdraw one's own."""
    usulan = ambil_usulan(request, pk)
    form = AlasanSingkatForm(request.POST or None)
    if not form.is_valid():
        if request.method == "GET":
            return redirect("verifikasi:perbaikan_detail", pk=pk)
        return tampilkan(request, usulan, form, status=422)
    alasan = form.cleaned_data["alasan"]
    tolak_perbaikan(usulan, alasan=alasan, oleh=request.user, pada=timezone.now())
    messages.success(request, "Usulan tidak jadi; datanya tetap.")
    return redirect("verifikasi:perbaikan_detail", pk=pk)


def ambil_usulan(request: PetugasRequest, pk: int) -> UsulanPerbaikan:
    terkait = ("peserta__kelurahan", "diusulkan_oleh", "diputus_oleh", "perubahan__penetapan")
    return ambil(request, UsulanPerbaikan.objects, pk, *terkait)


def tampilkan(
    request: PetugasRequest, usulan: UsulanPerbaikan, form: AlasanSingkatForm, status: int = 200
) -> HttpResponse:
    isi = isi_perbaikan(usulan)
    konteks = {
        **tampilan(usulan, isi, oleh=request.user, tanpa=["Orang", "Status orang"]),
        "form": form,
        "terapkan": TerapkanForm(initial={"dilihat": sidik(isi), "ikutkan": True}),
        "ditahan": usulan.menunggu and not usulan.keluar and ditahan(usulan.peserta),
    }
    return render(request, "verifikasi/perbaikan_detail.html", konteks, status=status)
