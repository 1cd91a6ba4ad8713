"""One person: look at, change, open the NIK."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta import actions
from peserta.forms import BukaNikForm, PesertaForm
from peserta.forms.koreksi import KoreksiNikForm
from peserta.linimasa import linimasa
from peserta.models import Peserta
from pijar.http import PetugasRequest, ambil, hak


def ambil_orang(request: PetugasRequest, pk: int) -> Peserta:
    """A person in the officer's area, with where they live and what they do."""
    return ambil(request, Peserta.objects, pk, "kelurahan__kecamatan", "pekerjaan")


@require_http_methods(["GET", "POST"])
@hak("mendata")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil_orang(request, pk)
    actions.pastikan_bisa_diubah(peserta)
    form = PesertaForm(request.POST or None, petugas=request.user, peserta=peserta)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        konteks = {"form": form, "peserta": peserta}
        return render(request, "peserta/ubah.html", konteks, status=status)
    versi = form.cleaned_data["versi"]
    berubah = actions.ubah_orang(peserta, form.data_orang, oleh=request.user, versi=versi)
    messages.success(request, "Perubahan disimpan." if berubah else "Tidak ada yang berubah.")
    return redirect("peserta:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mendata", "mengelola_iuran")
def koreksi_nik(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil_orang(request, pk)
    actions.pastikan_bisa_dikoreksi(peserta)
    form = KoreksiNikForm(request.POST or None, peserta=peserta)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        konteks = {"form": form, "peserta": peserta, "bpjs": actions.dikenal_bpjs(peserta)}
        return render(request, "peserta/koreksi_nik.html", konteks, status=status)
    isi = form.cleaned_data
    actions.koreksi_nik(peserta, isi["nik"], alasan=isi["alasan"], oleh=request.user)
    messages.success(request, "NIK dikoreksi. Bantuan, iuran dan riwayatnya tetap melekat.")
    if actions.dikenal_bpjs(peserta):
        messages.warning(request, "BPJS masih memegang NIK lama: sampaikan perubahannya ke BPJS.")
    return redirect("peserta:detail", pk=pk)


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil_orang(request, pk)
    return render(request, "peserta/detail.html", isi_detail(peserta, BukaNikForm()))


@require_POST
@hak("lihat_peserta", "buka_nik")
@never_cache
def buka_nik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Show the full NIK on this answer only."""
    peserta = ambil_orang(request, pk)
    form = BukaNikForm(request.POST)
    if not form.is_valid():
        return render(request, "peserta/detail.html", isi_detail(peserta, form), status=422)
    nik = actions.buka_nik(peserta, alasan=form.cleaned_data["alasan"], oleh=request.user)
    return render(request, "peserta/detail.html", isi_detail(peserta, BukaNikForm(), nik))


def isi_detail(peserta: Peserta, form: BukaNikForm, nik: str = "") -> dict[str, object]:
    return {
        "peserta": peserta,
        "aktif": "peserta:detail",
        "usia": peserta.usia(timezone.localdate()),
        "kejadian": linimasa(peserta),
        "form": form,
        "nik": nik,
    }
