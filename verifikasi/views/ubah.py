"""Amending decrees: begin one, name who leaves, mend a line, and the list as it stands now."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.pengguna.gerbang import tanya_kode
from pijar.rupiah import ribuan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.ubah import (
    batal_keluar,
    keluarkan_lewat,
    koreksi_baris,
    susun_perubahan,
)
from verifikasi.banding_sk import baris_berlaku
from verifikasi.forms import SaringBarisForm
from verifikasi.forms.perubahan import PilihBarisForm
from verifikasi.forms.ubah import KeluarLewatForm, KoreksiForm, UbahForm
from verifikasi.models import BarisPenetapan, Penetapan


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    """Begin the decree that amends ``pk``."""
    asal = ambil(request, Penetapan.objects, pk)
    form = UbahForm(request.POST or None)
    jadi: list[Penetapan] = []

    def kerja(isi: dict[str, Any]) -> None:
        kepala = Kepala(isi["nomor"], isi["tanggal"], isi["perihal"])
        jadi.append(susun_perubahan(asal, kepala, alasan=isi["alasan"], oleh=request.user))

    if coba(form, kerja):
        messages.success(request, "Draf SK perubahan dibuat. Pilih siapa yang keluar dan masuk.")
        return redirect("verifikasi:penetapan_detail", pk=jadi[0].pk)
    konteks = {"penetapan": asal, "form": form}
    return render(request, "verifikasi/ubah.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def keluar(request: PetugasRequest, pk: int) -> HttpResponse:
    """The list of the amended decree as it stands, to tick who leaves it by this draft."""
    draf, asal = ambil_draf(request, pk)
    form = KeluarLewatForm(request.POST or None)

    def kerja(isi: dict[str, Any]) -> None:
        alasan = dict.fromkeys(isi["baris"], isi["alasan"])
        n = keluarkan_lewat(draf, alasan, oleh=request.user)
        messages.success(request, f"{ribuan(n)} orang keluar dengan SK perubahan ini.")

    if coba(form, kerja):
        return redirect("verifikasi:penetapan_detail", pk=pk)
    saring = SaringBarisForm(request.GET)
    daftar = saring.dapat_keluar(baris_berlaku(asal)).for_petugas(request.user)
    konteks = {
        "penetapan": draf,
        "form": form,
        "saring": saring,
        "tercentang": request.POST.getlist("baris"),
        "halaman": halaman(request, daftar.select_related("penetapan")),
    }
    return render(request, "verifikasi/ubah_keluar.html", konteks, status=status_form(form))


@require_POST
@hak("menetapkan")
@tanya_kode
def tetap(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let ticked people stay in the amended decree after all."""
    pilih = PilihBarisForm(request.POST)
    pks = pilih.cleaned_data["baris"] if pilih.is_valid() else []
    draf, _ = ambil_draf(request, pk)
    n = batal_keluar(draf, pks, oleh=request.user)
    if not n:
        raise AturanDilanggarError("Centang dahulu orang yang tidak jadi keluar.")
    messages.success(request, f"{ribuan(n)} orang tidak jadi keluar.")
    return redirect("verifikasi:penetapan_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def koreksi(request: PetugasRequest, pk: int, baris_pk: int) -> HttpResponse:
    """What one line of the amended decree should have said."""
    draf, asal = ambil_draf(request, pk)
    satu = ambil(
        request,
        BarisPenetapan.objects,
        baris_pk,
        "peserta",
        "sumber",
        "bantuan",
        pk__in=baris_berlaku(asal).values("pk"),
    )
    form = KoreksiForm(request.POST or None, baris=satu)

    def kerja(_: dict[str, Any]) -> None:
        koreksi_baris(draf, satu, form.koreksi(), oleh=request.user)
        messages.success(request, f"Baris {satu.peserta.nama} dikoreksi dengan SK perubahan ini.")

    if coba(form, kerja):
        return redirect("verifikasi:penetapan_detail", pk=pk)
    konteks = {"penetapan": draf, "baris": satu, "form": form}
    return render(request, "verifikasi/koreksi.html", konteks, status=status_form(form))


@require_GET
@hak("menetapkan")
def berlaku(request: PetugasRequest, pk: int) -> HttpResponse:
    """The decree's list as it stands now, after all its amendments."""
    penetapan = ambil(request, Penetapan.objects, pk)
    saring = SaringBarisForm(request.GET)
    daftar = saring.cari(baris_berlaku(penetapan)).for_petugas(request.user)
    konteks = {
        "penetapan": penetapan,
        "saring": saring,
        "halaman": halaman(request, daftar.select_related("penetapan")),
    }
    return render(request, "verifikasi/berlaku.html", konteks)


def ambil_draf(request: PetugasRequest, pk: int) -> tuple[Penetapan, Penetapan]:
    """The decree, and the one that it amends."""
    draf = ambil(request, Penetapan.objects, pk, "mengubah", "perubahan")
    if draf.mengubah is None:
        raise AturanDilanggarError("Penetapan ini tidak mengubah SK lain.")
    return draf, draf.mengubah
