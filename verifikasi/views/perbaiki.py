"""A returned case is mended and sent again on one page."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from peserta.orang.forms.berkas import BerkasForm
from peserta.orang.forms.data import PesertaForm
from peserta.orang.views.data import ambil_orang
from pijar.http import PetugasRequest, coba, hak, status_form
from verifikasi.actions.pengajuan import Keterangan, keterangan_lama
from verifikasi.actions.perbaikan import Lampiran, Perbaikan, pastikan_dikembalikan, perbaiki
from verifikasi.forms import KeteranganForm


@require_http_methods(["GET", "POST"])
@hak("mendata")
def perbaiki_orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Why it came back, the data, a place for a paper, the attestation; save, or save and send."""
    peserta = ambil_orang(request, pk)
    if request.method == "GET":
        pastikan_dikembalikan(peserta)
    isian, pada = request.POST or None, timezone.localdate()
    form = PesertaForm(isian, petugas=request.user, peserta=peserta)
    berkas = BerkasForm(*((isian, request.FILES) if "berkas" in request.FILES else ()))
    keterangan = KeteranganForm(isian, pada=pada)
    kirim = "simpan" not in request.POST
    kerja = partial(perbaiki, peserta, kirim=kirim, oleh=request.user, pada=pada)
    lain_sah = all(lain.is_valid() for lain in (berkas, keterangan) if lain.is_bound)
    if lain_sah and coba(form, lambda _: kerja(isi_perbaikan(form, berkas, keterangan))):
        kata = "diperbaiki dan diajukan lagi" if kirim else "disimpan; belum diajukan lagi"
        messages.success(request, f"{peserta.nama} {kata}.")
        return redirect("verifikasi:riwayat", pk=pk)
    konteks = {"peserta": peserta, "form": form, "berkas": berkas, "keterangan": keterangan}
    konteks |= {"lama": keterangan_lama([peserta]).get(pk)}
    status = max(map(status_form, (form, berkas, keterangan)))
    return render(request, "verifikasi/perbaiki.html", konteks, status=status)


def isi_perbaikan(form: PesertaForm, berkas: BerkasForm, keterangan: KeteranganForm) -> Perbaikan:
    lampiran = None
    if berkas.is_bound and berkas.bersih:
        isi = berkas.cleaned_data
        lampiran = Lampiran(isi["jenis"], berkas.bersih, isi["berkas"].name, berkas.sidik)
    baru = keterangan.cleaned_data
    return Perbaikan(
        form.data_orang,
        form.cleaned_data["versi"],
        lampiran,
        Keterangan(baru["tanggal"], baru["diterangkan_oleh"], baru["bukti"]),
    )
