"""Coverage of the city's workers: the published facts, and what the programme adds."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from laporan.catat_cakupan import simpan_data_cakupan
from laporan.forms_cakupan import DataCakupanForm
from laporan.models import DataCakupan
from laporan.simpan import CAKUPAN
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form


@require_GET
@hak("lihat_laporan")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The newest facts beside our people, and all facts; who may, adds and corrects."""
    semua = DataCakupan.objects.for_petugas(request.user)
    disimpan = CAKUPAN.baca(timezone.localdate())
    konteks = {
        "cakupan": disimpan.nilai,
        "dihitung_pada": disimpan.pada,
        "halaman": halaman(request, semua),
    }
    return render(request, "laporan/cakupan.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def baru(request: PetugasRequest) -> HttpResponse:
    return _isian(request, None)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    return _isian(request, ambil(request, DataCakupan.objects, pk))


def _isian(request: PetugasRequest, data: DataCakupan | None) -> HttpResponse:
    form = DataCakupanForm(request.POST or None, instance=data, pada=timezone.localdate())
    if coba(form, lambda _: simpan_data_cakupan(form.instance, oleh=request.user)):
        messages.success(request, f"{form.instance.get_ukuran_display()} disimpan.")
        return redirect("laporan:cakupan")
    konteks = {"form": form, "data": data, "riwayat": data.riwayat() if data else []}
    return render(request, "laporan/cakupan_isian.html", konteks, status=status_form(form))
