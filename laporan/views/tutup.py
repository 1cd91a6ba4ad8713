"""The steps of a report: words, proposal, back, dropped, closed, corrected."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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

Isian = dict[str, Any]
Kerja = Callable[[LaporanBulanan, Isian], str | None]


def _ambil(request: PetugasRequest, pk: int) -> LaporanBulanan:
    return ambil(request, LaporanBulanan.objects, pk, *TERKAIT)


def _langkah(
    request: PetugasRequest, pk: int, nama: str, kerja: Kerja, kata: str = ""
) -> HttpResponse:
    """Do ``kerja`` with what the form ``nama`` says, tell ``kata``, and go where it says.

    Without an address that is the report; refused, the page comes again with the form.
    """
    laporan, ke = _ambil(request, pk), list[str | None]()
    kelas = KataForm if nama == "kata" else AlasanForm
    form = kelas(request.POST, auto_id=f"{nama}_%s")
    if not coba(form, lambda isi: ke.append(kerja(laporan, isi))):
        return tampilkan_lagi(request, laporan, **{f"{nama}_form": form})
    if kata:
        messages.success(request, kata)
    return redirect(ke[0] or reverse("laporan:bulanan_detail", args=[pk]))


@require_POST
@hak("tutup_laporan")
def kata(request: PetugasRequest, pk: int) -> HttpResponse:
    """Keep the words of a draft."""

    def kerja(laporan: LaporanBulanan, isi: Isian) -> None:
        aksi.simpan_kata(laporan, aksi.Kata(**isi), oleh=request.user)

    return _langkah(request, pk, "kata", kerja, "Disimpan. Laporan belum diusulkan.")


@require_POST
@hak("tutup_laporan")
def usulkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Keep the words; a job counts, keeps the figures, and lets another admin close."""

    def kerja(laporan: LaporanBulanan, isi: Isian) -> str:
        pesanan = aksi.minta_usulan(laporan, aksi.Kata(**isi), oleh=request.user)
        return reverse("tugas:detail", args=[pesanan.pk])

    return _langkah(request, pk, "kata", kerja)


@require_POST
@hak("tutup_laporan")
def kembalikan(request: PetugasRequest, pk: int) -> HttpResponse:
    def kerja(laporan: LaporanBulanan, isi: Isian) -> None:
        aksi.kembalikan_laporan(laporan, **isi, pada=timezone.now(), oleh=request.user)

    return _langkah(request, pk, "kembalikan", kerja, "Dikembalikan untuk diperiksa lagi.")


@require_POST
@hak("tutup_laporan")
def batalkan(request: PetugasRequest, pk: int) -> HttpResponse:
    def kerja(laporan: LaporanBulanan, isi: Isian) -> str:
        aksi.batalkan_laporan(laporan, **isi, pada=timezone.now(), oleh=request.user)
        return reverse("laporan:bulanan")

    return _langkah(request, pk, "batalkan", kerja, "Laporan ini tidak jadi.")


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

    def kerja(laporan: LaporanBulanan, isi: Isian) -> str:
        baru = aksi.koreksi_laporan(laporan, **isi, oleh=request.user)
        return reverse("laporan:bulanan_detail", args=[baru.pk])

    kata = "Koreksi disusun. Periksa isinya, lalu usulkan."
    return _langkah(request, pk, "koreksi", kerja, kata)


@require_POST
@hak("lihat_peserta")
def daftar_orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Order the workbook of a kept report with its people, with a reason."""

    def kerja(laporan: LaporanBulanan, isi: Isian) -> str:
        pesanan = minta_daftar(laporan, **isi, oleh=request.user)
        return reverse("tugas:detail", args=[pesanan.pk])

    return _langkah(request, pk, "daftar", kerja)
