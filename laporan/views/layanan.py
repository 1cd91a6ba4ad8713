"""Service limits: days per stage, who waits longest, the limits; and material for a fair talk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from laporan.bahan_bicara import bahan_bicara
from laporan.forms import BatasForm, MutuForm, TahapForm
from laporan.layanan import DEFINISI, hitung_layanan, menunggu
from pijar.http import PetugasRequest, coba, hak, halaman, status_form
from pijar.replika import baca_replika
from verifikasi.actions.batas_layanan import catat_batas
from verifikasi.models import BatasLayanan


@require_GET
@hak("lihat_laporan")
@baca_replika
def layanan(request: PetugasRequest) -> HttpResponse:
    """Days per stage in a period, and how many are over the limit."""
    form, pada = isian(request), timezone.localdate()
    konteks = {
        "form": form,
        "daftar": hitung_layanan(request.user, form.masa, pada, form.kode_kecamatan),
        "definisi": DEFINISI,
    }
    return render(request, "laporan/layanan.html", konteks)


@require_GET
@hak("lihat_peserta")
@baca_replika
def tunggu(request: PetugasRequest) -> HttpResponse:
    """Who waits longest in one stage."""
    form, pada = TahapForm(request.GET, petugas=request.user), timezone.localdate()
    orang = menunggu(form.tahap_dipilih, request.user, pada, form.kode_kecamatan)
    terkait = orang.select_related("kelurahan__kecamatan")
    konteks = {"form": form, "halaman": halaman(request, terkait)}
    return render(request, "laporan/layanan_menunggu.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def batas(request: PetugasRequest) -> HttpResponse:
    """Every limit that was set; another is set here."""
    form = BatasForm(request.POST or None, pada=timezone.localdate())

    def kerja(isi: dict[str, Any]) -> None:
        catat_batas(BatasLayanan(**isi), oleh=request.user)
        messages.success(request, "Batas layanan dicatat.")

    if coba(form, kerja):
        return redirect("laporan:layanan_batas")
    semua = BatasLayanan.objects.for_petugas(request.user).select_related("oleh")
    konteks = {"form": form, "halaman": halaman(request, semua)}
    return render(request, "laporan/layanan_batas.html", konteks, status=status_form(form))


@require_GET
@hak("menetapkan")
@baca_replika
def bicara(request: PetugasRequest) -> HttpResponse:
    """What samples say of each verifier and of approvals in bulk, without a ranking."""
    form = isian(request)
    bahan = bahan_bicara(request.user, form.masa)
    konteks = {"form": form, "bahan": bahan, "halaman": halaman(request, bahan.verifikator)}
    return render(request, "laporan/bahan_bicara.html", konteks)


def isian(request: PetugasRequest) -> MutuForm:
    form = MutuForm(request.GET, petugas=request.user, pada=timezone.localdate())
    form.is_valid()
    return form
