"""A draft of the criteria: begun from a version, its Keputusan, each criterion, thrown away."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from verifikasi.actions.kriteria import (
    geser_kriteria,
    hapus_draf,
    keluarkan_kriteria,
    simpan_kriteria,
    susun_draf,
    ubah_kepala,
)
from verifikasi.forms.kriteria import DrafForm, JenisForm, KepalaForm, KriteriaForm
from verifikasi.models import JenisKriteria, Kriteria, StatusVersi, VersiKriteria
from verifikasi.models.kriteria import saat_bawaan


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def baru(request: PetugasRequest) -> HttpResponse:
    """Begin a draft from the version ``dari``, or without criteria."""
    asal = (request.POST or request.GET).get("dari", "")
    semua = VersiKriteria.objects.for_petugas(request.user).exclude(status=StatusVersi.DRAF)
    dari = semua.filter(pk=asal).first() if asal.isdecimal() and len(asal) < 10 else None
    form = DrafForm(request.POST or None, pada=timezone.localdate(), dari=dari)
    hasil: list[VersiKriteria] = []

    def kerja(isi: dict[str, Any]) -> None:
        hasil.append(susun_draf(dari, **isi, oleh=request.user))

    if coba(form, kerja):
        messages.success(request, "Draf disusun. Ubah isinya, coba dahulu, lalu usulkan.")
        return redirect("verifikasi:kriteria_versi", pk=hasil[0].pk)
    pengantar = "Draf kosong; kriterianya Anda tambahkan sendiri."
    if dari:
        pengantar = f"Semua kriteria {dari.judul} disalin ke draf ini, lalu dapat diubah."
    return lembar(
        request,
        form,
        sebutan="Susun draf kriteria",
        pengantar=pengantar,
        tombol="Susun draf",
        tersembunyi={"dari": dari.pk} if dari else {},
    )


def lembar(request: PetugasRequest, form: BaseForm, **konteks: Any) -> HttpResponse:
    """A page that is one form."""
    bawaan: dict[str, Any] = {"versi": None, "metode": "post", "unggah": False, "tersembunyi": {}}
    isi = bawaan | konteks | {"form": form}
    return render(request, "verifikasi/kriteria_form.html", isi, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def kepala(request: PetugasRequest, pk: int) -> HttpResponse:
    """The Keputusan of a draft, its days and its scan."""
    versi = ambil(request, VersiKriteria.objects, pk)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = KepalaForm(*data, versi=versi, pada=timezone.localdate())

    if coba(form, lambda _: ubah_kepala(versi, form.isi(), pindaian=form.bersih)):
        messages.success(request, "Keputusan draf ini disimpan.")
        return redirect("verifikasi:kriteria_versi", pk=pk)
    return lembar(
        request,
        form,
        versi=versi,
        sebutan="Ubah keputusan",
        pengantar="Keputusan Wali Kota yang memuat kriteria ini, dan hari-hari berlakunya.",
        tombol="Simpan",
        unggah=True,
    )


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def tambah(request: PetugasRequest, pk: int) -> HttpResponse:
    """Add a criterion: first its kind (``?jenis=``), then what it asks."""
    versi = ambil(request, VersiKriteria.objects, pk)
    jenis = (request.POST or request.GET).get("jenis", "")
    if jenis not in JenisKriteria.values:
        pilih = JenisForm(request.GET if "jenis" in request.GET else None)
        return lembar(
            request,
            pilih,
            versi=versi,
            metode="get",
            sebutan="Tambah kriteria",
            pengantar="Jenis menentukan dari mana jawabannya dan batas apa yang dapat diisi.",
            tombol="Lanjut",
        )
    judul = JenisKriteria(jenis).label
    baru = Kriteria(versi=versi, jenis=jenis, kode=jenis, judul=judul, saat=saat_bawaan())
    return isi_kriteria(request, baru)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def ubah(request: PetugasRequest, pk: int, kriteria_pk: int) -> HttpResponse:
    """Change one criterion of a draft."""
    versi = ambil(request, VersiKriteria.objects, pk)
    kriteria = get_object_or_404(versi.daftar_kriteria.select_related("versi"), pk=kriteria_pk)
    return isi_kriteria(request, kriteria)


def isi_kriteria(request: PetugasRequest, kriteria: Kriteria) -> HttpResponse:
    form = KriteriaForm(request.POST if request.method == "POST" else None, kriteria=kriteria)
    lama = kriteria.judul if kriteria.pk else ""
    if coba(form, lambda _: simpan_kriteria(kriteria, form.isi())):
        messages.success(request, f"Kriteria “{kriteria.judul}” disimpan.")
        return redirect("verifikasi:kriteria_versi", pk=kriteria.versi_id)
    return lembar(
        request,
        form,
        versi=kriteria.versi,
        sebutan=f"Ubah: {lama}" if lama else "Kriteria baru",
        pengantar=f"Jenis: {JenisKriteria(kriteria.jenis).label.lower()}.",
        tombol="Simpan",
        tersembunyi={} if lama else {"jenis": kriteria.jenis},
    )


@require_POST
@hak("menetapkan")
def susun(request: PetugasRequest, pk: int) -> HttpResponse:
    """Move a criterion up or down, take it out, or throw the draft away."""
    versi = ambil(request, VersiKriteria.objects, pk)
    if "hapus_draf" in request.POST:
        hapus_draf(versi)
        messages.success(request, "Draf dihapus.")
        return redirect("verifikasi:kriteria")
    for tombol, langkah in (("naik", -1), ("turun", 1), ("keluarkan", 0)):
        kode = request.POST.get(tombol, "")
        if not kode:
            continue
        kriteria = get_object_or_404(versi.daftar_kriteria, kode=kode)
        if langkah:
            geser_kriteria(kriteria, langkah)
        else:
            keluarkan_kriteria(kriteria)
            messages.success(request, f"Kriteria “{kriteria.judul}” dikeluarkan dari draf.")
    return redirect("verifikasi:kriteria_versi", pk=pk)
