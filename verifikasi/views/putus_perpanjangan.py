"""A verifier decides extensions, one or many, or takes another's decision back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from pijar.http import PetugasRequest, coba, hak
from pijar.rupiah import ribuan
from verifikasi.actions import putus_perpanjangan as putusan
from verifikasi.actions.putus_perpanjangan import HasilPutus, TinggalLanjut
from verifikasi.forms.perpanjangan import TindakanLanjutForm
from verifikasi.models import Perpanjangan
from verifikasi.views.perpanjangan import (
    LEWAT_TUGAS,
    ambil_perpanjangan,
    kembali_ke,
    mulai_tugas,
    tampilkan,
)

MEMUTUSKAN = ("setujui", "tolak", "cabut")
CONTOH = 10


@require_POST
@hak("memverifikasi")
def putus(request: PetugasRequest, pk: int) -> HttpResponse:
    """Approve or refuse the ticked people, or withdraw a decision."""
    perpanjangan = ambil_perpanjangan(request, pk)
    form = TindakanLanjutForm(request.POST, boleh=MEMUTUSKAN)
    if form.is_valid() and (banyak := terlalu_banyak(request, perpanjangan, form)):
        return banyak
    if not coba(form, lambda isi: kerjakan(request, perpanjangan, form, isi)):
        return tampilkan(request, perpanjangan, tindakan=form)
    return kembali_ke(pk, form)


def terlalu_banyak(
    request: PetugasRequest, perpanjangan: Perpanjangan, form: TindakanLanjutForm
) -> HttpResponse | None:
    """A job for very many people; None for those that a page decides."""
    dipilih = form.dipilih(perpanjangan, request.user)
    if form.cleaned_data["tindakan"] == "cabut" or dipilih.count() <= LEWAT_TUGAS:
        return None
    isi = {k: form.cleaned_data[k] for k in ("tindakan", "alasan", "kueri", "semua", "baris")}
    return mulai_tugas(request, perpanjangan, "putus_perpanjangan", "Putuskan", isi)


def kerjakan(
    request: PetugasRequest,
    perpanjangan: Perpanjangan,
    form: TindakanLanjutForm,
    isi: dict[str, Any],
) -> None:
    dipilih = form.dipilih(perpanjangan, request.user)
    kini, hari = timezone.now(), timezone.localdate()
    alasan, oleh = isi["alasan"], request.user
    if isi["tindakan"] == "cabut":
        n = putusan.cabut_putusan(perpanjangan, dipilih, alasan=alasan, oleh=oleh, hari=hari)
        messages.success(request, f"{ribuan(n)} putusan dicabut; orangnya menunggu lagi.")
    elif isi["tindakan"] == "setujui":
        hasil = putusan.setujui_lanjut(
            perpanjangan, dipilih, dasar=alasan, oleh=oleh, pada=kini, hari=hari
        )
        sampaikan(request, hasil, "disetujui")
    else:
        hasil = putusan.tolak_lanjut(perpanjangan, dipilih, alasan=alasan, oleh=oleh, pada=kini)
        sampaikan(request, hasil, "tidak disetujui")


def sampaikan(request: PetugasRequest, hasil: HasilPutus, kata: str) -> None:
    """Say how many were decided, and name who waits on."""
    if hasil.jumlah or not hasil.tinggal:
        messages.success(request, f"{ribuan(hasil.jumlah)} orang {kata}.")
    if hasil.tinggal:
        messages.warning(
            request, f"{ribuan(len(hasil.tinggal))} orang tetap menunggu. {sebut(hasil.tinggal)}"
        )


def sebut(tinggal: Sequence[TinggalLanjut]) -> str:
    contoh = "; ".join(f"{t.nama}, {t.kelurahan}: {t.sebab}" for t in tinggal[:CONTOH])
    return contoh + ("; dan lainnya." if len(tinggal) > CONTOH else ".")
