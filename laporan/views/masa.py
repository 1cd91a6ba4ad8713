"""A quarter or a year over its closed months: on the screen, and its paper."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from laporan.beku import isi_beku
from laporan.masa import IsiMasa, baca_masa, isi_masa
from laporan.models import surat_terbaru
from laporan.surat.susun.masa import JENIS, kalimat_masa, tabel_masa
from laporan.views.berkas import kirim, unduhan
from pijar.http import PetugasRequest, hak
from pijar.replika import baca_replika

(KODE_SURAT,) = JENIS


def _masa(kode: str) -> IsiMasa:
    """What is closed in the period; any other address, or an empty one, does not exist."""
    masa = baca_masa(kode)
    isi = isi_masa(masa) if masa else None
    if isi is None or not isi.laporan:
        raise Http404
    return isi


@require_GET
@hak("lihat_laporan")
@baca_replika
def masa(request: PetugasRequest, kode: str) -> HttpResponse:
    isi, surat = _masa(kode), surat_terbaru(KODE_SURAT, None, kode)
    semua = [isi_beku(satu) for satu in isi.laporan]
    konteks = {
        "isi": isi,
        "pokok": kalimat_masa(isi, semua),
        "daftar_tabel": tabel_masa(isi, semua),
        **unduhan(
            surat,
            reverse("laporan:masa", args=[kode]),
            lambda jenis: reverse("laporan:masa_unduh", args=[kode, jenis]),
        ),
    }
    template = "laporan/_unduhan.html" if request.htmx else "laporan/masa.html"
    return render(request, template, konteks)


@require_GET
@hak("lihat_laporan")
def unduh(request: PetugasRequest, kode: str, jenis: str) -> FileResponse:
    """A file of the paper."""
    _masa(kode)
    return kirim(surat_terbaru(KODE_SURAT, None, kode), jenis)
