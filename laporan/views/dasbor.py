"""Where the programme stands on a day. It is the first page of the Sekda.

The Sekda reads sentence, risks and measures in their order; everybody else what waits for them,
then the figures. Their own first page is :mod:`laporan.views.meja`.
"""

from collections.abc import Callable
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
from pijar.bulan import awal_bulan
from pijar.hak import Peran
from pijar.http import PetugasRequest, hak
from pijar.replika import baca_replika
from pijar.simpanan import Bacaan, bersama

SEMUA = "semua"


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
    diminta = request.GET.get("bagian", "")
    daftar = _bagian(request, form)
    konteks: dict[str, object] = {"form": form, "ada": set()}
    bacaan_sekda = _bacaan(form) if daftar is SEKDA else []
    if form.hari < form.hari_ini and perlu_pekerjaan(bacaan_sekda):
        konteks["tugas"] = minta_hitung(form.hari, dulu=form.dulu, oleh=request.user)
        return render(request, "laporan/beranda.html", konteks | {"daftar_bagian": ()})
    with bersama(bacaan_sekda):
        for b in daftar:
            if diminta in (b.kode, SEMUA):
                konteks |= b.isi(request, form) | {"ada": {*konteks["ada"], b.kode}}  # type: ignore[misc]
    konteks["daftar_bagian"] = daftar
    satu = next((b.template for b in daftar if b.kode == diminta), None)
    sebagian = satu if request.htmx else None
    return render(request, sebagian or "laporan/beranda.html", konteks)


def _bacaan(form: KeadaanForm) -> list[Bacaan]:
    return bacaan(form.hari, form.hari_ini, dulu=form.dulu)


def _bagian(request: PetugasRequest, form: KeadaanForm) -> tuple[Bagian, ...]:
    """The parts of this reader's page; what waits is of today only."""
    if request.user.peran == Peran.SEKDA:
        return SEKDA
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
    hari, kini = form.hari, form.hari == form.hari_ini
    # Figures cover the city; only an officer of the whole city finds as many people in the list,
    # which is that of today.
    seluruh_kota = request.user.has_perm("pijar.lihat_peserta") and not request.user.wilayah
    angka = sekda.baca(form, ANGKA, awal_bulan(hari), hari)
    return {
        "tautan": reverse("peserta:daftar") if seluruh_kota and kini else "",
        "rincian": reverse("laporan:rincian"),
        "rincian_hari": form.kueri,
        "sisa": request.user.peran == Peran.SEKDA,
        "angka": angka.nilai,
        "dihitung_pada": angka.pada,
    }


def _sekda(
    kode: str,
    kalimat: str,
    isi: Callable[[KeadaanForm], dict[str, object]],
    *,
    lebar: bool = False,
) -> Bagian:
    return Bagian(kode, kalimat, f"laporan/_sekda_{kode}.html", lambda _, form: isi(form), lebar)


UMUM = (
    Bagian("tunggu", "Mencari yang menunggu Anda …", "laporan/_tunggu.html", _tunggu),
    Bagian("angka", "Menghitung keadaan seluruh kota …", "laporan/_angka.html", _angka),
)
WILAYAH = Bagian("wilayah", "Menghitung wilayah Anda …", "laporan/_wilayah_saya.html", _wilayah)
SEKDA = (
    _sekda("posisi", "Menghitung posisi dan risikonya …", sekda.posisi, lebar=True),
    _sekda("arah", "Menghitung jalur ke target …", sekda.arah),
    _sekda("gerak", "Menghitung pergerakan bulan ini …", sekda.gerak),
    _sekda("uang", "Menjumlahkan uang menurut sumbernya …", sekda.uang, lebar=True),
    _sekda("liputan", "Membaca cakupan pekerja …", sekda.liputan, lebar=True),
    _sekda("tempat", "Menghitung cakupan kecamatan …", sekda.tempat),
    _sekda("asn", "Menghitung gerakan ASN …", sekda.asn),
    _sekda("terbantu", "Menghitung keluarga yang terbantu …", sekda.terbantu),
    UMUM[1],
)
