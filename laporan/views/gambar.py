"""The pictures that pages and papers draw, each with invented rows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from laporan import contoh_gambar
from pijar.http import PetugasRequest, hak


@require_GET
@hak("lihat_laporan")
def gambar(request: PetugasRequest) -> HttpResponse:
    return render(request, "laporan/gambar.html", {"contoh": contoh_gambar})
