"""The order of card and first payment of one batch."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from iuran.pendaftaran.actions.urutan import ubah_urutan
from iuran.pendaftaran.forms import UrutanForm
from iuran.pendaftaran.views.daftar import ambil_pendaftaran, tampilkan_lagi
from pijar.http import PetugasRequest, coba, hak


@require_POST
@hak("mengelola_iuran")
def urutan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let the batch follow the other order of card and first payment, with a reason."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = UrutanForm(request.POST, auto_id="urutan_%s")

    def kerja(isi: dict[str, Any]) -> None:
        ke, alasan = isi["ke"], isi["alasan"]
        ubah_urutan(pendaftaran, ke, alasan=alasan, pada=timezone.now(), oleh=request.user)
        messages.success(request, f"Urutan {pendaftaran.nomor} diubah: {ke.label}.")

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, urutan_form=form)
    return redirect("iuran:pendaftaran_detail", pk=pk)
