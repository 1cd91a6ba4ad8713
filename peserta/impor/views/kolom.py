"""Screens of the columns of an import: show their fields, correct them, read again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from peserta.impor.forms import PemetaanForm, baris_awal, tebak_judul
from peserta.impor.keadaan import BISA_DIBACA_ULANG
from peserta.impor.kolom import baca_otomatis, petakan_impor
from peserta.impor.tampil import pilihan
from peserta.models import Impor
from pijar.http import PetugasRequest, ambil, hak

PANJANG_BARIS = 140


def ambil_impor(request: PetugasRequest, pk: int) -> Impor:
    return ambil(request, Impor.objects, pk, "oleh", "tugas")


@require_http_methods(["GET", "POST"])
@hak("mendata")
def kolom(request: PetugasRequest, pk: int) -> HttpResponse:
    """The columns of the file with samples and one select each; saving reads the file again."""
    impor = ambil_impor(request, pk)
    if request.method == "GET":
        if impor.status not in BISA_DIBACA_ULANG:
            return redirect("peserta:impor_detail", pk=pk)
        return render(request, "peserta/impor_kolom.html", isi_kolom(request, impor))
    konteks = isi_kolom(request, impor)
    form = konteks["form"]
    if impor.status in BISA_DIBACA_ULANG and not form.is_valid():
        return render(request, "peserta/impor_kolom.html", konteks, status=422)
    sah = form.is_valid()
    petakan_impor(
        impor,
        baris=form.nomor_baris,
        bidang=form.bidang if sah else {},
        seluruh=form.seluruh if sah else {},
        oleh=request.user,
        pada=timezone.now(),
    )
    messages.success(request, "Kolom disimpan. Berkas dibaca ulang.")
    return redirect("peserta:impor_detail", pk=pk)


@require_POST
@hak("mendata")
def otomatis(request: PetugasRequest, pk: int) -> HttpResponse:
    """Discard the choice of columns and read the file by its titles again."""
    baca_otomatis(ambil_impor(request, pk), oleh=request.user, pada=timezone.now())
    messages.success(request, "Berkas dibaca ulang menurut judul kolomnya.")
    return redirect("peserta:impor_detail", pk=pk)


def isi_kolom(request: PetugasRequest, impor: Impor) -> dict[str, Any]:
    """Context: the form for the requested header row, and the rows to choose it from."""
    awal = baris_awal(impor)
    diminta = (request.POST or request.GET).get("baris", "")
    bawaan = impor.baris_judul if impor.baris_judul is not None else tebak_judul(awal)
    baris = int(diminta) if diminta.isdecimal() and len(diminta) < 8 else bawaan
    data = request.POST if request.method == "POST" else None
    return {
        "impor": impor,
        "form": PemetaanForm(data, impor=impor, baris=baris),
        "baris_judul": baris,
        "pilihan": pilihan(request.user),
        "baris_awal": [(nomor, potongan(sel)) for nomor, sel in awal.items()],
    }


def potongan(sel: list[str]) -> str:
    """A row in one shortened line, to recognise it by."""
    isi = " · ".join(s for s in sel if s)
    return isi if len(isi) <= PANJANG_BARIS else f"{isi[:PANJANG_BARIS].rstrip()}…"
