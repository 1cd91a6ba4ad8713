"""The statement of a source: on the screen, and as Excel; its paper is made in Surat."""

from datetime import date

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.buku.dokumen import excel_rekening, nama_berkas
from iuran.buku.forms.rekening import RekeningForm
from iuran.buku.rekening import rekening
from iuran.models import SumberDana
from pijar.http import PetugasRequest, ambil, hak, halaman


@require_GET
@hak("mengelola_iuran")
def layar(request: PetugasRequest, pk: int) -> HttpResponse:
    """The lines of a span of days, or of the source's year so far."""
    dana = ambil(request, SumberDana.objects, pk)
    return _tampil(request, dana, _form(request, dana))


@require_GET
@hak("mengelola_iuran")
def unduh(request: PetugasRequest, pk: int) -> HttpResponse | FileResponse:
    """The same lines as Excel: sums of bills and papers, nobody's name, so no reason is asked."""
    dana = ambil(request, SumberDana.objects, pk)
    form = _form(request, dana)
    if not form.is_valid():
        return _tampil(request, dana, form)
    isi = rekening(dana, *_rentang(form))
    return FileResponse(excel_rekening(isi), as_attachment=True, filename=nama_berkas(isi))


def _tampil(request: PetugasRequest, dana: SumberDana, form: RekeningForm) -> HttpResponse:
    isi = rekening(dana, *_rentang(form)) if form.is_valid() else None
    konteks = {
        "dana": dana,
        "form": form,
        "rekening": isi,
        "halaman": halaman(request, isi.daftar) if isi else None,
    }
    status = 200 if isi else 422
    return render(request, "iuran/sumber_rekening.html", konteks, status=status)


def _form(request: PetugasRequest, dana: SumberDana) -> RekeningForm:
    """What was asked for; the source's year so far where nothing was."""
    awal = {"dari": date(dana.tahun, 1, 1), "sampai": akhir_bawaan(dana, timezone.localdate())}
    isi = {n: request.GET.get(n) or f"{awal[n]:%d-%m-%Y}" for n in awal}
    return RekeningForm(isi)


def akhir_bawaan(dana: SumberDana, kini: date) -> date:
    """Today; of a year to come its last day."""
    return kini if kini.year >= dana.tahun else date(dana.tahun, 12, 31)


def _rentang(form: RekeningForm) -> tuple[date, date]:
    return form.cleaned_data["dari"], form.cleaned_data["sampai"]
