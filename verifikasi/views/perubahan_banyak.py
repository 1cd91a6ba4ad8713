"""Apply many changes of data: look at them once more, then start the job."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from peserta.models import PerubahanData
from peserta.models.perubahan import PerubahanDataQuerySet
from peserta.orang import JUDUL
from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, hak
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan
from pijar.sidik import Isi, perbedaan, sidik
from pijar.sidik import terbaca as dalam_kata
from verifikasi.actions.perubahan_banyak import DAFTAR, baris_perubahan, bisa_sekaligus
from verifikasi.forms.perubahan_data import BanyakForm
from verifikasi.views.perubahan_data import terbaca

PALING_BANYAK = 5_000  # hidden numbers of one form
CONTOH = 20


@pratinjau
@require_POST
@hak("putus_peristiwa")
def banyak(request: PetugasRequest) -> HttpResponse:
    """Show what the ticked proposals change; the page asks once more."""
    return tampilkan(request, terpilih(request))


@require_POST
@hak("putus_peristiwa")
def terapkan(request: PetugasRequest) -> HttpResponse:
    """Start one job per selection, so that a double click makes only one."""
    pks = terpilih(request)
    dilihat = request.POST.get("dilihat", "")
    if beda := perbedaan(dilihat, ringkasan(request, pks)):
        messages.warning(request, f"Berubah sejak halaman dibuka. {'; '.join(beda)}. Periksa lagi.")
        return tampilkan(request, pks, 409)
    tugas = tugas_latar.buat(
        "verifikasi.terapkan_perubahan",
        judul=f"Terapkan {ribuan(len(pks))} perubahan data",
        oleh=request.user,
        parameter={"pks": pks, "dilihat": dilihat},
        kunci=f"verifikasi.terapkan_perubahan:{request.user.pk}:{sidik_pk(pks)}",
    )
    return redirect("tugas:detail", pk=tugas.pk)


def terpilih(request: PetugasRequest) -> list[int]:
    """The ticked proposals, or all that can be applied together; a refusal if there are none."""
    form = BanyakForm(request.POST)
    isi: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    daftar = bisa_sekaligus(PerubahanData.objects.for_petugas(request.user), oleh=request.user)
    if not isi.get("semua"):
        daftar = daftar.filter(pk__in=isi.get("usulan", []))
    if pks := list(daftar.values_list("pk", flat=True)[:PALING_BANYAK]):
        return pks
    raise AturanDilanggarError(
        "Tidak ada usulan yang dapat diterapkan sekaligus di antara pilihan. Yang Anda usulkan "
        "sendiri diputuskan admin lain; NIK, KPJ, tanggal lahir dan pekerjaan satu per satu."
    )


def ambil(request: PetugasRequest, pks: list[int]) -> PerubahanDataQuerySet:
    return PerubahanData.objects.for_petugas(request.user).filter(pk__in=pks).order_by("pk")


def ringkasan(request: PetugasRequest, pks: list[int]) -> Isi:
    """How many change which column, and each change: what the button confirms."""
    jumlah: dict[str, int] = {}
    for isi in ambil(request, pks).values_list("isi", flat=True):
        for kolom in isi:
            jumlah[kolom] = jumlah.get(kolom, 0) + 1
    per_kolom = {JUDUL[k]: f"{ribuan(n)} orang" for k, n in sorted(jumlah.items())}
    return {"Orang": ribuan(len(pks)), **per_kolom, DAFTAR: baris_perubahan(pks)}


def sidik_pk(pks: list[int]) -> str:
    return sha256(",".join(map(str, sorted(pks))).encode()).hexdigest()[:20]


def tampilkan(request: PetugasRequest, pks: list[int], status: int = 200) -> HttpResponse:
    isi = ringkasan(request, pks)
    contoh = ambil(request, pks).select_related("peserta__kelurahan")[:CONTOH]
    konteks = {
        "pks": ",".join(map(str, pks)),
        "jumlah": len(pks),
        "isi": dalam_kata(isi),
        "segel": sidik(isi),
        "contoh": terbaca(contoh),
        "sisa": max(0, len(pks) - CONTOH),
    }
    return render(request, "verifikasi/perubahan_banyak.html", konteks, status=status)
