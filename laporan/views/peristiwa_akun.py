"""How many accounts were made, reset, locked or changed each month."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from laporan.peristiwa_akun import JENIS
from laporan.peristiwa_akun import peristiwa_akun as hitung
from pijar.http import PetugasRequest, hak


@require_GET
@hak("lihat_laporan")
def peristiwa_akun(request: PetugasRequest) -> HttpResponse:
    konteks = {"jenis": JENIS, "daftar": hitung(timezone.localdate())}
    return render(request, "laporan/peristiwa_akun.html", konteks)
