"""Batches to BPJS: list, make, one batch, send, cancel."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.actions import pendaftaran as aksi
from iuran.actions.terapan import lepaskan_menunggu
from iuran.forms.pendaftaran import JawabanForm, PendaftaranForm
from iuran.models import (
    Bantuan,
    BarisPendaftaran,
    HasilBaris,
    KelompokSiap,
    PendaftaranKolektif,
)
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.rupiah import ribuan


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """All batches, newest first, and how many people wait for one."""
    semua = PendaftaranKolektif.objects.for_petugas(request.user)
    siap = Bantuan.objects.for_petugas(request.user).per_kelompok()
    konteks = {
        "halaman": halaman(request, semua.with_hasil().select_related("sumber").order_by("-pk")),
        "menunggu": sum(k.jumlah for k in siap),
    }
    return render(request, "iuran/pendaftaran.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """Who waits, per source, branch and first month; one click makes the batch."""
    form = PendaftaranForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pendaftaran = aksi.susun_pendaftaran(
            **form.cleaned_data["kelompok"]._asdict(),
            profil=form.cleaned_data["profil"],
            pada=timezone.localdate(),
            oleh=request.user,
        )
        jumlah = ribuan(pendaftaran.jumlah_orang)
        messages.success(request, f"{pendaftaran.nomor} berisi {jumlah} orang. Excel-nya dibuat.")
        return redirect("iuran:pendaftaran_detail", pk=pendaftaran.pk)
    siap = Bantuan.objects.for_petugas(request.user).per_kelompok()
    konteks = {"form": form, "daftar": dengan_semua_cabang(siap)}
    status = 422 if form.is_bound else 200
    return render(request, "iuran/pendaftaran_baru.html", konteks, status=status)


def dengan_semua_cabang(siap: Iterable[KelompokSiap]) -> list[KelompokSiap]:
    """The groups; where both branches wait, one more row for both in one file."""
    daftar: list[KelompokSiap] = []
    for _, kelompok in groupby(siap, key=lambda k: (k.bulan_awal, k.sumber_id)):
        cabang = list(kelompok)
        daftar += cabang
        if len(cabang) > 1:
            jumlah = sum(k.jumlah for k in cabang)
            daftar.append(cabang[0]._replace(cabang="", jumlah=jumlah))
    return daftar


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return render(request, "iuran/pendaftaran_detail.html", konteks_detail(request, pk))


def konteks_detail(request: PetugasRequest, pk: int) -> dict[str, object]:
    """Everything that the batch's page shows."""
    semua = PendaftaranKolektif.objects.for_petugas(request.user).with_hasil()
    pendaftaran = get_object_or_404(
        semua.select_related("sumber", "profil", "disusun_oleh", "tugas_excel"), pk=pk
    )
    baris = BarisPendaftaran.objects.for_petugas(request.user).filter(pendaftaran=pendaftaran)
    hasil = request.GET.get("hasil", "")
    if hasil in HasilBaris.values:
        baris = baris.filter(hasil=hasil)
    baris = baris.select_related("peserta__kelurahan", "bantuan__sambungan").order_by("nomor")
    return {
        "pendaftaran": pendaftaran,
        "halaman": halaman(request, baris),
        "hasil": hasil,
        "pilihan_hasil": HasilBaris.choices,
        "daftar_jawaban": pendaftaran.daftar_jawaban.select_related("oleh"),
        "jawaban_form": JawabanForm(),
        "alasan_form": AlasanSingkatForm(),
    }


@require_POST
@hak("mengelola_iuran")
def ekspor(request: PetugasRequest, pk: int) -> HttpResponse:
    """Make the Excel file again, after the profile or somebody's data was mended."""
    pendaftaran = ambil_pendaftaran(request, pk)
    aksi.minta_ekspor(pendaftaran, oleh=request.user)
    messages.success(request, "Berkas Excel dibuat ulang.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def kirim(request: PetugasRequest, pk: int) -> HttpResponse:
    pendaftaran = ambil_pendaftaran(request, pk)
    aksi.tandai_dikirim(pendaftaran, pada=timezone.now(), oleh=request.user)
    messages.success(request, f"{pendaftaran.nomor} ditandai sudah dikirim ke BPJS.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel; or, once answered, let go of the people whom BPJS left out."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, alasan_form=form)
    alasan = form.cleaned_data["alasan"]
    jumlah = aksi.batalkan_pendaftaran(pendaftaran, alasan=alasan, oleh=request.user)
    messages.success(
        request, f"{pendaftaran.nomor} dibatalkan; {ribuan(jumlah)} orang menunggu lagi."
    )
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def lepas(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let people whom BPJS left unanswered wait for another batch."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, alasan_form=form)
    jumlah = lepaskan_menunggu(
        pendaftaran,
        alasan=form.cleaned_data["alasan"],
        pada=timezone.now(),
        oleh=request.user,
    )
    messages.success(request, f"{ribuan(jumlah)} orang menunggu pendaftaran berikutnya.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


def tampilkan_lagi(request: PetugasRequest, pk: int, **form: Form) -> HttpResponse:
    """The batch's page once more, with a form that has mistakes."""
    konteks = konteks_detail(request, pk) | form
    return render(request, "iuran/pendaftaran_detail.html", konteks, status=422)


def ambil_pendaftaran(request: PetugasRequest, pk: int) -> PendaftaranKolektif:
    return ambil(request, PendaftaranKolektif.objects, pk, "tugas_excel")
