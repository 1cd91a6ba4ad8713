"""Screens of the access log: everybody reads their own rows, an admin of the whole city all."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.jejak.dokumen import minta_ekspor
from pijar.jejak.forms import SaringJejakForm
from pijar.models import JejakAkses, RingkasanJejak


@require_GET
def daftar(request: PetugasRequest) -> HttpResponse:
    """Newest above; what the filters say stands in the address, which holds no NIK."""
    form = SaringJejakForm(request.GET)
    semua = form.saring(JejakAkses.objects.for_petugas(request.user))
    konteks = {
        "form": form,
        "terisi": form.terisi(),
        "halaman": halaman(request, semua.select_related("oleh")),
        "seluruhnya": request.user.melihat_semua,
    }
    return render(request, "jejak/daftar.html", konteks)


@require_POST
def ekspor(request: PetugasRequest) -> HttpResponse:
    tugas = minta_ekspor(SaringJejakForm(request.POST), oleh=request.user)
    return redirect("tugas:detail", pk=tugas.pk)


@require_GET
@hak("mengelola_pengguna")
def ringkasan(request: PetugasRequest) -> HttpResponse:
    """The signed digests, newest above, each as a file to keep elsewhere."""
    semua = RingkasanJejak.objects.for_petugas(request.user)
    return render(request, "jejak/ringkasan.html", {"halaman": halaman(request, semua)})


@require_GET
@hak("mengelola_pengguna")
def ringkasan_unduh(request: PetugasRequest, pk: int) -> HttpResponse:
    """The digest as its file holds it; made of its row, so that a lost file does no harm."""
    satu = ambil(request, RingkasanJejak.objects, pk)
    nama = f"jejak-{satu.hari:%Y-%m-%d}.txt"
    kepala = {"Content-Disposition": f'attachment; filename="{nama}"'}
    return HttpResponse(satu.teks, content_type="text/plain; charset=utf-8", headers=kepala)
