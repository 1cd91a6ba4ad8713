"""Screens of staged rows: show the cells of one, correct it, pass it over, take it in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peserta.impor import betulkan as aksi
from peserta.impor.lanjut import lanjutkan_sisa
from peserta.impor.tampil import tampilkan
from peserta.impor.views.impor import ambil_impor, angka, kembali, simpan_halaman
from peserta.impor.views.isi import hitungan
from peserta.models import Impor, Vonis
from pijar.http import PetugasRequest, hak

PANJANG_KOLOM = 5  # digits of a column's index
BETUL = (Vonis.BARU, Vonis.UBAH, Vonis.SAMA)


@require_GET
@hak("mendata")
def baris(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """All cells of one row, to correct: inside the review page (htmx), or on a page of its own."""
    impor = ambil_impor(request, pk)
    get_object_or_404(impor.daftar_baris, nomor=nomor)
    template = "peserta/_impor_baris.html" if request.htmx else "peserta/impor_baris.html"
    return render(request, template, isi_baris(request, impor, nomor, semua=True) | {"buka": True})


@require_POST
@hak("mendata")
def sel(request: PetugasRequest, pk: int, nomor: int, kolom: int) -> HttpResponse:
    """Correct one cell; htmx gets the row, rows with its NIK, and the sums."""
    letak = f"{nomor}-{kolom}"
    isian = aksi.Isian(request.POST.get(f"sel-{letak}", ""), request.POST.get(f"asal-{letak}", ""))
    hasil = aksi.betulkan_sel(
        ambil_impor(request, pk), nomor, kolom, isian, pada=timezone.localdate()
    )
    if not request.htmx:
        return redirect("peserta:impor_detail", pk=pk)
    konteks = isi_baris(request, hasil.impor, nomor, semua=f"semua-{nomor}" in request.POST)
    tampak = angka(request, "tampil") & {*hasil.kembar}
    kembar = hasil.impor.daftar_baris.filter(nomor__in=tampak).order_by("nomor")
    dipilih = sum(angka(request, "jumlah-dipilih")) + hasil.tambahan
    konteks |= hitungan(hasil.impor, dipilih) | {
        "kembar": tampilkan(kembar, hasil.impor, untuk=request.user),
        "sel_bentrok": kolom if hasil.bentrok else None,
        "ditolak": isian.tulisan,
    }
    status = 409 if hasil.bentrok else 200
    return render(request, "peserta/_impor_sel_jawaban.html", konteks, status=status)


@require_POST
@hak("mendata")
def tukar(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """Save the page, then swap the NIK of one row with the number it was taken for."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    baris = aksi.tukar_nik(impor, nomor, pada=timezone.localdate())
    kalimat = f"NIK baris {nomor} ditukar. Baris itu kini: {baris.get_vonis_display()}."
    messages.success(request, kalimat)
    return kembali(request, pk)


@require_POST
@hak("mendata")
def pakai(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """Save the page, then write the value of the pressed button into its cell."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    kolom, asal, nilai = [*request.POST.get("pakai", "").split(":", 2), "", "", ""][:3]
    if not kolom.isdecimal() or len(kolom) > PANJANG_KOLOM:
        raise Http404
    isian = aksi.Isian(nilai, asal)
    hasil = aksi.betulkan_sel(impor, nomor, int(kolom), isian, pada=timezone.localdate())
    if hasil.bentrok:
        messages.warning(request, f"Sel di baris {nomor} baru saja diubah; lihat isinya dahulu.")
    else:
        baris = hasil.impor.daftar_baris.get(nomor=nomor)
        messages.success(request, f"Baris {nomor} kini: {baris.get_vonis_display()}.")
    return kembali(request, pk)


@require_POST
@hak("mendata")
def abaikan(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """Save the page, then pass over one row."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    aksi.abaikan_baris(impor, nomor, pada=timezone.localdate())
    messages.success(request, f"Baris {nomor} diabaikan. Lihat di Diabaikan bila masih perlu.")
    return kembali(request, pk)


@require_POST
@hak("mendata")
def ikutkan(request: PetugasRequest, pk: int, nomor: int = 0) -> HttpResponse:
    """Save the page, then take in one row that was passed over or hidden, or all of them."""
    impor = ambil_impor(request, pk)
    simpan_halaman(request, impor)
    if nomor:
        aksi.ikutkan_baris(impor, nomor, pada=timezone.localdate())
        messages.success(request, f"Baris {nomor} ikut diperiksa.")
    else:
        jumlah = aksi.ikutkan_semua(impor, pada=timezone.localdate())
        messages.success(request, f"{jumlah} baris ikut diperiksa.")
    return redirect("peserta:impor_detail", pk=pk)


@require_POST
@hak("mendata")
def lanjut(request: PetugasRequest, pk: int) -> HttpResponse:
    """Go on with the rows that an applied list left out."""
    return redirect("peserta:impor_detail", pk=lanjutkan_sisa(ambil_impor(request, pk)).pk)


def isi_baris(request: PetugasRequest, impor: Impor, nomor: int, *, semua: bool) -> dict[str, Any]:
    """Context for the template of one row."""
    satu = impor.daftar_baris.filter(nomor=nomor)
    [tampil] = tampilkan(satu, impor, untuk=request.user, semua=[nomor] if semua else [])
    vonis = request.GET.get("vonis", "")
    sudah = vonis in Vonis.values and vonis != tampil.vonis and tampil.vonis in BETUL
    return {"impor": impor, "baris": tampil, "bisa": True, "vonis": vonis, "sudah_betul": sudah}
