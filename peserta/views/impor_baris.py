"""One row of a list on its way in: its cells, corrected one by one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peserta.actions import impor_baris as aksi
from peserta.impor.tampil import tampilkan
from peserta.models import Impor, Vonis
from peserta.views.impor import ambil_impor, angka, hitungan
from pijar.http import PetugasRequest, hak

BETUL = (Vonis.BARU, Vonis.UBAH, Vonis.SAMA)


@require_GET
@hak("mendata")
def baris(request: PetugasRequest, pk: int, nomor: int) -> HttpResponse:
    """All cells of one row, to be corrected: inside the review page, or on a page of its own."""
    impor = ambil_impor(request, pk)
    get_object_or_404(impor.daftar_baris, nomor=nomor)
    template = "peserta/_impor_baris.html" if request.htmx else "peserta/impor_baris.html"
    return render(request, template, isi_baris(request, impor, nomor, semua=True) | {"buka": True})


@require_POST
@hak("mendata")
def sel(request: PetugasRequest, pk: int, nomor: int, kolom: int) -> HttpResponse:
    """One corrected cell (for htmx): the row as it is now, rows that share its NIK, the sums."""
    letak = f"{nomor}-{kolom}"
    isian = aksi.Isian(request.POST.get(f"sel-{letak}", ""), request.POST.get(f"asal-{letak}", ""))
    hasil = aksi.betulkan_sel(
        ambil_impor(request, pk), nomor, kolom, isian, pada=timezone.localdate()
    )
    if not request.htmx:
        return redirect("peserta:impor_detail", pk=pk)
    konteks = isi_baris(request, hasil.impor, nomor, semua=f"semua-{nomor}" in request.POST)
    tampak = angka(request, "tampil") & {*hasil.kembar}
    kembar = hasil.impor.daftar_baris.filter(nomor__in=tampak).order_by("nomor")
    dipilih = sum(angka(request, "jumlah-dipilih")) + hasil.tambahan
    konteks |= hitungan(hasil.impor, dipilih) | {
        "kembar": tampilkan(kembar, hasil.impor, untuk=request.user),
        "sel_bentrok": kolom if hasil.bentrok else None,
        "ditolak": isian.tulisan,
    }
    status = 409 if hasil.bentrok else 200
    return render(request, "peserta/_impor_sel_jawaban.html", konteks, status=status)


def isi_baris(request: PetugasRequest, impor: Impor, nomor: int, *, semua: bool) -> dict[str, Any]:
    """What the partial of one row needs, on its own."""
    satu = impor.daftar_baris.filter(nomor=nomor)
    [tampil] = tampilkan(satu, impor, untuk=request.user, semua=[nomor] if semua else [])
    vonis = request.GET.get("vonis", "")
    sudah = vonis in Vonis.values and vonis != tampil.vonis and tampil.vonis in BETUL
    return {"impor": impor, "baris": tampil, "bisa": True, "vonis": vonis, "sudah_betul": sudah}
