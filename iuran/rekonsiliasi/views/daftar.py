"""BPJS's lists: upload, the lists so far, one list in its bins, a bin as Excel."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.models import BagianDaftar, DaftarBPJS, StatusDaftar
from iuran.rekonsiliasi.angka import Rekap, rekap
from iuran.rekonsiliasi.forms import DaftarForm
from iuran.rekonsiliasi.kalimat import KATA_BAGIAN
from iuran.rekonsiliasi.selesai import buang_daftar, tandai_diperiksa
from iuran.rekonsiliasi.tampil import tampilkan
from iuran.rekonsiliasi.terima import baca_ulang, unggah_daftar
from pijar import tugas
from pijar.beruntun import Bagian, Beruntun
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form

PER_DAFTAR = 20


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and the lists so far; an address may say month, branch and kind."""
    form = DaftarForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        pada=timezone.localdate(),
        initial={k: request.GET.get(k, "") for k in ("bulan", "cabang", "jenis")},
    )
    jadi: list[DaftarBPJS] = []

    def kerja(isi: dict[str, Any]) -> None:
        jadi.append(unggah_daftar(form.isi, berkas=isi["berkas"], oleh=request.user))

    if coba(form, kerja):
        if jadi[0].status != StatusDaftar.DIBACA:
            messages.info(request, "Berkas yang sama sudah pernah diunggah; ini hasil bacaannya.")
        return redirect("iuran:rekonsiliasi_detail", pk=jadi[0].pk)
    semua = DaftarBPJS.objects.for_petugas(request.user).select_related("oleh")
    hal = halaman(request, semua, per=PER_DAFTAR)
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(d, rekap(d) if d.jumlah else None) for d in hal],
    }
    return render(request, "iuran/rekonsiliasi.html", konteks, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One list: its job, why it cannot be read, or its bins with the lines of one."""
    return tampilkan_daftar(request, ambil_daftar(request, pk), AlasanSingkatForm())


def tampilkan_daftar(
    request: PetugasRequest, satu: DaftarBPJS, buang: AlasanSingkatForm
) -> HttpResponse:
    """The page of a list; with the form that drops it once more, when it was refused."""
    konteks: dict[str, Any] = {"daftar": satu, "tugas": satu.tugas, "buang_form": buang}
    if satu.terbaca or satu.dibuang_oleh:
        isi = rekap(satu)
        bagian = _dipilih(isi, request.GET.get("bagian", ""))
        hal = halaman(request, _terhitung(satu, bagian, isi))
        konteks |= {
            "rekap": isi,
            "bagian": bagian,
            "jumlah": isi.dari(bagian),
            "kata_bagian": KATA_BAGIAN[bagian],
            "halaman": hal,
            "baris": tampilkan(satu, bagian, hal.object_list),
            "pengganti": _pengganti(request, satu) if satu.digantikan else None,
        }
    return render(request, "iuran/rekonsiliasi_detail.html", konteks, status=status_form(buang))


def _terhitung(satu: DaftarBPJS, bagian: BagianDaftar, isi: Rekap) -> Beruntun:
    """The ids of a bin's lines for the pages: a page far behind joins nobody whom it skips.

    Their number was counted when the list was read.
    """
    tanpa = satu.jumlah["tanpa_baris"] if bagian == BagianDaftar.TIDAK_ADA else 0
    pks = satu.daftar_baris.filter(bagian=bagian).order_by("urut").values_list("pk", flat=True)
    return Beruntun([Bagian(isi.dari(bagian).baris + tanpa, pks)])


def _pengganti(request: PetugasRequest, satu: DaftarBPJS) -> DaftarBPJS | None:
    """The list that counts in place of this one."""
    semua = DaftarBPJS.objects.for_petugas(request.user).berlaku()
    return semua.filter(bulan=satu.bulan, cabang=satu.cabang, jenis=satu.jenis).first()


def _dipilih(isi: Rekap, diminta: str) -> BagianDaftar:
    """The bin that was asked for, else the first that asks for something, else the first."""
    if diminta in BagianDaftar.values:
        return BagianDaftar(diminta)
    perlu = (b for b, n in isi.bagian if b != BagianDaftar.SAMA and (n.baris or n.orang))
    return next(perlu, BagianDaftar.SAMA)


@require_POST
@hak("mengelola_iuran")
def baca(request: PetugasRequest, pk: int) -> HttpResponse:
    """Read the list again."""
    baca_ulang(ambil_daftar(request, pk).pk, oleh=request.user)
    return redirect("iuran:rekonsiliasi_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def periksa(request: PetugasRequest, pk: int) -> HttpResponse:
    """Mark the list as looked at."""
    tandai_diperiksa(ambil_daftar(request, pk).pk, oleh=request.user, pada=timezone.now())
    messages.success(request, "Daftar ini ditandai sudah diperiksa; angkanya tetap.")
    return redirect("iuran:rekonsiliasi_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def buang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Drop the list, with a reason."""
    satu, form = ambil_daftar(request, pk), AlasanSingkatForm(request.POST)

    def kerja(isi: dict[str, Any]) -> None:
        buang_daftar(satu.pk, alasan=isi["alasan"], oleh=request.user, pada=timezone.now())

    if not coba(form, kerja):
        return tampilkan_daftar(request, satu, form)
    messages.success(request, "Daftar ini dibuang; selisih yang berasal darinya ikut gugur.")
    return redirect("iuran:rekonsiliasi_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def unduh(request: PetugasRequest, pk: int) -> HttpResponse:
    """Order one bin as Excel; whoever takes it is logged when it is written."""
    satu = ambil_daftar(request, pk)
    bagian = request.POST.get("bagian", "")
    if not satu.terbaca or bagian not in BagianDaftar.values:
        return redirect("iuran:rekonsiliasi_detail", pk=pk)
    pesanan = tugas.buat(
        "iuran.ekspor_rekonsiliasi",
        judul=f"{BagianDaftar(bagian).label}: {satu}",
        oleh=request.user,
        parameter={"daftar": satu.pk, "bagian": bagian},
        kunci=f"ekspor-rekonsiliasi-{satu.pk}-{bagian}-{request.user.pk}",
    )
    return redirect("tugas:detail", pk=pesanan.pk)


def ambil_daftar(request: PetugasRequest, pk: int) -> DaftarBPJS:
    return ambil(request, DaftarBPJS.objects, pk, "oleh", "tugas", "diperiksa_oleh", "dibuang_oleh")
