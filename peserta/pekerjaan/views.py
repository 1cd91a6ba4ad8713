"""The words that wait for an admin, and those that he has decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.bersih.mirip import termirip
from peserta.kamus import kamus_terkini
from peserta.models import KataPekerjaan
from peserta.pekerjaan.actions import putuskan_kata
from peserta.pekerjaan.forms import ArtiForm, pilihan_pekerjaan
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form

HAK = "mengelola_pengguna"


@require_GET
@hak(HAK)
def daftar(request: PetugasRequest) -> HttpResponse:
    """Words that wait, those of most lists first; with ``?semua=1`` the decided ones."""
    semua = KataPekerjaan.objects.for_petugas(request.user)
    diputus = "semua" in request.GET
    urutan = ("-diputus_pada", "pk") if diputus else ("-daftar", "pk")
    tampil = semua.exclude(arti="menunggu") if diputus else semua.menunggu()
    hal = halaman(request, tampil.select_related("pekerjaan", "diputus_oleh").order_by(*urutan))
    saran = kamus_terkini().saran_pekerjaan
    pekerjaan = pilihan_pekerjaan()
    konteks = {
        "halaman": hal,
        "baris": [(k, ArtiForm(kata=k, pekerjaan=pekerjaan), termirip(k.kata, saran)) for k in hal],
        "diputus": diputus,
    }
    return render(request, "peserta/kata_pekerjaan.html", konteks)


@require_http_methods(["GET", "POST"])
@hak(HAK)
def satu(request: PetugasRequest, pk: int) -> HttpResponse:
    """One word: say what it means, or correct it."""
    kata = ambil(request, KataPekerjaan.objects, pk, "pekerjaan", "diputus_oleh")
    form = ArtiForm(request.POST or None, kata=kata, pekerjaan=pilihan_pekerjaan())

    def kerja(isi: dict[str, str]) -> None:
        arti, pekerjaan = form.isi()
        putuskan_kata(
            kata, arti, pekerjaan, dilihat=isi["dilihat"], oleh=request.user, pada=timezone.now()
        )
        messages.success(request, f"“{kata.contoh}” diingat untuk semua daftar berikutnya.")

    if coba(form, kerja):
        return redirect("peserta:kata_pekerjaan")
    konteks = {"kata": kata, "form": form}
    return render(request, "peserta/kata_pekerjaan_satu.html", konteks, status=status_form(form))
