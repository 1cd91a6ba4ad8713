"""One pair of possible duplicates: propose, decide, or state that they are two people."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peserta.duplikat import kalimat_alasan
from peserta.models import PasanganMirip, StatusPasangan
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, hak
from pijar.sidik import sidik
from verifikasi.actions import gabung as aksi
from verifikasi.actions.gabung_batal import batalkan_penggabungan
from verifikasi.forms import UsulGabungForm
from verifikasi.gabung_syarat import disarankan, halangan, ringkasan

BERALASAN = ("kembalikan", "berbeda", "periksa_lagi", "batal")


@require_GET
@hak("lihat_peserta")
def gabung(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, ambil_pasangan(request, pk))


@require_POST
@hak("usul_gabung")
def usul(request: PetugasRequest, pk: int) -> HttpResponse:
    pasangan = ambil_pasangan(request, pk)
    form = buat_form(pasangan, request.POST)
    if not form.is_valid():
        return tampilkan(request, pasangan, status=422, form=form)
    hari = timezone.localdate()
    aksi.usulkan(pasangan, menang=form.menang, ambil=form.ambil, oleh=request.user, pada=hari)
    messages.success(request, "Penggabungan diusulkan. Verifikator yang memutuskannya.")
    return redirect("peserta:duplikat")


@require_POST
@hak("lihat_peserta")
def kembalikan(request: PetugasRequest, pk: int) -> HttpResponse:
    pasangan, form = ambil_pasangan(request, pk), AlasanForm(request.POST, prefix="kembalikan")
    if not form.is_valid():
        return tampilkan(request, pasangan, status=422, kembalikan=form)
    aksi.kembalikan_usulan(pasangan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Usulan dikembalikan; pasangan ini menunggu lagi.")
    return redirect("verifikasi:gabung", pk=pk)


@require_POST
@hak("lihat_peserta")
def berbeda(request: PetugasRequest, pk: int) -> HttpResponse:
    pasangan, form = ambil_pasangan(request, pk), AlasanForm(request.POST, prefix="berbeda")
    if not form.is_valid():
        return tampilkan(request, pasangan, status=422, berbeda=form)
    aksi.nyatakan_berbeda(pasangan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Dicatat sebagai dua orang; pasangan ini tidak ditanyakan lagi.")
    return redirect("peserta:duplikat")


@require_POST
@hak("lihat_peserta")
def periksa_lagi(request: PetugasRequest, pk: int) -> HttpResponse:
    pasangan, form = ambil_pasangan(request, pk), AlasanForm(request.POST, prefix="periksa_lagi")
    if not form.is_valid():
        return tampilkan(request, pasangan, status=422, periksa_lagi=form)
    aksi.periksa_lagi(pasangan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Pasangan ini menunggu lagi dan dapat diusulkan digabung.")
    return redirect("verifikasi:gabung", pk=pk)


@require_POST
@hak("putus_gabung")
def putus(request: PetugasRequest, pk: int) -> HttpResponse:
    hasil = aksi.gabungkan(
        ambil_pasangan(request, pk),
        dilihat=request.POST.get("dilihat", ""),
        oleh=request.user,
        pada=timezone.localdate(),
    )
    messages.success(request, f"Keduanya kini satu orang: {hasil.menang.nama}.")
    return redirect("peserta:duplikat")


@require_POST
@hak("putus_gabung")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    pasangan, form = ambil_pasangan(request, pk), AlasanForm(request.POST, prefix="batal")
    if not form.is_valid():
        return tampilkan(request, pasangan, status=422, batal=form)
    batalkan_penggabungan(pasangan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Penggabungan dibatalkan; keduanya kembali seperti semula.")
    return redirect("verifikasi:gabung", pk=pk)


def ambil_pasangan(request: PetugasRequest, pk: int) -> PasanganMirip:
    """A pair of which this officer may see both people; any other does not exist."""
    semua = PasanganMirip.objects.for_petugas(request.user).keduanya(request.user)
    return get_object_or_404(semua.dengan_orang(), pk=pk)


def buat_form(pasangan: PasanganMirip, data: Any = None) -> UsulGabungForm:
    return UsulGabungForm(
        data, pasangan=pasangan, disarankan=disarankan(pasangan.kiri, pasangan.kanan)
    )


def tampilkan(
    request: PetugasRequest,
    pasangan: PasanganMirip,
    status: int = 200,
    form: UsulGabungForm | None = None,
    **alasan: AlasanForm,
) -> HttpResponse:
    form = form or buat_form(pasangan)
    konteks = {
        "pasangan": pasangan,
        "segel": sidik(aksi.isi_gabung(pasangan)) if pasangan.usulan else "",
        "form": form,
        "orang": ringkasan(pasangan),
        "tanda": kalimat_alasan(pasangan.alasan),
        "halangan": halangan_awal(pasangan),
        "pengusul_sendiri": pasangan.pengusul == request.user,
        **{nama: AlasanForm(prefix=nama) for nama in BERALASAN},
        **alasan,
    }
    return render(request, "verifikasi/gabung.html", konteks, status=status)


def halangan_awal(pasangan: PasanganMirip) -> list[str]:
    """Obstacles to the proposal, or to the suggested merge; none once the pair is settled."""
    if pasangan.status == StatusPasangan.DIUSULKAN and pasangan.usulan:
        menang, kode = pasangan.usulan["menang"], pasangan.usulan["ambil"]
    elif pasangan.status == StatusPasangan.MENUNGGU:
        menang, kode = disarankan(pasangan.kiri, pasangan.kanan).pk, []
    else:
        return []
    kiri, kanan = pasangan.kiri, pasangan.kanan
    peran = (kiri, kanan) if menang == kiri.pk else (kanan, kiri)
    return halangan(*peran, kode, pada=timezone.localdate())
