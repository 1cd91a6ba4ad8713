"""The order of card and first payment of one batch."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from iuran.berkas_bpjs.actions.urutan import ubah_urutan
from iuran.berkas_bpjs.forms import UrutanForm
from iuran.berkas_bpjs.views.daftar import ambil_berkas, tampilkan_lagi
from pijar.http import PetugasRequest, coba, hak


@require_POST
@hak("mengelola_iuran")
def urutan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let the batch follow the other order of card and first payment, with a reason."""
    berkas_bpjs = ambil_berkas(request, pk)
    form = UrutanForm(request.POST, auto_id="urutan_%s")

    def kerja(isi: dict[str, Any]) -> None:
        ke, alasan = isi["ke"], isi["alasan"]
        ubah_urutan(berkas_bpjs, ke, alasan=alasan, pada=timezone.now(), oleh=request.user)
        messages.success(request, f"Urutan {berkas_bpjs.nomor} diubah: {ke.label}.")

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, urutan_form=form)
    return redirect("iuran:berkas_bpjs_detail", pk=pk)
