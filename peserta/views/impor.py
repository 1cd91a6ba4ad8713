"""Lists on their way in: upload, review, apply, repair."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.actions import impor as aksi
from peserta.actions import impor_baris
from peserta.actions.impor_batal import SUDAH_MASUK, batalkan_impor, batalkan_sebagian
from peserta.actions.impor_sisa import minta_sisa, sisa_baris
from peserta.bidang import BIDANG_PER_KODE, TANDA
from peserta.forms import UnggahForm
from peserta.impor.baca import templat_lama
from peserta.impor.batal import hitung_batal
from peserta.impor.tampil import tampilkan
from peserta.models import BarisImpor, Impor, Peserta, StatusImpor, Vonis
from peserta.templat import templat as buat_templat
from peserta.views.impor_kolom import ambil, isi_kolom
from pijar.http import PetugasRequest, hak, halaman
from pijar.rupiah import ribuan

PER_HALAMAN = 50
SEL = re.compile(r"sel-([0-9]{1,7})-([0-9]{1,3})")


@hak("mendata")
@require_http_methods(["GET", "POST"])
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and one's own uploads."""
    form = UnggahForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        semua = Impor.objects.for_petugas(request.user).select_related("oleh").defer("pemetaan")
        konteks = {"form": form, "halaman": halaman(request, semua, per=20)}
        status = 422 if request.method == "POST" else 200
        return render(request, "peserta/impor.html", konteks, status=status)
    berkas = form.cleaned_data["berkas"]
    impor = aksi.unggah_impor(
        berkas, nama=berkas.name, sumber_data=form.cleaned_data["sumber_data"], oleh=request.user
    )
    return redirect("peserta:impor_detail", pk=impor.pk)


@hak("mendata")
@require_GET
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """Whatever there is to see of this import now: its job, its rows, or its result."""
    impor = ambil(request, pk)
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
    # The page is found by row number alone, from the index; only its own rows are then read.
    hal = halaman(request, saring.values_list("nomor", flat=True), per=PER_HALAMAN)
    tampil = semua.filter(nomor__in=list(hal.object_list)).select_related("peserta")
    hal.object_list = tampilkan(tampil)
    return {
        "halaman": hal,
        "vonis": vonis,
        "ringkasan": [(v, impor.jumlah.get(v.value, 0)) for v in Vonis],
        "dipilih": impor.daftar_baris.filter(dipilih=True).count(),
        "sisa": sisa_baris(impor).count(),
        **pemetaan(impor),
        "sedang": aksi.sedang_diterapkan(impor),
        "serupa": serupa(request, impor),
        "draf": draf(request, impor),
        "batal": hitung_batal(impor) if impor.status in SUDAH_MASUK else None,
    }


def pemetaan(impor: Impor) -> dict[str, Any]:
    """Column of the file and the field it was read as; who chose so; from which template."""
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
    """The earlier upload of the very same file, if there is one."""
    semua = Impor.objects.for_petugas(request.user).filter(sha256=impor.sha256, lembar=impor.lembar)
    return semua.filter(pk__lt=impor.pk).exclude(status=StatusImpor.GAGAL).first()


def draf(request: PetugasRequest, impor: Impor) -> int:
    """How many people of this import can be submitted now."""
    if impor.status not in SUDAH_MASUK:
        return 0
    return Peserta.objects.for_petugas(request.user).filter(impor=impor).bisa_diajukan().count()


@hak("mendata")
@require_POST
def pilih(request: PetugasRequest, pk: int) -> HttpResponse:
    """Everything the review page sends: ticks of the shown rows, corrected cells, one action."""
    impor = ambil(request, pk)
    tampil, dipilih = (angka(request, nama) for nama in ("tampil", "baris"))
    impor_baris.pilih_baris(impor, tampil=tampil, dipilih=dipilih)
    for nomor, isi in sel_dibetulkan(request).items():
        baris = impor_baris.betulkan_baris(impor, nomor, isi, pada=timezone.localdate())
        messages.success(request, f"Baris {nomor} kini: {baris.get_vonis_display()}.")
    nama, _, nilai = request.POST.get("tindakan", "").partition(":")
    if kalimat := TINDAKAN.get(nama, simpan)(request, impor, nilai):
        messages.success(request, kalimat)
    return redirect(f"{reverse('peserta:impor_detail', args=[pk])}?{request.GET.urlencode()}")


def simpan(request: PetugasRequest, impor: Impor, nilai: str) -> str:
    return "" if sel_dibetulkan(request) else "Pilihan di halaman ini disimpan."


def terapkan(request: PetugasRequest, impor: Impor, nilai: str) -> str:
    aksi.minta_terapkan(impor, oleh=request.user)
    return ""


def peringatan(request: PetugasRequest, impor: Impor, nilai: str) -> str:
    jumlah = impor_baris.pilih_peringatan(impor, dipilih=nilai == "centang")
    return f"{jumlah} baris peringatan {'dicentang' if nilai == 'centang' else 'dilepas'}."


def tukar(request: PetugasRequest, impor: Impor, nilai: str) -> str:
    nomor = int(nilai) if nilai.isdecimal() else 0
    baris = impor_baris.tukar_nik_kk(impor, nomor, pada=timezone.localdate())
    return f"NIK dan No. KK baris {nomor} ditukar. Baris itu kini: {baris.get_vonis_display()}."


TINDAKAN: dict[str, Callable[[PetugasRequest, Impor, str], str]] = {
    "terapkan": terapkan,
    "peringatan": peringatan,
    "tukar": tukar,
}


def angka(request: PetugasRequest, nama: str) -> set[int]:
    return {int(isi) for isi in request.POST.getlist(nama) if isi.isdecimal()}


def sel_dibetulkan(request: PetugasRequest) -> dict[int, dict[int, str]]:
    """Fields ``sel-<row>-<column>`` as {row: {column: text}}."""
    hasil: dict[int, dict[int, str]] = {}
    for nama in request.POST:
        if cocok := SEL.fullmatch(nama):
            hasil.setdefault(int(cocok[1]), {})[int(cocok[2])] = request.POST[nama]
    return hasil


@hak("mendata")
@require_GET
def templat(request: PetugasRequest) -> FileResponse:
    isi = BytesIO(buat_templat())
    return FileResponse(isi, as_attachment=True, filename="templat-pekerja-rentan.xlsx")


@hak("mendata")
@require_POST
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Drop the list, undo it, or undo those of it who have gone no further."""
    impor = ambil(request, pk)
    if "sebagian" in request.POST:
        jumlah = batalkan_sebagian(impor, oleh=request.user)
        messages.success(request, f"{ribuan(jumlah)} orang dari impor ini dibatalkan.")
    else:
        batalkan_impor(impor, oleh=request.user)
        messages.success(request, "Impor ini dibatalkan.")
    return redirect("peserta:impor_detail", pk=pk)


@hak("mendata")
@require_POST
def sisa(request: PetugasRequest, pk: int) -> HttpResponse:
    """The workbook of rows that did not go in, or of those that stayed after an undo."""
    tetap = request.POST.get("bagian") == "tetap"
    tugas = minta_sisa(ambil(request, pk), oleh=request.user, tetap=tetap)
    return redirect("tugas:detail", pk=tugas.pk)


@hak("mendata")
@require_POST
def lembar(request: PetugasRequest, pk: int) -> HttpResponse:
    baru = aksi.baca_lembar_lain(
        ambil(request, pk), request.POST.get("lembar", ""), oleh=request.user
    )
    return redirect("peserta:impor_detail", pk=baru.pk)


@hak("mendata")
@require_GET
def baris(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """The cells of one row, to be corrected: inside the review page, or on a page of its own."""
    impor = ambil(request, pk)
    satu = get_object_or_404(impor.daftar_baris, nomor=nomor)
    konteks = {"impor": impor, "baris": satu, "daftar_sel": sel_baris(impor, satu)}
    template = "peserta/_impor_betulkan.html" if request.htmx else "peserta/impor_baris.html"
    return render(request, template, konteks)


def sel_baris(impor: Impor, baris: BarisImpor) -> list[dict[str, Any]]:
    """The cells of a row under the titles of the file, with what is wrong with them."""
    sebab: dict[str, str] = {}
    for a in baris.alasan:
        if a["tingkat"] != "info":
            sebab.setdefault(a["kolom"], a["sebab"])
    judul, bidang = impor.pemetaan["judul"], impor.pemetaan["bidang"]
    return [
        {
            "kolom": int(i),
            "judul": judul[int(i)],
            "isi": impor_baris.isi_sel(baris.mentah[int(i)]) if int(i) < len(baris.mentah) else "",
            "sebab": sebab.get(kode, ""),
        }
        for i, kode in bidang.items()
    ]
