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

BAGIAN = {"tunggu": "laporan/_tunggu.html", "angka": "laporan/_angka.html"}
SEMUA = "semua"


@require_GET
@hak("lihat_laporan")
def beranda(request: PetugasRequest) -> HttpResponse:
    """The frame at once; the parts follow, since everybody is counted anew for each reader.

    ``?bagian=semua`` is the whole page, for who has no script.
    """
    bagian = request.GET.get("bagian", "")
    konteks: dict[str, object] = {"hari_ini": timezone.localdate()}
    if bagian in ("tunggu", SEMUA):
        konteks |= _tunggu(request)
    if bagian in ("angka", SEMUA):
        konteks |= _angka(request)
    sebagian = BAGIAN.get(bagian) if request.htmx else None
    return render(request, sebagian or "laporan/beranda.html", konteks)


def _tunggu(request: PetugasRequest) -> dict[str, object]:
    hari_ini = timezone.localdate()
    return {
        "tunggu": True,
        "daftar_tunggu": pekerjaan_rumah.untuk(request.user, pada=hari_ini),
        # An admin finds the same in the list above, with links; the Sekda only reads.
        "peringatan": peringatan(hari_ini) if request.user.peran == Peran.SEKDA else [],
    }


def _angka(request: PetugasRequest) -> dict[str, object]:
    hari_ini = timezone.localdate()
    # Figures cover the city; only an officer of the whole city finds as many people in the list.
    seluruh_kota = request.user.has_perm("pijar.lihat_peserta") and not request.user.wilayah
    return {
        "tautan": reverse("peserta:daftar") if seluruh_kota else "",
        "rincian": reverse("laporan:rincian"),
        "angka": angka_bulan.hitung(awal_bulan(hari_ini), pada=hari_ini),
    }
