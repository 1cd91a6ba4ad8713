"""Screens of slips: record one for a donor, and all of them with a search."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.models import Pembayaran, Penyumbang
from iuran.setoran.actions.slip import catat_slip
from iuran.setoran.aturan import catatan_bulan
from iuran.setoran.forms import SlipForm
from iuran.setoran.keadaan import fakta_janji, janji_penyumbang
from peserta.bersih.teks import ada_isi
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.ketikan import pratinjau
from pijar.pengguna.gerbang import tanya_kode
from pijar.rupiah import rupiah


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
@tanya_kode
def bayar(request: PetugasRequest, pk: int) -> HttpResponse:
    """The slip of a donor; the button that counts anew sends the form too, and nothing is lost."""
    penyumbang = ambil(request, Penyumbang.objects, pk, "opd")
    pada = timezone.localdate()
    hitung = "hitung" in request.POST
    form = SlipForm(
        None if hitung else request.POST or None,
        request.FILES or None,
        penyumbang_id=pk,
        fakta=fakta_janji(janji_penyumbang(pk, request.user)),
        pada=pada,
        initial=_yang_diisi(request) if hitung else {},
    )
    jadi: list[Pembayaran] = []

    def kerja(_: dict[str, Any]) -> None:
        jadi.append(catat_slip(form.isi, oleh=request.user, pada=pada, pindai=form.pindai))

    if coba(form, kerja):
        messages.success(request, f"{jadi[0]} tercatat: {rupiah(jadi[0].nominal)}.")
        for kata in _catatan(form):
            messages.warning(request, kata)
        return redirect("iuran:pembayaran_detail", pk=jadi[0].pk)
    konteks = {"penyumbang": penyumbang, "form": form, "baris": form.baris, "harga": form.harga()}
    return render(request, "iuran/slip_baru.html", konteks, status=status_form(form))


def _yang_diisi(request: PetugasRequest) -> dict[str, Any]:
    """What stands in the form before it is checked."""
    return {**request.POST.dict(), "janji": request.POST.getlist("janji")}


def _catatan(form: SlipForm) -> list[str]:
    per_janji = {f.pk: f for f in form.fakta}
    return [k for p in form.pilihan for k in catatan_bulan(per_janji[p.janji_id], p)]


@require_GET
@hak("mengelola_iuran")
def bukti(request: PetugasRequest) -> HttpResponse:
    """Every slip and list of payments, the newest paper first; found by number, donor or OPD."""
    cari = " ".join(request.GET.get("cari", "").split())
    semua = Pembayaran.objects.for_petugas(request.user).bukti()
    if cari and not ada_isi(cari):
        semua = semua.none()
    elif cari:
        milik = Penyumbang.objects.for_petugas(request.user).filter(
            Q(nama__icontains=cari) | Q(opd__nama__icontains=cari)
        )
        semua = semua.filter(
            Q(nomor__icontains=cari) | Q(slip__penyumbang__in=milik.order_by().values("pk"))
        )
    semua = semua.select_related("slip__penyumbang__opd", "bayar_setoran__daftar")
    hal = halaman(request, semua)
    baris = [(p, getattr(p, "slip", None), getattr(p, "bayar_setoran", None)) for p in hal]
    konteks = {"cari": cari, "halaman": hal, "baris": baris}
    return render(request, "iuran/bukti.html", konteks)
