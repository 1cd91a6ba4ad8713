"""Screens of an import: upload, review, apply, undo."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.impor.batal import SUDAH_MASUK, buang_impor, minta_batal
from peserta.impor.betulkan import Isian, betulkan_halaman, periksa_bentrok, periksa_kata
from peserta.impor.forms import UnggahForm
from peserta.impor.keadaan import (
    BISA_DIBACA_ULANG,
    sedang_diajukan,
    sedang_dibatalkan,
    sedang_diterapkan,
)
from peserta.impor.pilih import pilih_baris, pilih_vonis
from peserta.impor.sisa import minta_sisa
from peserta.impor.templat import templat as buat_templat
from peserta.impor.terapkan import minta_terapkan
from peserta.impor.terima import baca_lembar_lain, unggah_impor
from peserta.impor.views.isi import isi_periksa
from peserta.impor.views.kolom import ambil_impor, isi_kolom
from peserta.models import BarisImpor, Impor, StatusImpor, Vonis
from peserta.orang.forms.keterangan import KeteranganForm
from pijar.http import PetugasRequest, hak, halaman

PANJANG_NOMOR = 10  # of a row's number; a longer one is no number of ours
SEL = re.compile(r"sel-([0-9]{1,7})-([0-9]{1,3})")


@require_http_methods(["GET", "POST"])
@hak("mendata")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and show the officer's own uploads."""
    form = UnggahForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        semua = Impor.objects.for_petugas(request.user).select_related("oleh").defer("pemetaan")
        konteks = {"form": form, "halaman": halaman(request, semua, per=20)}
        status = 422 if request.method == "POST" else 200
        return render(request, "peserta/impor.html", konteks, status=status)
    sumber = form.cleaned_data["sumber_data"]
    masuk = [
        unggah_impor(berkas, nama=berkas.name, sumber_data=sumber, oleh=request.user)
        for berkas in form.cleaned_data["berkas"]
    ]
    return ke_impor(masuk)


def ke_impor(semua: Sequence[Impor]) -> HttpResponse:
    """To the one import, or to the list on whose top several stand."""
    if len(semua) == 1:
        return redirect("peserta:impor_detail", pk=semua[0].pk)
    return redirect("peserta:impor")


@require_GET
@hak("mendata")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """Show the import: its job, its columns, its rows or its result, by its status."""
    return halaman_impor(request, ambil_impor(request, pk))


def halaman_impor(
    request: PetugasRequest, impor: Impor, keterangan: KeteranganForm | None = None
) -> HttpResponse:
    """The page of an import; ``keterangan`` is an attestation that cannot be sent so."""
    sedang = sedang_diterapkan(impor) or sedang_dibatalkan(impor) or sedang_diajukan(impor)
    konteks: dict[str, Any] = {"impor": impor, "tugas": impor.tugas, "sedang": sedang}
    if sedang:
        pass  # the page only shows the bar, and asks again every second
    elif impor.status in (StatusImpor.DIPERIKSA, StatusImpor.DIBATALKAN, *SUDAH_MASUK):
        konteks |= isi_periksa(request, impor)
        konteks["keterangan"] = keterangan or KeteranganForm(pada=timezone.localdate())
    elif impor.status == StatusImpor.PEMETAAN:
        konteks |= isi_kolom(request, impor)
    status = 422 if keterangan else 200
    return render(request, "peserta/impor_detail.html", konteks, status=status)


@require_POST
@hak("mendata")
def pilih(request: PetugasRequest, pk: int) -> HttpResponse:
    """Save the review page as it was sent: ticks of the shown rows, corrected cells."""
    if not simpan_halaman(request, ambil_impor(request, pk)):
        messages.success(request, "Pilihan di halaman ini disimpan.")
    return kembali(request, pk)


@require_POST
@hak("mendata")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Save the page, then queue the ticked rows, and perhaps their submission."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    form = None
    if "ajukan" in request.POST:
        form = KeteranganForm(request.POST, pada=timezone.localdate())
        if not form.is_valid():
            impor.refresh_from_db()
            return halaman_impor(request, impor, form)
    minta_terapkan(impor, oleh=request.user, ajukan=form.keterangan if form else None)
    return redirect("peserta:impor_detail", pk=pk)


@require_POST
@hak("mendata")
def centang(request: PetugasRequest, pk: int, *, vonis: Vonis, dipilih: bool) -> HttpResponse:
    """Save the page, then tick all rows of one verdict, or none of them."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    jumlah = pilih_vonis(impor, vonis, dipilih=dipilih)
    kata = "dicentang" if dipilih else "dilepas"
    messages.success(request, f"{jumlah} baris {vonis.label.lower()} {kata}.")
    return kembali(request, pk)


@require_POST
@hak("mendata")
def bentrok(request: PetugasRequest, pk: int) -> HttpResponse:
    """Save the page, then judge again the rows that another open import has too."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    jumlah = periksa_bentrok(impor, pada=timezone.localdate())
    sisa = impor.daftar_baris.bentrok().count()
    kalimat = f"{jumlah} baris diperiksa lagi; {sisa} masih ada di impor lain yang terbuka."
    messages.success(request, kalimat)
    return kembali(request, pk)


@require_POST
@hak("mendata")
def kata(request: PetugasRequest, pk: int) -> HttpResponse:
    """Save the page, then judge again the rows whose occupation an admin explained meanwhile."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    jumlah = periksa_kata(impor, pada=timezone.localdate())
    sisa = impor.daftar_baris.kata_asing().count()
    kalimat = f"{jumlah} baris diperiksa lagi; {sisa} pekerjaannya masih tidak dikenal."
    messages.success(request, kalimat)
    return kembali(request, pk)


def simpan_halaman(request: PetugasRequest, impor: Impor) -> list[BarisImpor]:
    """Keep the ticks and cells of the shown rows; returns the corrected rows."""
    tampil, dipilih = (angka(request, nama) for nama in ("tampil", "baris"))
    pilih_baris(impor, tampil=tampil, dipilih=dipilih)
    isian = sel_dibetulkan(request)
    dibetulkan = betulkan_halaman(impor, isian, pada=timezone.localdate())
    for baris in dibetulkan:
        messages.success(request, f"Baris {baris.nomor} kini: {baris.get_vonis_display()}.")
    return dibetulkan


def kembali(request: PetugasRequest, pk: int) -> HttpResponse:
    """To the page of rows that was sent, with its filter."""
    return redirect(f"{reverse('peserta:impor_detail', args=[pk])}?{request.GET.urlencode()}")


def angka(request: PetugasRequest, nama: str) -> set[int]:
    semua = request.POST.getlist(nama)
    return {int(isi) for isi in semua if isi.isdecimal() and len(isi) < PANJANG_NOMOR}


def sel_dibetulkan(request: PetugasRequest) -> dict[int, dict[int, Isian]]:
    """Read the fields ``sel-<row>-<column>`` and ``asal-…`` into {row: {column: cell}}."""
    hasil: dict[int, dict[int, Isian]] = {}
    for nama in request.POST:
        if cocok := SEL.fullmatch(nama):
            isian = Isian(request.POST[nama], request.POST.get(f"asal-{nama[4:]}", ""))
            hasil.setdefault(int(cocok[1]), {})[int(cocok[2])] = isian
    return hasil


@require_GET
@hak("mendata")
def templat(request: PetugasRequest) -> FileResponse:
    isi = BytesIO(buat_templat())
    return FileResponse(isi, as_attachment=True, filename="templat-pekerja-rentan.xlsx")


@require_POST
@hak("mendata")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Discard a list not yet applied, or queue its undo: of all, or without the exceptions."""
    impor = ambil_impor(request, pk)
    sebagian = "sebagian" in request.POST
    if impor.status in BISA_DIBACA_ULANG and not sebagian:
        buang_impor(impor)
        messages.success(request, "Impor ini dibatalkan.")
    else:
        minta_batal(impor, sebagian=sebagian, oleh=request.user)
    return redirect("peserta:impor_detail", pk=pk)


@require_POST
@hak("mendata")
def sisa(request: PetugasRequest, pk: int) -> HttpResponse:
    """Queue the workbook of the rows left out, or of those that stayed after an undo."""
    tetap = request.POST.get("bagian") == "tetap"
    tugas = minta_sisa(ambil_impor(request, pk), oleh=request.user, tetap=tetap)
    return redirect("tugas:detail", pk=tugas.pk)


@require_POST
@hak("mendata")
def lembar(request: PetugasRequest, pk: int) -> HttpResponse:
    """Read another sheet, or all the other sheets that hold a list, as imports of their own."""
    impor = ambil_impor(request, pk)
    nama = [request.POST.get("lembar", "")]
    if "semua" in request.POST:
        nama = impor.pemetaan.get("lembar_lain", [])
    return ke_impor([baca_lembar_lain(impor, satu, oleh=request.user) for satu in nama])
