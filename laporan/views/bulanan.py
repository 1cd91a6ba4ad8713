"""Months: list, freeze, one frozen month with its documents."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from laporan import actions, dokumen
from laporan import angka as angka_bulan
from laporan.forms import BulanForm
from laporan.models import LaporanBulanan
from pijar.bulan import awal_bulan, nama_bulan
from pijar.http import PetugasRequest, ambil, hak, halaman


@require_GET
@hak("lihat_laporan")
def daftar(request: PetugasRequest) -> HttpResponse:
    form = BulanForm(initial={"bulan": awal_bulan(timezone.localdate())})
    return render(request, "laporan/bulanan.html", konteks_daftar(request, form))


def konteks_daftar(request: PetugasRequest, form: BulanForm) -> dict[str, object]:
    laporan = LaporanBulanan.objects.for_petugas(request.user).select_related("oleh")
    return {"halaman": halaman(request, laporan.defer("angka")), "form": form}


@require_POST
@hak("lihat_laporan")
def buat(request: PetugasRequest) -> HttpResponse:
    form = BulanForm(request.POST)
    if not form.is_valid():
        return render(request, "laporan/bulanan.html", konteks_daftar(request, form), status=422)
    bulan = form.cleaned_data["bulan"]
    laporan = actions.bekukan_bulan(bulan, pada=timezone.localdate(), oleh=request.user)
    messages.success(request, f"Laporan {nama_bulan(bulan)} versi {laporan.versi} siap dibaca.")
    return redirect("laporan:bulanan_detail", pk=laporan.pk)


@require_GET
@hak("lihat_laporan")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    laporan = ambil(request, LaporanBulanan.objects, pk, "oleh", "tugas_pdf", "tugas_excel")
    tugas = [t for t in (laporan.tugas_pdf, laporan.tugas_excel) if t]
    alamat = [reverse("laporan:unduh", args=[pk, jenis]) for jenis in ("pdf", "excel")]
    konteks = {
        "laporan": laporan,
        "angka": angka_bulan.dari_json(laporan.angka),
        "halaman_ini": reverse("laporan:bulanan_detail", args=[pk]),
        "daftar_unduhan": zip(("PDF", "Excel"), alamat, tugas, strict=False),
        "banding": dokumen.sejak_ditutup(laporan) if "banding" in request.GET else None,
        "berlangsung": any(t.berlangsung for t in tugas),
    }
    template = "laporan/_unduhan.html" if request.htmx else "laporan/bulanan_detail.html"
    return render(request, template, konteks)


@require_GET
@hak("lihat_laporan")
def unduh(request: PetugasRequest, pk: int, jenis: str) -> FileResponse:
    """The finished document of a frozen month; sums only, so everybody with the right has it."""
    laporan = ambil(request, LaporanBulanan.objects, pk)
    tugas = {"pdf": laporan.tugas_pdf, "excel": laporan.tugas_excel}.get(jenis)
    if tugas is None or not (tugas.selesai and tugas.hasil):
        raise Http404
    return FileResponse(tugas.hasil.open(), as_attachment=True, filename=tugas.hasil_nama)
