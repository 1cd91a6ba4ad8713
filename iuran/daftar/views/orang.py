"""The list of people: search, filter, export, submit in bulk."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.daftar.baris import BarisDaftar, baris_daftar, baris_temuan
from iuran.daftar.saringan import DaftarFilter
from peserta.bersih.nama import PANJANG_NAMA
from peserta.daftar import (
    PENCARIAN,
    Cari,
    baca_cari,
    diingat,
    ingat,
    kota_besar,
    minta_ekspor,
)
from peserta.models import Peserta
from peserta.orang import catat_cari
from pijar.forms import AlasanBukaForm
from pijar.http import PER_HALAMAN, PetugasRequest, hak, halaman, menyusul
from pijar.pengguna.gerbang import tanya_kode

PALING_BANYAK_DIAJUKAN = 5_000  # hidden fields of one form


@require_GET
@hak("lihat_peserta")
@menyusul("Mencari menurut perlindungan …", kota_besar, bila="cakupan")
def daftar(request: PetugasRequest) -> HttpResponse:
    saringan = saring(request, request.GET)
    satu = lengkapi(halaman(request, saringan.pks, per=saringan.per_halaman), request, saringan)
    konteks = {
        "saringan": saringan,
        "halaman": satu,
        "nomor": "",
        "ke": "",
        "dicari": saringan.data.get("q"),
    }
    return render(request, "iuran/daftar.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def cari(request: PetugasRequest) -> HttpResponse:
    """The search box: words go into a shareable address, a number never goes into an address.

    The number stays in the session under a random mark, so that Back leads to the same search.
    Whoever is the only one with the number is opened.
    """
    if request.method == "POST":
        return redirect(simpan_pencarian(request))
    isian = diingat(request.session, PENCARIAN, ke := request.GET.get("ke", ""))
    if isian is None:
        if "ke" in request.GET:
            messages.info(request, "Pencarian itu sudah tidak tersimpan. Tulis nomornya lagi.")
        return redirect("peserta:daftar")
    tertulis = baca_cari(isian["q"])
    saringan = saring(request, {**isian, "q": tertulis.penyempit})
    satu = halaman_nomor(saringan, tertulis)
    if len(satu.object_list) == 1:
        return redirect("iuran:perlindungan", pk=satu.object_list[0])
    satu = lengkapi(satu, request, saringan, tertulis)
    konteks = {"saringan": saringan, "halaman": satu, "nomor": isian["q"], "ke": ke, "dicari": True}
    return render(request, "iuran/daftar.html", konteks)


def simpan_pencarian(request: PetugasRequest) -> str:
    """Remember a typed number in the session; returns the address of the results.

    Words go into that address. The session keeps only the last few numbers.
    """
    isian = DaftarFilter.isian(request.POST)
    tertulis = baca_cari(isian.get("q", ""))
    nomor = tertulis.nomor
    if not nomor:
        return f"{reverse('peserta:daftar')}?{urlencode(isian)}"
    catat_cari(nomor, tertulis.hp, oleh=request.user)
    if len(isian["q"]) > PANJANG_NAMA:
        isian["q"] = nomor[:PANJANG_NAMA]
    return f"{reverse('peserta:cari')}?ke={ingat(request.session, PENCARIAN, isian)}"


def saring(request: PetugasRequest, data: Mapping[str, Any]) -> DaftarFilter:
    """The filters of ``data``; cover and ages are those of today."""
    return DaftarFilter(data, petugas=request.user, pada=timezone.localdate())


def halaman_nomor(saringan: DaftarFilter, tertulis: Cari) -> Page[int]:
    """One page of people with this number; a second page would need digits in its address."""
    orang = saringan.hasil.cari_nomor(tertulis.nomor, tertulis.hp)
    pks = list(orang.values_list("pk", flat=True)[:PER_HALAMAN])
    return Paginator(pks, PER_HALAMAN).get_page(1)


def lengkapi(
    satu: Page[Any], request: PetugasRequest, saringan: DaftarFilter, cari: Cari | None = None
) -> Page[Any]:
    """Replace the ids of a page by rows; finding and ordering the people needs only ids.

    Of a search each row also says until when its person is protected, and what matched.
    """
    semua = Peserta.objects.for_petugas(request.user)
    baris: list[BarisDaftar] = baris_daftar(semua, list(satu.object_list), saringan.pada)
    if cari or saringan.data.get("q"):
        baris = baris_temuan(baris, saringan.pada, maksud=saringan.maksud, cari=cari or Cari())
    satu.object_list = baris
    return satu


@require_POST
@hak("lihat_peserta", "buka_nik")
@tanya_kode
def ekspor(request: PetugasRequest) -> HttpResponse:
    saringan = saring(request, request.POST)
    alasan = AlasanBukaForm(request.POST).kalimat
    tugas = minta_ekspor(saringan.data, alasan=alasan, oleh=request.user, pada=saringan.pada)
    return redirect("tugas:detail", pk=tugas.pk)


@require_GET
@hak("mendata")
def ajukan_semua(request: PetugasRequest) -> HttpResponse:
    """Ask for confirmation before the officer submits the draf and dikembalikan of this filter."""
    orang = saring(request, request.GET).hasil.bisa_diajukan().order_by()
    jumlah = orang.count()
    pks = orang.values_list("pk", flat=True) if jumlah <= PALING_BANYAK_DIAJUKAN else []
    konteks = {"jumlah": jumlah, "pks": pks, "paling_banyak": PALING_BANYAK_DIAJUKAN}
    return render(request, "iuran/ajukan_semua.html", konteks)
