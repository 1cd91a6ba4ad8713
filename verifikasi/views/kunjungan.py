"""One drawn person on a phone: tick the visit, correct another officer's, look at the photo."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.orang.views.berkas import CSP_FOTO, CSP_PDF
from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from pijar.unggahan import MIME
from verifikasi.actions.kunjungan import (
    betulkan_kunjungan,
    buka_pindaian_kunjungan,
    bukan_penguji,
    catat_kunjungan,
)
from verifikasi.forms.ujipetik import KunjunganForm
from verifikasi.hasil_uji import Lanjut, dengan_lanjut
from verifikasi.models import PERTANYAAN, Kunjungan, OrangUjiPetik
from verifikasi.riwayat import dapat

TERKAIT = ("uji", "pengajuan__peserta__kelurahan__kecamatan", "pengajuan__peserta__pekerjaan")


@require_GET
@hak("lihat_peserta")
def orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """The person as approved, every visit, and the form for who may visit."""
    return tampilkan(request, ambil(request, OrangUjiPetik.objects, pk, *TERKAIT))


@require_http_methods(["GET", "POST"])
@hak("mendata")
def catat(request: PetugasRequest, pk: int) -> HttpResponse:
    """Record the visit to somebody whom nobody has visited."""
    satu = ambil(request, OrangUjiPetik.objects, pk, *TERKAIT)
    if request.method == "GET":
        return redirect("verifikasi:uji_petik_orang", pk=pk)
    form = KunjunganForm(request.POST, request.FILES)
    kerja = partial(catat_kunjungan, satu, oleh=request.user, pada=timezone.now())
    if not coba(form, lambda _: kerja(form.isi_kunjungan, pindaian=form.bersih)):
        return tampilkan(request, satu, form)
    messages.success(request, "Kunjungan dicatat.")
    return redirect("verifikasi:uji_petik_orang", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mendata")
def betulkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Replace the visit ``pk`` of another officer; it stays to be read."""
    lama = ambil(request, Kunjungan.objects, pk, *(f"orang__{t}" for t in TERKAIT))
    if request.method == "GET":
        return redirect("verifikasi:uji_petik_orang", pk=lama.orang_id)
    form = KunjunganForm(request.POST, request.FILES, koreksi=True)
    kerja = partial(betulkan_kunjungan, lama, oleh=request.user, pada=timezone.now())

    def simpan(isi: dict[str, Any]) -> None:
        kerja(form.isi_kunjungan, alasan=isi["alasan"], pindaian=form.bersih)

    if not coba(form, simpan):
        return tampilkan(request, lama.orang, form)
    messages.success(request, "Kunjungan dikoreksi; catatan lamanya tetap terbaca.")
    return redirect("verifikasi:uji_petik_orang", pk=lama.orang_id)


@require_GET
@hak("lihat_peserta")
def foto(request: PetugasRequest, pk: int) -> FileResponse:
    """Show the photo in the browser, and log the access."""
    kunjungan = ambil(request, Kunjungan.objects, pk)
    buka_pindaian_kunjungan(kunjungan, oleh=request.user)
    mime = kunjungan.pindaian_mime
    nama = f"kunjungan-{pk}{MIME[mime]}"
    jawaban = FileResponse(kunjungan.pindaian.open(), content_type=mime, filename=nama)
    jawaban["Content-Security-Policy"] = CSP_FOTO if mime.startswith("image/") else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def tampilkan(
    request: PetugasRequest, satu: OrangUjiPetik, form: KunjunganForm | None = None
) -> HttpResponse:
    """The page of one drawn person; ``form`` holds what was typed."""
    semua = Kunjungan.objects.for_petugas(request.user).filter(orang=satu)
    kunjungan: list[Any] = [*dengan_lanjut(semua).select_related("oleh", "pengganti")]
    kini = kunjungan[0] if kunjungan else None
    bukan = bukan_penguji(satu, request.user)
    if not bukan and kini and kini.oleh_id == request.user.pk:
        bukan = "Kunjungan ini catatan Anda sendiri; yang keliru dikoreksi petugas lain."
    peserta = satu.pengajuan.peserta
    form = form or KunjunganForm(koreksi=bool(kini), initial=isi_awal(kini))
    konteks = {
        "satu": satu,
        "peserta": peserta,
        "kunjungan": kunjungan,
        "kini": kini,
        "lanjut": Lanjut(kini.lanjut) if kini and kini.hasil != "memenuhi" else None,
        "dapat": dapat(peserta, oleh=request.user),
        "bukan": bukan,
        "form": form,
    }
    return render(request, "verifikasi/uji_petik_orang.html", konteks, status=status_form(form))


def isi_awal(kini: Kunjungan | None) -> dict[str, Any]:
    """Today, or what the visit that is corrected says."""
    if kini is None:
        return {"tanggal": timezone.localdate()}
    jawaban = {n: {True: "ya", False: "tidak"}.get(getattr(kini, n), "") for n in PERTANYAAN}
    isi = {"tanggal": kini.tanggal, "keadaan": kini.keadaan, "catatan": kini.catatan}
    return {**isi, **jawaban}
