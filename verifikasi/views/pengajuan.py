"""Submitting and withdrawing people, and the cases of one person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peserta.impor import minta_ajukan
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan
from verifikasi import actions
from verifikasi.actions.pengajuan import HasilAjukan
from verifikasi.forms import KeteranganForm, SasaranForm
from verifikasi.models import BarisPenetapan, Tinjauan
from verifikasi.riwayat import daftar_kasus, dapat, isi_tinjauan

TANPA_SASARAN = "Centang dahulu orang yang akan diajukan."


@pratinjau
@require_POST
@hak("mendata")
def ajukan(request: PetugasRequest) -> HttpResponse:
    """The attestation page for the people who were chosen."""
    sasaran = SasaranForm(request.POST, petugas=request.user)
    if not sasaran.is_valid():
        raise AturanDilanggarError(TANPA_SASARAN)
    return halaman_ajukan(request, sasaran, KeteranganForm(pada=timezone.localdate()))


@require_POST
@hak("mendata")
def kirim(request: PetugasRequest) -> HttpResponse:
    """The attestation as it was filled in: submit those people, of an import by a job."""
    sasaran = SasaranForm(request.POST, petugas=request.user)
    if not sasaran.is_valid():
        raise AturanDilanggarError(TANPA_SASARAN)
    form = KeteranganForm(request.POST, pada=timezone.localdate())
    if not form.is_valid():
        return halaman_ajukan(request, sasaran, form)
    isi = form.cleaned_data
    if impor := sasaran.cleaned_data["impor"]:
        minta_ajukan(impor, oleh=request.user, keterangan=form.keterangan)
        return kembali(sasaran)
    hasil = actions.ajukan(
        sasaran.cleaned_data["peserta"],
        oleh=request.user,
        pada=timezone.localdate(),
        keterangan_kerja_tanggal=isi["tanggal"],
        keterangan_kerja_oleh=isi["diterangkan_oleh"],
        keterangan_kerja_bukti=isi["bukti"],
    )
    laporkan(request, hasil)
    return kembali(sasaran)


def halaman_ajukan(
    request: PetugasRequest, sasaran: SasaranForm, form: KeteranganForm
) -> HttpResponse:
    dapat_diajukan = sasaran.orang().bisa_diajukan()
    konteks = {
        "form": form,
        "sasaran": sasaran,
        "jumlah": dapat_diajukan.count(),
        "lain": sasaran.jumlah_diminta() - dapat_diajukan.count(),
        "contoh": dapat_diajukan.select_related("kelurahan").order_by("nama", "pk")[:5],
    }
    status = 422 if form.is_bound else 200
    return render(request, "verifikasi/ajukan.html", konteks, status=status)


def laporkan(request: PetugasRequest, hasil: HasilAjukan) -> None:
    if hasil.diajukan:
        messages.success(request, f"{ribuan(hasil.diajukan)} orang diajukan untuk diverifikasi.")
    for sebab, jumlah in hasil.sebab:
        messages.warning(request, f"{ribuan(jumlah)} orang dilewati: {sebab}.")


def kembali(sasaran: SasaranForm) -> HttpResponse:
    """Go back to the import, the person or the list that the officer came from."""
    if impor := sasaran.cleaned_data["impor"]:
        return redirect("peserta:impor_detail", pk=impor.pk)
    if orang := sasaran.satu_orang():
        return redirect("verifikasi:riwayat", pk=orang.pk)
    return redirect("peserta:daftar")


@require_POST
@hak("mendata")
def tarik(request: PetugasRequest) -> HttpResponse:
    sasaran = SasaranForm(request.POST, petugas=request.user)
    if not sasaran.is_valid():
        raise AturanDilanggarError("Centang dahulu orang yang pengajuannya ditarik.")
    jumlah = actions.tarik(sasaran.orang(), oleh=request.user)
    if not jumlah:
        raise AturanDilanggarError(
            "Tidak ada yang ditarik: hanya pengajuan Anda sendiri yang belum mulai diperiksa "
            "verifikator yang dapat ditarik."
        )
    messages.success(request, f"{ribuan(jumlah)} pengajuan ditarik; datanya kembali draf.")
    return kembali(sasaran)


@require_GET
@hak("lihat_peserta")
def riwayat(request: PetugasRequest, pk: int) -> HttpResponse:
    return halaman_riwayat(request, pk, AlasanForm())


@require_POST
@hak("mendata")
def periksa_ulang(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil(request, Peserta.objects, pk)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return halaman_riwayat(request, pk, form, status=422)
    alasan, pada = form.cleaned_data["alasan"], timezone.localdate()
    actions.periksa_ulang(peserta, alasan=alasan, oleh=request.user, pada=pada)
    messages.success(request, "Orang ini masuk antrean verifikasi lagi.")
    return redirect("verifikasi:riwayat", pk=pk)


@require_POST
@hak("mendata")
def buka_lagi(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil(request, Peserta.objects, pk)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return halaman_riwayat(request, pk, form, status=422)
    actions.buka_lagi(peserta, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Datanya kembali draf. Perbaiki, lalu ajukan lagi.")
    return redirect("verifikasi:riwayat", pk=pk)


def halaman_riwayat(
    request: PetugasRequest, pk: int, form: AlasanForm, status: int = 200
) -> HttpResponse:
    daftar = Peserta.objects.for_petugas(request.user)
    daftar = daftar.select_related("kelurahan__kecamatan", "pekerjaan")
    peserta = get_object_or_404(daftar, pk=pk)
    baris = BarisPenetapan.objects.for_petugas(request.user).tentang(peserta).dengan_pengganti()
    tinjauan = halaman(request, Tinjauan.objects.for_petugas(request.user).tentang(peserta), 20)
    konteks = {
        "peserta": peserta,
        "form": form,
        "halaman": tinjauan,
        "tinjauan": isi_tinjauan(tinjauan),
        "kasus": daftar_kasus(peserta, pada=timezone.localdate()),
        "penetapan": baris.select_related("penetapan", "sumber", "kondisi", "dikeluarkan"),
        "dapat": dapat(peserta, oleh=request.user),
    }
    return render(request, "verifikasi/riwayat.html", konteks, status=status)
