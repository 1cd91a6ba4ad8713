"""Overruled criteria: propose one, the list for the second verifier, one and its decision."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.orang.views.berkas import CSP_FOTO, CSP_PDF
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.unggahan import MIME
from pijar.usulan import tampilan
from verifikasi.actions.pengesampingan import (
    buka_pindaian_pengesampingan,
    bukan_pemutus,
    hasil_kriteria,
    isi_pengesampingan,
    konfirmasi_pengesampingan,
    pastikan_bisa_diusulkan,
    tolak_pengesampingan,
    usulkan_pengesampingan,
)
from verifikasi.forms.pengesampingan import PengesampinganForm
from verifikasi.models import Pengajuan, Pengesampingan
from verifikasi.riwayat import judul_kriteria

TERKAIT = (
    "pengajuan__peserta__kelurahan__kecamatan",
    "pengajuan__peserta__pekerjaan",
    "diusulkan_oleh",
    "diputus_oleh",
)


@require_GET
@hak("memverifikasi")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Only the cases in which a second verifier is asked, the longest waiting first; or all."""
    semua = Pengesampingan.objects.for_petugas(request.user)
    seluruh = request.GET.get("status") == "semua"
    terpilih = semua if seluruh else semua.menunggu()
    satu_halaman = halaman(request, terpilih.select_related(*TERKAIT))
    judul = judul_kriteria(list(satu_halaman))
    konteks = {
        "halaman": satu_halaman,
        "baris": [(p, judul[p.pk], bukan_pemutus(p, request.user)) for p in satu_halaman],
        "semua": seluruh,
    }
    return render(request, "verifikasi/pengesampingan.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("memverifikasi")
def baru(request: PetugasRequest, pk: int, kode: str) -> HttpResponse:
    """Propose that criterion ``kode`` of case ``pk`` passes although the data refuses it."""
    kasus = ambil(request, Pengajuan.objects, pk, "peserta__kelurahan__kecamatan")
    hasil = hasil_kriteria(kasus, kode, timezone.localdate())
    form = PengesampinganForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound:
        if coba(form, lambda _: usulkan(request, kasus, kode, form)):
            messages.success(request, "Usulan tercatat. Verifikator lain mengonfirmasinya.")
            return redirect("verifikasi:kasus", pk=pk)
    else:
        pastikan_bisa_diusulkan(hasil)
    konteks = {"form": form, "pengajuan": kasus, "hasil": hasil}
    return render(request, "verifikasi/pengesampingan_baru.html", konteks, status=status_form(form))


def usulkan(
    request: PetugasRequest, kasus: Pengajuan, kode: str, form: PengesampinganForm
) -> Pengesampingan:
    return usulkan_pengesampingan(
        kasus,
        kode,
        form.isi_usulan,
        pindaian=form.surat,
        oleh=request.user,
        pada=timezone.localdate(),
    )


@require_http_methods(["GET", "POST"])
@hak("memverifikasi")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One proposal: another verifier confirms what the page shows, or either drops it."""
    usulan = ambil(request, Pengesampingan.objects, pk, *TERKAIT)
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    kini = timezone.now()
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        konfirmasi_pengesampingan(usulan, dilihat=dilihat, oleh=request.user, pada=kini)
        messages.success(request, "Dikesampingkan. Pengajuannya sekarang dapat diputuskan.")
        return redirect("verifikasi:pengesampingan")
    kerja = partial(tolak_pengesampingan, usulan, oleh=request.user, pada=kini)
    if coba(form, lambda isi: kerja(alasan=isi["alasan"])):
        messages.success(request, "Usulan itu tidak jadi. Pengajuannya tetap menunggu.")
        return redirect("verifikasi:pengesampingan")
    hasil = hasil_kriteria(usulan.pengajuan, usulan.kode, timezone.localdate())
    konteks = {
        **tampilan(usulan, isi_pengesampingan(usulan, hasil), oleh=request.user, tanpa=["Status"]),
        "form": form,
        "bukan": bukan_pemutus(usulan, request.user) if usulan.menunggu else "",
        "hasil": hasil,
    }
    return render(
        request, "verifikasi/pengesampingan_detail.html", konteks, status=status_form(form)
    )


@require_GET
@hak("memverifikasi")
def pindaian(request: PetugasRequest, pk: int) -> FileResponse:
    """Show the scan in the browser, and log the access."""
    usulan = ambil(request, Pengesampingan.objects, pk)
    buka_pindaian_pengesampingan(usulan, oleh=request.user)
    mime = usulan.pindaian_mime
    nama = f"pengesampingan-{pk}{MIME[mime]}"
    jawaban = FileResponse(usulan.pindaian.open(), content_type=mime, filename=nama)
    jawaban["Content-Security-Policy"] = CSP_FOTO if mime.startswith("image/") else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
