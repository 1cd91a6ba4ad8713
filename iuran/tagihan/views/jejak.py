"""One month of one person, from decree to BPJS's books: the page, and its Excel for an auditor."""

from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from iuran.tagihan.dokumen import tulis_jejak
from iuran.tagihan.jejak import jejak_bulan
from peserta.orang.views.data import ambil_orang
from pijar.bulan import baca_bulan
from pijar.http import PetugasRequest, hak
from pijar.models import JejakAkses


@require_GET
@hak("lihat_peserta")
def bulan(request: PetugasRequest, pk: int, bulan: str) -> HttpResponse:
    """Every stage of the month with its paper and day."""
    peserta, awal = ambil_orang(request, pk), baca(bulan)
    konteks = {
        "peserta": peserta,
        "bulan": awal,
        "kode_bulan": bulan,
        "daftar": jejak_bulan(peserta, awal),
    }
    return render(request, "iuran/jejak_bulan.html", konteks)


@require_POST
@hak("lihat_peserta", "mengelola_iuran")
def excel(request: PetugasRequest, pk: int, bulan: str) -> FileResponse:
    """The same for an auditor, with the full NIK: the export is logged."""
    peserta, awal = ambil_orang(request, pk), baca(bulan)
    isi = BytesIO()
    tulis_jejak(isi, peserta, awal, jejak_bulan(peserta, awal))
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"peserta {pk}: jejak {bulan}",
        alasan="Jejak iuran satu bulan untuk pemeriksa",
    )
    isi.seek(0)
    return FileResponse(isi, as_attachment=True, filename=f"jejak-{pk}-{bulan}.xlsx")


def baca(bulan: str) -> date:
    if awal := baca_bulan(bulan):
        return awal
    raise Http404
