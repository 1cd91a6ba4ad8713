"""The second button of the registration form: save the person and submit."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from peserta.models import Peserta, TandaHalaman
from peserta.orang.forms.keterangan import KeteranganForm
from peserta.orang.views.isian import terima
from pijar.http import PetugasRequest, hak
from verifikasi.actions.daftarkan import daftarkan_dan_ajukan
from verifikasi.actions.pengajuan import Keterangan


@require_POST
@hak("mendata")
def daftarkan(request: PetugasRequest) -> HttpResponse:
    def kerja(
        data: Mapping[str, Any], tanda: TandaHalaman | None, keterangan: KeteranganForm
    ) -> Peserta:
        isi = keterangan.cleaned_data
        return daftarkan_dan_ajukan(
            data,
            keterangan=Keterangan(isi["tanggal"], isi["diterangkan_oleh"], isi["bukti"]),
            tanda=tanda,
            oleh=request.user,
            pada=timezone.localdate(),
        )

    hasil = terima(request, kerja)
    if isinstance(hasil, HttpResponse):
        return hasil
    messages.success(request, f"{hasil.nama} didata dan diajukan untuk diverifikasi.")
    return redirect("verifikasi:riwayat", pk=hasil.pk)
