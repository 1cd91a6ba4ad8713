"""Screens of an import: upload, review, apply, undo."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.bersih.bidang import BIDANG_PER_KODE, TANDA
from peserta.impor.batal import SUDAH_MASUK, buang_impor, minta_batal
from peserta.impor.betulkan import Isian, betulkan_halaman, periksa_bentrok, periksa_kata, tukar_nik
from peserta.impor.forms import UnggahForm
from peserta.impor.keadaan import (
    BISA_DIBACA_ULANG,
    batal_gagal,
    sedang_dibatalkan,
    sedang_diterapkan,
)
from peserta.impor.keluarkan import hitung_batal
from peserta.impor.lembar import templat_lama
from peserta.impor.pilih import pilih_baris, pilih_vonis
from peserta.impor.sisa import minta_sisa, sisa_baris
from peserta.impor.tampil import pilihan, tampilkan
from peserta.impor.templat import templat as buat_templat
from peserta.impor.terapkan import minta_terapkan
from peserta.impor.terima import baca_lembar_lain, unggah_impor
from peserta.impor.views.kolom import ambil_impor, isi_kolom
from peserta.models import BarisImpor, Impor, KataPekerjaan, Peserta, StatusImpor, Vonis
from pijar.http import PetugasRequest, hak, halaman

PER_HALAMAN = 50
TERBESAR, PANJANG_NOMOR = 2**31 - 1, 10  # of a row's number; a longer one is no number of ours
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
    berkas = form.cleaned_data["berkas"]
    impor = unggah_impor(
        berkas, nama=berkas.name, sumber_data=form.cleaned_data["sumber_data"], oleh=request.user
    )
    return redirect("peserta:impor_detail", pk=impor.pk)


@require_GET
@hak("mendata")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """Show the import: its job, its columns, its rows or its result, by its status."""
    impor = ambil_impor(request, pk)
    konteks: dict[str, Any] = {"impor": impor, "tugas": impor.tugas}
    if impor.status in (StatusImpor.DIPERIKSA, StatusImpor.DIBATALKAN, *SUDAH_MASUK):
        konteks |= isi_periksa(request, impor)
    elif impor.status == StatusImpor.PEMETAAN:
        konteks |= isi_kolom(request, impor)
    return render(request, "peserta/impor_detail.html", konteks)


def isi_periksa(request: PetugasRequest, impor: Impor) -> dict[str, Any]:
    vonis = request.GET.get("vonis", "")
    semua = impor.daftar_baris.order_by("nomor")
    saring = semua.filter(vonis=vonis) if vonis in Vonis.values else semua
    if vonis == "tetap":
        saring = sisa_baris(impor, tetap=True)
    # The index alone finds the page by row number; only the rows of the page are then read.
    hal = halaman(request, saring.values_list("nomor", flat=True), per=PER_HALAMAN)
    if request.GET.get("baris", "").isdecimal():  # a link to one row: show the page that holds it
        sebelum = saring.filter(nomor__lt=min(int(request.GET["baris"]), TERBESAR)).count()
        hal = hal.paginator.get_page(sebelum // PER_HALAMAN + 1)
    tampil = semua.filter(nomor__in=list(hal.object_list))
    diperiksa = impor.status == StatusImpor.DIPERIKSA
    kata = KataPekerjaan.objects.for_petugas(request.user)
    dijelaskan = diperiksa and kata.dikenal_sejak(impor)
    hal.object_list = tampilkan(tampil, impor, untuk=request.user)
    return {
        "halaman": hal,
        "vonis": vonis,
        **hitungan(impor, impor.daftar_baris.filter(dipilih=True).count()),
        "bentrok": impor.daftar_baris.bentrok().exists(),
        "kata": dijelaskan and impor.daftar_baris.kata_asing().count(),
        "pilihan": pilihan(request.user) if diperiksa else {},
        **pemetaan(impor),
        "sedang": sedang_diterapkan(impor) or sedang_dibatalkan(impor),
        "batal_gagal": batal_gagal(impor),
        "serupa": serupa(request, impor),
        "draf": draf(request, impor),
        "batal": hitung_batal(impor) if impor.status in SUDAH_MASUK else None,
    }


def hitungan(impor: Impor, dipilih: int) -> dict[str, Any]:
    """The sums above the rows and on the buttons below them."""
    jumlah = impor.jumlah
    return {
        "ringkasan": [(v, jumlah.get(v.value, 0)) for v in Vonis],
        "dipilih": dipilih,
        "sisa": jumlah.get("dibaca", 0) - jumlah.get("sama", 0) - dipilih,
    }


def pemetaan(impor: Impor) -> dict[str, Any]:
    """Context about the columns: their fields, the day of the choice, the template's version."""
    judul = impor.pemetaan.get("judul", [])
    bidang = impor.pemetaan.get("bidang", {})
    pada = impor.pemetaan.get("asal", {}).get("pada")
    return {
        "pemetaan": [(judul[int(i)], BIDANG_PER_KODE[kode].judul) for i, kode in bidang.items()],
        "asal_pada": date.fromisoformat(pada) if pada else None,
        "templat_lama": templat_lama(impor.pemetaan.get("versi_templat")),
        "templat_terbaru": TANDA.versi,
    }


def serupa(request: PetugasRequest, impor: Impor) -> Impor | None:
    """An earlier upload of the same file and sheet, if there is one."""
    semua = Impor.objects.for_petugas(request.user).filter(sha256=impor.sha256, lembar=impor.lembar)
    return semua.filter(pk__lt=impor.pk).exclude(status=StatusImpor.GAGAL).first()


def draf(request: PetugasRequest, impor: Impor) -> int:
    """Number of people of this import that the officer can submit now."""
    if impor.status not in SUDAH_MASUK:
        return 0
    return Peserta.objects.for_petugas(request.user).filter(impor=impor).bisa_diajukan().count()


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
    """Save the page, then queue the ticked rows."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    minta_terapkan(impor, oleh=request.user)
    return kembali(request, pk)


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


@require_POST
@hak("mendata")
def tukar(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """Save the page, then swap the NIK of one row with the number it was taken for."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    baris = tukar_nik(impor, nomor, pada=timezone.localdate())
    kalimat = f"NIK baris {nomor} ditukar. Baris itu kini: {baris.get_vonis_display()}."
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
    baru = baca_lembar_lain(
        ambil_impor(request, pk), request.POST.get("lembar", ""), oleh=request.user
    )
    return redirect("peserta:impor_detail", pk=baru.pk)
