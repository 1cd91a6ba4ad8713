"""The list of people: search, filter, export, submit in bulk."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.actions.ekspor import minta_ekspor
from peserta.cari import Cari, baca_cari
from peserta.filters import PesertaFilter
from peserta.models import Peserta
from pijar.http import PER_HALAMAN, PetugasRequest, hak, halaman

SARINGAN = ("q", "status", "kecamatan", "kelurahan", "pekerjaan", "sumber_data", "impor", "urut")
PALING_BANYAK_DIAJUKAN = 5_000  # hidden fields of one form


@hak("lihat_peserta")
@require_GET
def daftar(request: PetugasRequest) -> HttpResponse:
    saringan = PesertaFilter(request.GET, petugas=request.user)
    orang = saringan.hasil.select_related("kelurahan__kecamatan", "pekerjaan")
    parameter = isian(request.GET)
    konteks = {"saringan": saringan, "halaman": halaman(request, orang), "nomor": ""}
    return render(request, "peserta/daftar.html", konteks | {"parameter": parameter})


@hak("lihat_peserta")
@require_http_methods(["GET", "POST"])
def cari(request: PetugasRequest) -> HttpResponse:
    """The search box: a number is answered here, anything else becomes a shareable address."""
    tertulis = baca_cari(request.POST.get("q", ""))
    if not tertulis.nomor:
        return redirect(f"{reverse('peserta:daftar')}?{urlencode(isian(request.POST))}")
    tanpa_nama = {k: nilai for k, nilai in isian(request.POST).items() if k != "q"}
    saringan = PesertaFilter(tanpa_nama, petugas=request.user)
    konteks = {
        "saringan": saringan,
        "halaman": halaman_nomor(saringan, tertulis),
        "nomor": request.POST["q"],
        "parameter": {},
    }
    return render(request, "peserta/daftar.html", konteks)


def halaman_nomor(saringan: PesertaFilter, tertulis: Cari) -> Page[Peserta]:
    """One page of who has this number; there is no second one, its address would hold digits."""
    orang = saringan.hasil.cari_nomor(tertulis.nomor, tertulis.hp)
    orang = orang.select_related("kelurahan__kecamatan", "pekerjaan")[:PER_HALAMAN]
    return Paginator(orang, PER_HALAMAN).get_page(1)


def isian(data: QueryDict) -> dict[str, str]:
    """The filters of ``data``, empty ones left out, and a kelurahan of another kecamatan too."""
    semua = {k: nilai for k in SARINGAN if (nilai := str(data.get(k, "")).strip())}
    if not semua.get("kelurahan", "").startswith(semua.get("kecamatan", "")):
        semua.pop("kelurahan", None)
    return semua


@hak("lihat_peserta", "buka_nik")
@require_POST
def ekspor(request: PetugasRequest) -> HttpResponse:
    alasan = request.POST.get("alasan", "")
    tugas = minta_ekspor(isian(request.POST), alasan=alasan, oleh=request.user)
    return redirect("tugas:detail", pk=tugas.pk)


@hak("mendata")
@require_GET
def ajukan_semua(request: PetugasRequest) -> HttpResponse:
    """Ask before everybody of this filter who can be submitted is."""
    saringan = PesertaFilter(request.GET, petugas=request.user)
    orang = saringan.hasil.bisa_diajukan().order_by()
    jumlah = orang.count()
    pks = orang.values_list("pk", flat=True) if jumlah <= PALING_BANYAK_DIAJUKAN else []
    konteks = {"jumlah": jumlah, "pks": pks, "paling_banyak": PALING_BANYAK_DIAJUKAN}
    return render(request, "peserta/ajukan_semua.html", konteks)
