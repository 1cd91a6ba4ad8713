"""What the nightly deletion will do and has done, and what admins hold back from it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.models import JejakRetensi, PenahananRetensi
from pijar.retensi.forms import TahanForm
from pijar.retensi.jalan import rencana
from pijar.retensi.tabel import tabel
from pijar.retensi.tahan import lepas as lepas_penahanan
from pijar.retensi.tahan import pastikan_seluruh_kota, tahan

HAK = "mengelola_pengguna"


@require_http_methods(["GET", "POST"])
@hak(HAK)
def daftar(request: PetugasRequest) -> HttpResponse:
    """The next run, the holds, the earlier runs; and a hold is placed here."""
    pastikan_seluruh_kota(request.user)
    form = TahanForm(request.POST or None)

    def kerja(isi: dict[str, object]) -> None:
        tahan(**isi, oleh=request.user, pada=timezone.localtime())  # type: ignore[arg-type]
        messages.success(request, "Ditahan. Yang ditahan tidak dihapus sampai tanggalnya lewat.")

    if coba(form, kerja):
        return redirect("retensi:daftar")
    kini = timezone.now()
    tahanan = PenahananRetensi.objects.for_petugas(request.user).select_related("oleh")
    jejak = halaman(request, JejakRetensi.objects.for_petugas(request.user).per_malam())
    nama = {kode: e.apa for kode, e in tabel().items()}
    konteks = {
        "form": form,
        **_malam_berikutnya(kini),
        "penahanan": [
            (p, nama.get(p.entri, "Semua butir")) for p in tahanan.berlaku(timezone.localdate(kini))
        ],
        "halaman": jejak,
        "jejak": [(j, nama.get(str(j["entri"]), j["entri"])) for j in jejak],
    }
    return render(request, "retensi/daftar.html", konteks, status=status_form(form))


def _malam_berikutnya(kini: datetime) -> dict[str, object]:
    """The entries with something to end, held or waiting for somebody; the others; and the sums."""
    semua = rencana(kini)
    berisi = [b for b in semua if b.ditahan or any(b.rencana)]
    return {
        "berisi": berisi,
        "kosong": [b for b in semua if b not in berisi],
        "baris": sum(b.rencana.baris for b in berisi),
        "berkas": sum(b.rencana.berkas for b in berisi),
    }


@require_http_methods(["GET", "POST"])
@hak(HAK)
def lepas(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let one hold go, with the reason."""
    satu = ambil(request, PenahananRetensi.objects, pk, "oleh", "dilepas_oleh")
    form = AlasanSingkatForm(request.POST or None)

    def kerja(isi: dict[str, str]) -> None:
        lepas_penahanan(satu, alasan=isi["alasan"], oleh=request.user, pada=timezone.now())
        messages.success(request, "Penahanan dilepas. Pekerjaan malam berikutnya menghapus lagi.")

    if coba(form, kerja):
        return redirect("retensi:daftar")
    apa = tabel()[satu.entri].apa if satu.entri in tabel() else "Semua butir"
    konteks = {"satu": satu, "apa": apa, "form": form}
    return render(request, "retensi/lepas.html", konteks, status=status_form(form))
