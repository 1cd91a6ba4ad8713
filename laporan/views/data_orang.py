"""A person's own data on request: who asks, why, and the job that makes the PDF."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from laporan.data_orang import minta_data_orang
from laporan.forms_data import DataOrangForm
from peserta.orang.views.data import ambil_orang
from pijar.http import PetugasRequest, coba, hak, status_form


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta", "buka_nik")
def data_orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Ask for the PDF of one person in the officer's area."""
    peserta = ambil_orang(request, pk)
    form = DataOrangForm(request.POST or None)
    pesanan = []

    def kerja(isi: dict[str, str]) -> None:
        pesanan.append(minta_data_orang(peserta, **isi, oleh=request.user))

    if coba(form, kerja):
        return redirect("tugas:detail", pk=pesanan[0].pk)
    konteks = {"peserta": peserta, "form": form}
    return render(request, "laporan/data_orang.html", konteks, status=status_form(form))
