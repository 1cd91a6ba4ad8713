"""The first page: the people whom the city protects today, and the work of the officer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from laporan import angka as angka_bulan
from laporan import pekerjaan_rumah
from laporan.anggaran import peringatan
from pijar.bulan import awal_bulan
from pijar.hak import Peran
from pijar.http import PetugasRequest, hak


@require_GET
@hak("lihat_laporan")
def beranda(request: PetugasRequest) -> HttpResponse:
    hari_ini = timezone.localdate()
    # Figures cover the city; only an officer of the whole city finds as many people in the list.
    seluruh_kota = request.user.has_perm("pijar.lihat_peserta") and not request.user.wilayah
    konteks = {
        "tautan": reverse("peserta:daftar") if seluruh_kota else "",
        "angka": angka_bulan.hitung(awal_bulan(hari_ini), pada=hari_ini),
        "daftar_tunggu": pekerjaan_rumah.untuk(request.user, pada=hari_ini),
        # An admin finds the same in the list above, with links; the Sekda only reads.
        "peringatan": peringatan(hari_ini) if request.user.peran == Peran.SEKDA else [],
    }
    return render(request, "laporan/beranda.html", konteks)
