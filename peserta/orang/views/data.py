"""Screens of one person: show, change, correct the NIK, open the NIK."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.models import Peserta
from peserta.orang.actions import data as aksi
from peserta.orang.forms.data import PesertaForm
from peserta.orang.forms.koreksi import KoreksiNikForm
from peserta.orang.linimasa import linimasa
from pijar.forms import AlasanBukaForm
from pijar.http import DITOLAK, PetugasRequest, ambil, coba, hak, status_form
from pijar.ketikan import beri_lihat, boleh_lihat
from pijar.models import JejakAkses


def ambil_orang(request: PetugasRequest, pk: int) -> Peserta:
    """A person in the officer's area, with their place and occupation; else 404."""
    return ambil(request, Peserta.objects, pk, "kelurahan__kecamatan", "pekerjaan")


@require_http_methods(["GET", "POST"])
@hak("mendata")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil_orang(request, pk)
    aksi.pastikan_bisa_diubah(peserta)
    data = request.POST if request.method == "POST" else None
    form = PesertaForm(data, petugas=request.user, peserta=peserta)
    JejakAkses.lihat(pk, oleh=request.user)

    def kerja(isi: dict[str, Any]) -> None:
        versi = isi["versi"]
        berubah = aksi.ubah_orang(peserta, form.data_orang, oleh=request.user, versi=versi)
        messages.success(request, "Perubahan disimpan." if berubah else "Tidak ada yang berubah.")

    if coba(form, kerja):
        return redirect("peserta:detail", pk=pk)
    if form.is_bound and form.has_error(NON_FIELD_ERRORS, DITOLAK):
        form.bandingkan(ambil_orang(request, pk))
    konteks = {"form": form, "peserta": peserta}
    return render(request, "peserta/ubah.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("mendata", "mengelola_iuran")
def koreksi_nik(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil_orang(request, pk)
    aksi.pastikan_bisa_dikoreksi(peserta)
    form = KoreksiNikForm(request.POST or None, peserta=peserta, petugas=request.user)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        konteks = {"form": form, "peserta": peserta, "bpjs": aksi.dikenal_bpjs(peserta)}
        return render(request, "peserta/koreksi_nik.html", konteks, status=status)
    isi = form.cleaned_data
    aksi.koreksi_nik(peserta, isi["nik"], alasan=isi["alasan"], oleh=request.user)
    messages.success(request, "NIK dikoreksi. Bantuan, iuran dan riwayatnya tetap melekat.")
    if aksi.dikenal_bpjs(peserta):
        messages.info(request, "BPJS masih memegang NIK lama: koreksinya masuk berkas perubahan.")
    return redirect("peserta:detail", pk=pk)


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """The person, for a minute with the NIK that was just revealed."""
    peserta = ambil_orang(request, pk)
    JejakAkses.lihat(pk, oleh=request.user)
    terbuka = request.user.has_perm("pijar.buka_nik") and boleh_lihat(request, f"peserta {pk}")
    nik = peserta.nik if terbuka else ""
    return render(request, "peserta/detail.html", isi_detail(peserta, AlasanBukaForm(), nik))


@require_POST
@hak("lihat_peserta", "buka_nik")
def buka_nik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Log who reveals the full NIK and why; the person's page shows it for a minute."""
    peserta = ambil_orang(request, pk)
    form = AlasanBukaForm(request.POST)
    if not form.is_valid():
        return render(request, "peserta/detail.html", isi_detail(peserta, form), status=422)
    aksi.buka_nik(peserta, alasan=form.kalimat, oleh=request.user)
    beri_lihat(request, f"peserta {pk}")
    return redirect(f"{reverse('peserta:detail', args=[pk])}#nik")


def isi_detail(peserta: Peserta, form: AlasanBukaForm, nik: str = "") -> dict[str, object]:
    return {
        "peserta": peserta,
        "aktif": "peserta:detail",
        "usia": peserta.usia(timezone.localdate()),
        "kejadian": linimasa(peserta),
        "form": form,
        "nik": nik,
    }
