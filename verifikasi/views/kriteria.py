"""The versions of the criteria, for everybody who works with cases."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pijar.http import PetugasRequest, hak, halaman
from verifikasi.models import VersiKriteria, lengkapi_dasar
from verifikasi.takaran import batas


@require_GET
@hak("lihat_peserta")
def kriteria(request: PetugasRequest) -> HttpResponse:
    daftar = VersiKriteria.objects.for_petugas(request.user)
    hal = halaman(request, daftar.prefetch_related("daftar_kriteria"), per=10)
    lengkapi_dasar(k for versi in hal for k in versi.daftar_kriteria.all())
    konteks = {
        "halaman": hal,
        "daftar_versi": [
            (versi, [(k, batas(k.jenis, k.parameter)) for k in versi.daftar_kriteria.all()])
            for versi in hal
        ],
        "berlaku": daftar.pada(timezone.localdate()),
    }
    return render(request, "verifikasi/kriteria.html", konteks)
