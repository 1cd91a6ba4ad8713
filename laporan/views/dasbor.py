"""Where the programme stands on a day. It is the first page of the Sekda.

The Sekda reads sentence, risks and measures in their order; everybody else what waits for them,
then the figures. Their own first page is :mod:`laporan.views.meja`.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.perlindungan import potret
from laporan import pekerjaan_rumah
from laporan.dahulu import sebagaimana_diketahui
from laporan.forms import KeadaanForm
from laporan.hari import bacaan, minta_hitung, perlu_pekerjaan
from laporan.simpan import ANGKA
from laporan.views import sekda
from laporan.views.meja import meja
from peserta.models import Kecamatan, Peserta
from pijar.bulan import jam_wib
from pijar.hak import Peran
from pijar.http import PetugasRequest, hak
from pijar.models import Tugas
from pijar.replika import baca_replika
from pijar.simpanan import Kelompok, bersama

SEMUA = "semua"
HALAMAN = "laporan/beranda.html"


class Bagian(NamedTuple):
    """A part of the page: its code in the address, what stands there until it is counted."""

    kode: str
    kalimat: str
    template: str
    isi: Callable[[PetugasRequest, KeadaanForm], dict[str, object]]
    lebar: bool = True


@require_GET
@hak("lihat_laporan")
@baca_replika
def beranda(request: PetugasRequest) -> HttpResponse:
    """One's work; for the Sekda, and for who asks for a part or a day, the figures."""
    if request.GET or request.user.peran == Peran.SEKDA:
        return angka(request)
    return meja(request)


@require_GET
@hak("lihat_laporan")
@baca_replika
def keadaan(request: PetugasRequest) -> HttpResponse:
    """The figures of the whole city, at an address of their own."""
    return angka(request)


def angka(request: PetugasRequest) -> HttpResponse:
    """The frame at once; the parts follow, since everybody is counted anew for each reader.

    ``?bagian=semua`` is the whole page, for who has no script. ``?pada=`` is the day of which the
    figures speak, ``?tahu=dulu`` as they were known then.
    """
    form = KeadaanForm(request.GET, hari_ini=timezone.localdate())
    form.is_valid()
    isi = _beranda_sekda if request.user.peran == Peran.SEKDA else _beranda_petugas
    return isi(request, form)


def _beranda_petugas(request: PetugasRequest, form: KeadaanForm) -> HttpResponse:
    """The parts of this reader, each with links to what they may open."""
    diminta, daftar = request.GET.get("bagian", ""), _bagian(request, form)
    ada = [b for b in daftar if diminta in (b.kode, SEMUA)]
    konteks: dict[str, object] = {"form": form, "daftar_bagian": [(b, "") for b in daftar]}
    for b in ada:
        konteks |= b.isi(request, form)
    satu = next((b.template for b in ada if b.kode == diminta), None)
    templat = satu if satu and request.htmx else HALAMAN
    return render(request, templat, konteks | {"ada": [b.kode for b in ada]})


def _beranda_sekda(request: PetugasRequest, form: KeadaanForm) -> HttpResponse:
    """The same from what is kept, whole at once where nobody must wait for a figure."""
    keadaan, diminta = form.keadaan, request.GET.get("bagian", "")
    with bersama(bacaan(keadaan).values()) as angka:
        if tugas := _tugas(request, form, angka):
            return render(request, HALAMAN, {"form": form, "tugas": tugas, "daftar_bagian": ()})
        if not (diminta or request.htmx) and angka.siap:
            diminta = SEMUA
        ada = (b for b in sekda.BAGIAN if diminta in (b.kode, SEMUA))
        isi = {b.kode: sekda.tampil(b, keadaan) for b in ada}
    if request.htmx and diminta in isi:
        return HttpResponse(isi[diminta])
    return render(request, HALAMAN, {"form": form, "daftar_bagian": _dengan(isi)})


def _dengan(isi: Mapping[str, str]) -> list[tuple[sekda.Bagian, str]]:
    """Each part of the Sekda's page with its text, where that is there."""
    return [(b, isi.get(b.kode, "")) for b in sekda.BAGIAN]


def _tugas(request: PetugasRequest, form: KeadaanForm, angka: Kelompok) -> Tugas | None:
    """The job that counts the figures of a past day, where a page cannot."""
    if form.hari < form.hari_ini and perlu_pekerjaan(angka):
        return minta_hitung(form.hari, dulu=form.dulu, oleh=request.user)
    return None


def _bagian(request: PetugasRequest, form: KeadaanForm) -> tuple[Bagian, ...]:
    """The parts of this reader's page; what waits is of today only."""
    bagian = [UMUM[0]] if form.hari == form.hari_ini else []
    return (*bagian, *([WILAYAH] if request.user.wilayah else []), UMUM[1])


def _tunggu(request: PetugasRequest, form: KeadaanForm) -> dict[str, object]:
    return {"daftar_tunggu": pekerjaan_rumah.untuk(request.user, pada=form.hari)}


def _wilayah(request: PetugasRequest, form: KeadaanForm) -> dict[str, object]:
    """The cover of the people of one's own area; the list of today counts the same people."""
    orang = Peserta.objects.for_petugas(request.user)
    with sebagaimana_diketahui(form.diketahui):
        ringkas = potret(form.hari, di=orang).ringkasan
    return {
        "ringkas": ringkas,
        "daftar_kecamatan": Kecamatan.objects.for_petugas(request.user),
        "daftar_orang": reverse("peserta:daftar") if form.hari == form.hari_ini else "",
    }


def _angka(request: PetugasRequest, form: KeadaanForm) -> dict[str, object]:
    kini = form.hari == form.hari_ini
    # Figures cover the city; only an officer of the whole city finds as many people in the list,
    # which is that of today.
    seluruh_kota = request.user.has_perm("pijar.lihat_peserta") and not request.user.wilayah
    simpanan, *kunci = bacaan(form.keadaan)[ANGKA]
    angka = simpanan.baca(*kunci)
    return {
        "tautan": reverse("peserta:daftar") if seluruh_kota and kini else "",
        "rincian": reverse("laporan:rincian"),
        "rincian_hari": form.kueri,
        "angka": angka.nilai,
        "saat": jam_wib(angka.pada),
    }


UMUM = (
    Bagian("tunggu", "Mencari yang menunggu Anda …", "laporan/_tunggu.html", _tunggu),
    Bagian("angka", "Menghitung keadaan seluruh kota …", "laporan/_angka.html", _angka),
)
WILAYAH = Bagian("wilayah", "Menghitung wilayah Anda …", "laporan/_wilayah_saya.html", _wilayah)
