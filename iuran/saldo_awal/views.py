"""The opening balance: upload a list, look at rows and sums, and let another admin apply it."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.models import SaldoAwal, StatusSaldo
from iuran.saldo_awal.batal import buang as buang_daftar
from iuran.saldo_awal.forms import SaldoAwalForm
from iuran.saldo_awal.pilih import pilih_baris, pilih_peringatan
from iuran.saldo_awal.pratinjau import pratinjau
from iuran.saldo_awal.tampil import kolom_terbaca, tampilkan
from iuran.saldo_awal.templat import templat_saldo
from iuran.saldo_awal.terapkan import minta_terapkan
from iuran.saldo_awal.terima import baca_ulang as minta_baca_ulang
from iuran.saldo_awal.terima import unggah_saldo
from peserta.models import Vonis
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.rupiah import ribuan

PER_DAFTAR = 20
TANPA = (Vonis.UBAH, Vonis.USUL, Vonis.ABAIKAN)  # an opening list changes nobody


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and the lists so far."""
    form = SaldoAwalForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        semua = SaldoAwal.objects.for_petugas(request.user).select_related("oleh")
        konteks = {"form": form, "halaman": halaman(request, semua, per=PER_DAFTAR)}
        status = 422 if request.method == "POST" else 200
        return render(request, "iuran/saldo_awal.html", konteks, status=status)
    berkas = form.cleaned_data["berkas"]
    saldo = unggah_saldo(berkas, nama=berkas.name, oleh=request.user)
    if saldo.status != StatusSaldo.DIBACA:
        messages.info(request, "Berkas yang sama masih menunggu diterapkan; ini hasil bacaannya.")
    return redirect("iuran:saldo_awal_detail", pk=saldo.pk)


@require_GET
@hak("mengelola_iuran")
def templat(request: PetugasRequest) -> FileResponse:
    return FileResponse(
        BytesIO(templat_saldo()), as_attachment=True, filename="templat-saldo-awal.xlsx"
    )


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One list: its job, its rows and sums, or its result, depending on its status."""
    saldo = ambil_saldo(request, pk)
    konteks: dict[str, Any] = {"saldo": saldo, "tugas": saldo.tugas}
    if saldo.status not in (StatusSaldo.DIBACA, StatusSaldo.GAGAL):
        konteks |= isi_baris(request, saldo)
    if saldo.status == StatusSaldo.DIPERIKSA:
        konteks["pratinjau"] = pratinjau(saldo)
        konteks["sendiri"] = saldo.oleh_id == request.user.pk
    return render(request, "iuran/saldo_awal_detail.html", konteks)


def isi_baris(request: PetugasRequest, saldo: SaldoAwal) -> dict[str, Any]:
    vonis = request.GET.get("vonis", "")
    semua = saldo.daftar_baris.order_by("nomor")
    saring = semua.filter(vonis=vonis) if vonis in Vonis.values else semua
    hal = halaman(request, saring.select_related("sumber", "sumber_lanjut"))
    hal.object_list = tampilkan(hal.object_list)
    return {
        "halaman": hal,
        "vonis": vonis,
        "ringkasan": [(v, saldo.jumlah.get(v, 0)) for v in Vonis if v not in TANPA],
        "kolom": kolom_terbaca(saldo.pemetaan),
    }


@require_POST
@hak("mengelola_iuran")
def pilih(request: PetugasRequest, pk: int) -> HttpResponse:
    """Save the ticks of the shown rows."""
    tampil, dipilih = (angka(request, nama) for nama in ("tampil", "baris"))
    pilih_baris(ambil_saldo(request, pk), tampil=tampil, dipilih=dipilih, oleh=request.user)
    messages.success(request, "Pilihan di halaman ini disimpan.")
    return kembali(request, pk)


@require_POST
@hak("mengelola_iuran")
def peringatan(request: PetugasRequest, pk: int, *, dipilih: bool) -> HttpResponse:
    """Tick all warnings of the list, or none of them."""
    jumlah = pilih_peringatan(ambil_saldo(request, pk), dipilih=dipilih, oleh=request.user)
    kata = "dicentang" if dipilih else "dilepas"
    messages.success(request, f"{ribuan(jumlah)} baris peringatan {kata}.")
    return kembali(request, pk)


def kembali(request: PetugasRequest, pk: int) -> HttpResponse:
    """Redirect to the same page of rows, with its filter."""
    return redirect(f"{reverse('iuran:saldo_awal_detail', args=[pk])}?{request.GET.urlencode()}")


def angka(request: PetugasRequest, nama: str) -> set[int]:
    return {int(isi) for isi in request.POST.getlist(nama) if isi.isdecimal() and len(isi) < 9}


@require_POST
@hak("mengelola_iuran")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    dilihat = request.POST.get("dilihat", "")
    minta_terapkan(ambil_saldo(request, pk), dilihat=dilihat, oleh=request.user)
    return redirect("iuran:saldo_awal_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def baca_ulang(request: PetugasRequest, pk: int) -> HttpResponse:
    minta_baca_ulang(ambil_saldo(request, pk), oleh=request.user)
    return redirect("iuran:saldo_awal_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def buang(request: PetugasRequest, pk: int) -> HttpResponse:
    buang_daftar(ambil_saldo(request, pk), pada=timezone.now())
    messages.success(request, "Daftar ini dibuang. Tidak ada data yang berubah.")
    return redirect("iuran:saldo_awal")


def ambil_saldo(request: PetugasRequest, pk: int) -> SaldoAwal:
    return ambil(request, SaldoAwal.objects, pk, "oleh", "tugas", "diterapkan_oleh")
