"""The steps of a report: words, proposal, back, dropped, closed, corrected."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from laporan.actions import bulanan as aksi
from laporan.daftar_orang import minta_daftar
from laporan.forms import KataForm
from laporan.models import LaporanBulanan
from laporan.views.bulanan import TERKAIT, tampilkan_lagi
from pijar.bulan import nama_bulan
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak
from pijar.models import Tugas


def _ambil(request: PetugasRequest, pk: int) -> LaporanBulanan:
    return ambil(request, LaporanBulanan.objects, pk, *TERKAIT)


def _beralasan(
    request: PetugasRequest, pk: int, nama: str, kerja: Callable[[LaporanBulanan, str], object]
) -> HttpResponse | None:
    """Do ``kerja`` with the reason of the form ``nama``; the page again when it is refused."""
    laporan = _ambil(request, pk)
    form: Form = AlasanForm(request.POST, auto_id=f"{nama}_%s")
    if coba(form, lambda isi: kerja(laporan, isi["alasan"])):
        return None
    return tampilkan_lagi(request, laporan, **{f"{nama}_form": form})


def _kata(
    request: PetugasRequest, pk: int, kerja: Callable[[LaporanBulanan, aksi.Kata], object]
) -> HttpResponse | None:
    laporan, form = _ambil(request, pk), KataForm(request.POST)
    if coba(form, lambda isi: kerja(laporan, aksi.Kata(**isi))):
        return None
    return tampilkan_lagi(request, laporan, kata_form=form)


@require_POST
@hak("tutup_laporan")
def kata(request: PetugasRequest, pk: int) -> HttpResponse:
    """Keep the words of a draft."""
    oleh = request.user
    galat = _kata(request, pk, lambda lap, k: aksi.simpan_kata(lap, k, oleh=oleh))
    if not galat:
        messages.success(request, "Disimpan. Laporan belum diusulkan.")
    return galat or redirect("laporan:bulanan_detail", pk=pk)


@require_POST
@hak("tutup_laporan")
def usulkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Count, keep, and let another admin close."""
    kini, oleh = timezone.now(), request.user
    galat = _kata(request, pk, lambda lap, k: aksi.usulkan_laporan(lap, k, pada=kini, oleh=oleh))
    if not galat:
        messages.success(request, "Diusulkan. Admin lain menutupnya.")
    return galat or redirect("laporan:bulanan_detail", pk=pk)


@require_POST
@hak("tutup_laporan")
def kembalikan(request: PetugasRequest, pk: int) -> HttpResponse:
    kini, oleh = timezone.now(), request.user
    galat = _beralasan(
        request,
        pk,
        "kembalikan",
        lambda lap, a: aksi.kembalikan_laporan(lap, alasan=a, pada=kini, oleh=oleh),
    )
    if not galat:
        messages.success(request, "Dikembalikan untuk diperiksa lagi.")
    return galat or redirect("laporan:bulanan_detail", pk=pk)


@require_POST
@hak("tutup_laporan")
def batalkan(request: PetugasRequest, pk: int) -> HttpResponse:
    kini, oleh = timezone.now(), request.user
    galat = _beralasan(
        request,
        pk,
        "batalkan",
        lambda lap, a: aksi.batalkan_laporan(lap, alasan=a, pada=kini, oleh=oleh),
    )
    if not galat:
        messages.success(request, "Laporan ini tidak jadi.")
    return galat or redirect("laporan:bulanan")


@require_POST
@hak("tutup_laporan")
def tutup(request: PetugasRequest, pk: int) -> HttpResponse:
    """Close what another admin proposed; a refusal is the 409 page with its sentence."""
    laporan = _ambil(request, pk)
    dilihat = request.POST.get("dilihat", "")
    aksi.tutup_laporan(laporan, dilihat=dilihat, pada=timezone.now(), oleh=request.user)
    messages.success(request, f"{nama_bulan(laporan.bulan)} ditutup. Suratnya sedang dibuat.")
    return redirect("laporan:bulanan_detail", pk=pk)


@require_POST
@hak("tutup_laporan")
def koreksi(request: PetugasRequest, pk: int) -> HttpResponse:
    """Draft the version that will replace this one."""
    oleh, jadi = request.user, []
    galat = _beralasan(
        request,
        pk,
        "koreksi",
        lambda lap, a: jadi.append(aksi.koreksi_laporan(lap, alasan=a, oleh=oleh)),
    )
    if galat:
        return galat
    messages.success(request, "Koreksi disusun. Periksa isinya, lalu usulkan.")
    return redirect("laporan:bulanan_detail", pk=jadi[0].pk)


@require_POST
@hak("tutup_laporan")
def daftar_orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Order the people of a kept report, with a reason."""
    oleh, pesanan = request.user, list[Tugas]()
    galat = _beralasan(
        request, pk, "daftar", lambda lap, a: pesanan.append(minta_daftar(lap, alasan=a, oleh=oleh))
    )
    return galat or redirect("tugas:detail", pk=pesanan[0].pk)
