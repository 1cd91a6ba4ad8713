"""Settlements of months paid in vain: all of them, one, its letter, and how it is taken back."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.kelebihan.actions.cabut import (
    isi_pencabutan,
    konfirmasi_pencabutan,
    tolak_pencabutan,
    usulkan_pencabutan,
)
from iuran.kelebihan.actions.putus import (
    isi_penyelesaian,
    konfirmasi_penyelesaian,
    tolak_penyelesaian,
)
from iuran.kelebihan.angka import pemakaian
from iuran.models import PencabutanKelebihan, PenyelesaianKelebihan, StatusKoreksi
from iuran.tagihan import buka_pindaian, simpan_pindaian
from iuran.tagihan.views.pembayaran import jawaban_pindaian
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.unggahan.forms import LampiranForm
from pijar.usulan import tampilan

SIDIK = ["Sidik"]  # the fingerprint of the rows, which tells an officer nothing


@require_GET
@hak("mengelola_iuran")
def semua(request: PetugasRequest) -> HttpResponse:
    """Every letter of BPJS, the newest first; what waits for another admin stands out."""
    daftar = PenyelesaianKelebihan.objects.for_petugas(request.user)
    konteks = {"halaman": halaman(request, daftar.select_related("sumber", "diusulkan_oleh"))}
    return render(request, "iuran/penyelesaian_daftar.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One settlement: POST adds a scan, confirms what the page shows, or drops the proposal."""
    satu = ambil(
        request, PenyelesaianKelebihan.objects, pk, "sumber", "diusulkan_oleh", "diputus_oleh"
    )
    pindaian, alasan = LampiranForm(), AlasanSingkatForm()
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        konfirmasi_penyelesaian(satu, dilihat=dilihat, oleh=request.user, pada=timezone.now())
        messages.success(request, "Penyelesaian dikonfirmasi.")
        return redirect("iuran:penyelesaian", pk=pk)
    if "tolak" in request.POST:
        alasan = AlasanSingkatForm(request.POST)
        if alasan.is_valid():
            kata = alasan.cleaned_data["alasan"]
            tolak_penyelesaian(satu, alasan=kata, oleh=request.user, pada=timezone.now())
            messages.success(request, "Usulan tidak jadi; bulan-bulannya dapat diminta lagi.")
            return redirect("iuran:penyelesaian", pk=pk)
    elif request.method == "POST":
        pindaian = LampiranForm(request.POST, request.FILES)
        if _simpan(request, satu, pindaian):
            return redirect("iuran:penyelesaian", pk=pk)
    konteks = _konteks(request, satu) | {"form": pindaian, "alasan_form": alasan}
    status = 422 if request.method == "POST" else 200
    return render(request, "iuran/penyelesaian.html", konteks, status=status)


def _simpan(request: PetugasRequest, satu: PenyelesaianKelebihan, form: LampiranForm) -> bool:
    if not form.is_valid() or form.bersih is None:
        return False
    nama = form.cleaned_data["berkas"].name
    simpan_pindaian(satu, bersih=form.bersih, nama=nama, sidik=form.sidik, oleh=request.user)
    messages.success(request, "Pindaian surat BPJS tersimpan.")
    return True


def _konteks(request: PetugasRequest, satu: PenyelesaianKelebihan) -> dict[str, object]:
    baris = satu.daftar_baris.select_related("iuran__peserta", "iuran__tagihan").order_by(
        "iuran__peserta__nama", "iuran__bulan", "pk"
    )
    return {
        **tampilan(satu, isi_penyelesaian(satu), oleh=request.user, tanpa=SIDIK),
        "penyelesaian": satu,
        "halaman": halaman(request, baris),
        "pemakaian": pemakaian(satu),
        "pindaian": satu.daftar_pindaian.select_related("oleh"),
        "pencabutan": satu.daftar_pencabutan.select_related("diusulkan_oleh", "diputus_oleh"),
        "cabut_terbuka": satu.daftar_pencabutan.filter(status=StatusKoreksi.DIUSULKAN).exists(),
    }


@require_GET
@hak("mengelola_iuran")
def pindaian(request: PetugasRequest, pk: int, surat_pk: int) -> FileResponse:
    """Show a scan of the letter in the browser, and log the access."""
    satu = ambil(request, PenyelesaianKelebihan.objects, pk)
    berkas = get_object_or_404(satu.daftar_pindaian.all(), pk=surat_pk)
    buka_pindaian(berkas, oleh=request.user)
    return jawaban_pindaian(berkas, f"surat-bpjs-{pk}-{berkas.pk}")


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def cabut_baru(request: PetugasRequest, pk: int) -> HttpResponse:
    """Propose to take back a confirmed settlement, with the reason."""
    satu = ambil(request, PenyelesaianKelebihan.objects, pk, "sumber")
    form = AlasanSingkatForm(request.POST or None)
    if form.is_valid():
        cabut = usulkan_pencabutan(satu, alasan=form.cleaned_data["alasan"], oleh=request.user)
        messages.success(request, "Usulan pencabutan tercatat. Admin lain mengonfirmasinya.")
        return redirect("iuran:pencabutan", pk=pk, cabut_pk=cabut.pk)
    konteks = {"penyelesaian": satu, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "iuran/pencabutan_baru.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def cabut(request: PetugasRequest, pk: int, cabut_pk: int) -> HttpResponse:
    """One withdrawal: another admin confirms what the page shows, or either drops it."""
    satu = ambil(
        request, PencabutanKelebihan.objects, cabut_pk, "penyelesaian__sumber", "diusulkan_oleh",
        "diputus_oleh", penyelesaian=pk,
    )  # fmt: skip
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        konfirmasi_pencabutan(satu, dilihat=dilihat, oleh=request.user, pada=timezone.now())
        messages.success(request, "Penyelesaian dicabut; bulan-bulannya dapat diminta lagi.")
        return redirect("iuran:penyelesaian", pk=pk)
    if form.is_valid():
        kata = form.cleaned_data["alasan"]
        tolak_pencabutan(satu, alasan=kata, oleh=request.user, pada=timezone.now())
        messages.success(request, "Pencabutan tidak jadi; penyelesaiannya tetap.")
        return redirect("iuran:penyelesaian", pk=pk)
    isi = isi_pencabutan(satu)
    konteks = tampilan(satu, isi, oleh=request.user, tanpa=SIDIK) | {"form": form}
    return render(request, "iuran/pencabutan.html", konteks, status=422 if form.is_bound else 200)
