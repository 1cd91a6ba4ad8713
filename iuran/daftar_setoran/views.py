"""BPJS's lists of the movement: upload, one list in its bins, taking a line, recording it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.daftar_setoran.batal import buang_setoran
from iuran.daftar_setoran.forms import SetoranForm
from iuran.daftar_setoran.kalimat import KATA_BAGIAN
from iuran.daftar_setoran.pilih import ambil_baris
from iuran.daftar_setoran.tampil import (
    bagian_dipilih,
    isi_bagian,
    kata_sebab,
    masih_berlaku,
    pembayaran_daftar,
    rekap,
)
from iuran.daftar_setoran.terapkan import minta_terapkan
from iuran.daftar_setoran.terima import baca_ulang, unggah_setoran
from iuran.models import BagianSetoran, BarisSetoran, DaftarSetoran, StatusSetoran
from pijar import tugas
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form

PER_DAFTAR = 20


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and the lists so far; an address may say the month."""
    form = SetoranForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        pada=timezone.localdate(),
        initial={"bulan": request.GET.get("bulan", "")},
    )
    jadi: list[DaftarSetoran] = []

    def kerja(isi: dict[str, Any]) -> None:
        satu, baru = unggah_setoran(isi["berkas"], form.kepala, oleh=request.user)
        jadi.append(satu)
        if not baru:
            messages.info(request, f"Berkas yang sama sudah diunggah: {satu}. Tidak ada bedanya.")

    if coba(form, kerja):
        return redirect("iuran:setoran_detail", pk=jadi[0].pk)
    semua = DaftarSetoran.objects.for_petugas(request.user).select_related("oleh")
    hal = halaman(request, semua, per=PER_DAFTAR)
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(d, rekap(d) if d.jumlah else None) for d in hal],
    }
    return render(request, "iuran/setoran.html", konteks, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One list: its job, why it cannot be read, or its bins with the lines of one."""
    return tampilkan(request, ambil_daftar(request, pk), AlasanSingkatForm())


def tampilkan(
    request: PetugasRequest, satu: DaftarSetoran, buang_form: AlasanSingkatForm
) -> HttpResponse:
    """The page of a list; with the form that drops it once more, when it was refused."""
    konteks: dict[str, Any] = {"daftar": satu, "tugas": satu.tugas, "buang_form": buang_form}
    if satu.terbaca or satu.dibuang_oleh:
        isi = rekap(satu)
        bagian = bagian_dipilih(isi, request.GET.get("bagian", ""))
        hal = halaman(request, isi_bagian(satu, bagian))
        konteks |= {
            "rekap": isi,
            "bagian": bagian,
            "jumlah": isi.dari(bagian),
            "kata_bagian": KATA_BAGIAN[bagian],
            "halaman": hal,
            "baris": [(b, kata_sebab(b)) for b in hal],
            "pembayaran": pembayaran_daftar(satu),
            "dapat_dibuang": satu.terbaca and satu.berlaku and masih_berlaku(satu) is None,
            "pengganti": _pengganti(request, satu) if satu.digantikan else None,
        }
    return render(request, "iuran/setoran_detail.html", konteks, status=status_form(buang_form))


def _pengganti(request: PetugasRequest, satu: DaftarSetoran) -> DaftarSetoran | None:
    """The list that counts in place of this one."""
    semua = DaftarSetoran.objects.for_petugas(request.user).berlaku()
    return semua.filter(bulan=satu.bulan).first()


@require_POST
@hak("mengelola_iuran")
def baca(request: PetugasRequest, pk: int) -> HttpResponse:
    """Read the list again."""
    baca_ulang(ambil_daftar(request, pk).pk, oleh=request.user)
    return redirect("iuran:setoran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Order the recording of the list's months."""
    minta_terapkan(ambil_daftar(request, pk).pk, oleh=request.user)
    return redirect("iuran:setoran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def ambil_satu(request: PetugasRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Take a line that differs for the same payment."""
    baris = ambil(request, BarisSetoran.objects, baris_pk, daftar=pk)
    ambil_baris(pk, baris.pk, oleh=request.user, pada=timezone.now())
    messages.success(request, f"Baris {baris.nama} pindah ke Sesuai.")
    return redirect("iuran:setoran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def buang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Drop the list, with a reason."""
    satu, form = ambil_daftar(request, pk), AlasanSingkatForm(request.POST)

    def kerja(isi: dict[str, Any]) -> None:
        buang_setoran(satu.pk, alasan=isi["alasan"], oleh=request.user, pada=timezone.now())

    if not coba(form, kerja):
        return tampilkan(request, satu, form)
    messages.success(request, "Daftar ini dibuang; isinya tetap dapat dibaca.")
    return redirect("iuran:setoran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def unduh(request: PetugasRequest, pk: int) -> HttpResponse:
    """Order one bin as Excel; whoever takes it is logged when it is written."""
    satu = ambil_daftar(request, pk)
    bagian = request.POST.get("bagian", "")
    if satu.status in (StatusSetoran.DIBACA, StatusSetoran.GAGAL) or (
        bagian not in BagianSetoran.values
    ):
        return redirect("iuran:setoran_detail", pk=pk)
    pesanan = tugas.buat(
        "iuran.ekspor_setoran",
        judul=f"{BagianSetoran(bagian).label}: {satu}",
        oleh=request.user,
        parameter={"daftar": satu.pk, "bagian": bagian},
        kunci=f"ekspor-setoran-{satu.pk}-{bagian}-{request.user.pk}",
    )
    return redirect("tugas:detail", pk=pesanan.pk)


def ambil_daftar(request: PetugasRequest, pk: int) -> DaftarSetoran:
    terkait = ("oleh", "tugas", "diterapkan_oleh", "dibuang_oleh")
    return ambil(request, DaftarSetoran.objects, pk, *terkait)
