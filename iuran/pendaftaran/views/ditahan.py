"""People whom BPJS refused or who were taken out of a batch: one list, one act for many."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.models import BarisPendaftaran, BarisPendaftaranQuerySet
from iuran.pendaftaran.actions.keluarkan import ikutkan_lagi, lepaskan_ditahan
from iuran.pendaftaran.forms import DitahanForm
from pijar.http import PetugasRequest, coba, hak, halaman, status_form
from pijar.models import Pengguna


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def ditahan(request: PetugasRequest) -> HttpResponse:
    """People whom BPJS refused or who were taken out: let them go on, or drop them."""
    semua = BarisPendaftaran.objects.for_petugas(request.user).ditahan()
    if (nomor := request.GET.get("pendaftaran", "")).isdecimal():
        semua = semua.filter(pendaftaran_id=int(nomor))
    form = DitahanForm(request.POST or None)
    if coba(form, partial(tindak_lanjuti, semua, request.user)):
        messages.success(request, "Tersimpan.")
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    urut = semua.order_by("-dijawab_pada", "-pk")
    konteks = {
        "halaman": halaman(request, urut.select_related("peserta__kelurahan", "pendaftaran")),
        "form": form,
        "dicentang": form.cleaned_data.get("baris") or [] if form.is_bound else [],
    }
    return render(request, "iuran/pendaftaran_ditahan.html", konteks, status=status_form(form))


def tindak_lanjuti(semua: BarisPendaftaranQuerySet, oleh: Pengguna, isi: dict[str, Any]) -> int:
    """Do what the form of held people asks for."""
    aksi = ikutkan_lagi if isi["tindakan"] == "ikutkan" else lepaskan_ditahan
    dipilih = semua if isi["semua"] else semua.filter(pk__in=isi["baris"])
    return aksi(dipilih, alasan=isi["alasan"], pada=timezone.now(), oleh=oleh)
