"""The withdrawal of a closed report: proposed on its page, decided on its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from laporan.actions import penarikan as aksi
from laporan.models import LaporanBulanan, PenarikanLaporan
from laporan.views.bulanan import TERKAIT, tampilkan_lagi
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from pijar.usulan import tampilan


@require_POST
@hak("tutup_laporan")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Propose to withdraw a closed report."""
    laporan = ambil(request, LaporanBulanan.objects, pk, *TERKAIT)
    form = AlasanForm(request.POST, auto_id="tarik_%s")
    kini, oleh, jadi = timezone.now(), request.user, []
    if not coba(
        form, lambda isi: jadi.append(aksi.usulkan_tarik(laporan, **isi, pada=kini, oleh=oleh))
    ):
        return tampilkan_lagi(request, laporan, tarik_form=form)
    messages.success(request, "Penarikan diusulkan. Admin lain mengonfirmasinya.")
    return redirect("laporan:penarikan", pk=jadi[0].pk)


@require_http_methods(["GET", "POST"])
@hak("tutup_laporan")
def penarikan(request: PetugasRequest, pk: int) -> HttpResponse:
    """The proposal; another admin confirms it, anyone drops it with a reason."""
    terkait = ("laporan", "diusulkan_oleh", "diputus_oleh")
    usulan = ambil(request, PenarikanLaporan.objects, pk, *terkait)
    kini, oleh = timezone.now(), request.user
    if request.POST.get("konfirmasi"):
        dilihat = request.POST.get("dilihat", "")
        aksi.konfirmasi_tarik(usulan, dilihat=dilihat, pada=kini, oleh=oleh)
        messages.success(request, "Laporan ditarik. Suratnya dibatalkan.")
        return redirect("laporan:bulanan_detail", pk=usulan.laporan_id)
    form = AlasanForm(request.POST or None)
    if request.method == "POST" and coba(
        form, lambda isi: aksi.tolak_tarik(usulan, **isi, pada=kini, oleh=oleh)
    ):
        messages.success(request, "Laporan tidak jadi ditarik.")
        return redirect("laporan:bulanan_detail", pk=usulan.laporan_id)
    isi = tampilan(usulan, aksi.isi_penarikan(usulan), oleh=oleh) | {"form": form}
    return render(request, "laporan/penarikan.html", isi, status=status_form(form))
