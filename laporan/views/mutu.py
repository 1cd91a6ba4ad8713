"""Quality of lists and speed of decisions: the page, and the same as Excel."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from laporan.dokumen_mutu import excel_mutu, nama_berkas
from laporan.forms import MutuForm
from laporan.mutu import hitung_mutu
from pijar.http import PetugasRequest, hak
from pijar.replika import baca_replika


@require_GET
@hak("lihat_laporan")
@baca_replika
def mutu(request: PetugasRequest) -> HttpResponse:
    form = isian(request)
    angka = hitung_mutu(request.user, form.masa)
    konteks = {"form": form, "mutu": angka, "daftar": angka.di(form.kode_kecamatan)}
    return render(request, "laporan/mutu.html", konteks)


@require_GET
@hak("lihat_laporan")
@baca_replika
def unduh(request: PetugasRequest) -> FileResponse:
    """Every kecamatan and kelurahan of the area; sums only, so no reason is asked for."""
    angka = hitung_mutu(request.user, isian(request).masa)
    isi = BytesIO(excel_mutu(angka))
    return FileResponse(isi, as_attachment=True, filename=nama_berkas(angka))


def isian(request: PetugasRequest) -> MutuForm:
    form = MutuForm(request.GET, petugas=request.user, pada=timezone.localdate())
    form.is_valid()
    return form
