"""What BPJS reports of the movement: the reports that came in, and one more."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.gerakan.actions.laporan_bpjs import BarisBPJS, KepalaLaporan, simpan_laporan
from iuran.gerakan.forms.laporan_bpjs import LaporanBPJSForm
from iuran.gerakan.forms.lembar import templat as templat_lembar
from iuran.models import LaporanBPJSGerakan
from pijar.bulan import nama_bulan
from pijar.http import PetugasRequest, coba, hak, halaman, status_form


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The reports, newest month first; a new one replaces that of the same month."""
    ada = request.method == "POST"
    form = LaporanBPJSForm(request.POST, request.FILES) if ada else LaporanBPJSForm()
    hasil: list[LaporanBPJSGerakan] = []

    def simpan(isi: dict[str, Any]) -> None:
        kepala = KepalaLaporan(isi["bulan"], isi["nomor"], isi["tanggal"])
        baris = [
            BarisBPJS(b["opd"], b["penyumbang"] or 0, b["pekerja"] or 0, b["rupiah"] or 0)
            for b in form.baris
        ]
        pada = timezone.localdate()
        hasil.append(simpan_laporan(kepala, baris, oleh=request.user, pada=pada))

    if coba(form, simpan):
        bulan = hasil[0].bulan
        messages.success(request, f"Laporan BPJS {nama_bulan(bulan)} disimpan.")
        return redirect(f"{reverse('iuran:gerakan')}?bulan={bulan:%Y-%m}")
    semua = LaporanBPJSGerakan.objects.for_petugas(request.user).select_related("oleh")
    angka = semua.annotate(
        banyak=Count("daftar_baris"),
        pekerja=Sum("daftar_baris__pekerja", default=0),
        rupiah=Sum("daftar_baris__rupiah", default=0),
    ).order_by("-bulan", "-pk")
    konteks = {"form": form, "halaman": halaman(request, angka)}
    return render(request, "iuran/gerakan_bpjs.html", konteks, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def templat(request: PetugasRequest) -> FileResponse:
    """The spreadsheet of a report, with every office that there is."""
    isi = templat_lembar(LaporanBPJSForm.judul, "Laporan BPJS")
    return FileResponse(isi, as_attachment=True, filename="laporan-bpjs-gerakan.xlsx")
