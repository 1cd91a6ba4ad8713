"""The board of people who soon lose cover, and people near 65."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.daftar.forms import BerakhirForm, UsiaForm
from iuran.daftar.gambar import gambar_gelombang
from iuran.daftar.papan import Papan, papan
from iuran.models import SumberDana
from iuran.peristiwa import DASAR_USIA, jumlah_usia, mendekati_65, ulang_tahun
from iuran.perlindungan import Saring, UjungOrang, tanpa_perlindungan
from peserta.models import Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.beruntun import Bagian, Beruntun
from pijar.http import PetugasRequest, hak, halaman
from pijar.models import DasarHukum

BAGIAN = {
    "papan": "iuran/_berakhir_papan.html",
    "orang": "iuran/_berakhir_orang.html",
    "tab": "iuran/_berakhir_tab.html",
}
SEMUA = "semua"
TAB = frozenset({"iuran:berakhir", "iuran:habis", "iuran:usia"})
BANYAK = 2_000  # people of a month from whom on a page asks one after the other


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The frame at once; figures, people and the counts on the tabs follow.

    ``?bagian=semua`` is the whole page, for who has no script.
    """
    bagian = request.GET.get("bagian", "")
    kini = timezone.localdate()
    form = BerakhirForm(request.GET, petugas=request.user, pada=kini)
    utuh = SEMUA if bagian == SEMUA else None
    konteks: dict[str, Any] = {"form": form, "kini": kini, "utuh": utuh}
    konteks |= dict.fromkeys(("jumlah", "papan", "halaman"))
    if bagian in ("papan", "orang", SEMUA):
        konteks |= isi_papan(request, form, bagian)
    if bagian in ("tab", SEMUA):
        asal = request.GET.get("aktif", "")
        konteks |= {"jumlah": jumlah_tab(request, kini), "aktif": asal if asal in TAB else ""}
    sebagian = BAGIAN.get(bagian) if request.htmx else None
    return render(request, sebagian or "iuran/berakhir.html", konteks)


def isi_papan(request: PetugasRequest, form: BerakhirForm, bagian: str) -> dict[str, Any]:
    """Board and list from one count, so that each figure is as many people of the list."""
    orang = Peserta.objects.for_petugas(request.user).filter(form.syarat)
    satu = papan(form.pada, orang if form.syarat or request.user.wilayah else None)
    konteks: dict[str, Any] = {}
    if bagian != "orang":
        konteks |= angka_papan(request, form, satu, orang)
    if bagian != "papan":
        konteks |= orang_papan(request, form, satu, orang)
    return konteks


def angka_papan(
    request: PetugasRequest, form: BerakhirForm, satu: Papan, orang: PesertaQuerySet
) -> dict[str, Any]:
    """The picture, its table, the next cliff, the gaps."""
    sumber, bulan = form.sumber_terpilih, form.bulan_terpilih
    tersaring = satu.dari(sumber)
    bulan = bulan or tersaring.bulan_tebing
    pagu = not request.user.wilayah and request.user.has_perm("pijar.mengelola_iuran")
    tebing = tersaring.tebing(bulan, orang, pagu=pagu) if bulan else None
    return {
        "papan": tersaring,
        "gelombang": tersaring.gelombang,
        "gambar": gambar_gelombang(tersaring.gelombang),
        "tebing": tebing,
        "kalimat": tebing.kalimat(form.pada) if tebing and tebing.orang else "",
        "siapkan": siapkan(form, tersaring, bulan) if bulan else [],
    }


class Siapkan(NamedTuple):
    """The extension of one source's people of a month: how many, and the query of its page."""

    sumber: SumberDana
    orang: int
    kueri: str


def siapkan(form: BerakhirForm, satu: Papan, bulan: date) -> list[Siapkan]:
    """One extension for each source: each goes on with its own payer."""
    return [
        Siapkan(sumber, orang, form.alamat_perpanjangan(bulan, sumber.pk))
        for sumber, orang in satu.gelombang.pada(bulan)
    ]


class BarisOrang(NamedTuple):
    """One person of the list with the end of their cover."""

    orang: Peserta
    ujung: UjungOrang
    sumber: SumberDana


def orang_papan(
    request: PetugasRequest, form: BerakhirForm, satu: Papan, orang: PesertaQuerySet
) -> dict[str, Any]:
    """The people, the nearest month first and by name in it."""
    apa = form.saring
    jumlah = satu.jumlah(apa)
    urut = [
        Bagian(
            jumlah[bulan],
            satu.ujung.saring(
                orang, Saring((bulan,), apa.sumber, apa.jeda), banyak=jumlah[bulan] > BANYAK
            )
            .select_related("kelurahan__kecamatan")
            .order_by("nama", "pk"),
        )
        for bulan in sorted(jumlah)
    ]
    hal = halaman(request, Beruntun(urut))
    return {"halaman": hal, "baris": lengkapi(satu, list(hal))}


def lengkapi(satu: Papan, orang: Sequence[Peserta]) -> list[BarisOrang]:
    """The people of one page with end, source and gap."""
    akhir = satu.ujung.orang([o.pk for o in orang])
    return [
        BarisOrang(o, akhir[o.pk], satu.sumber[akhir[o.pk].sumber_id])
        for o in orang
        if o.pk in akhir
    ]


def jumlah_tab(request: PetugasRequest, kini: date) -> dict[str, int]:
    """How many people the other two tabs hold."""
    orang = Peserta.objects.for_petugas(request.user)
    return {
        "habis": tanpa_perlindungan(orang, kini).count(),
        "usia": mendekati_65(kini, di=orang).count(),
    }


@require_GET
@hak("lihat_peserta")
def usia(request: PetugasRequest) -> HttpResponse:
    """People of the officer's area at or near 65 (within half a year), the oldest first."""
    kini = timezone.localdate()
    form = UsiaForm(request.GET, petugas=request.user)
    dekat = Peserta.objects.for_petugas(request.user).filter(form.syarat)
    orang = mendekati_65(kini, form.bulan, di=dekat)
    urut = orang.select_related("kelurahan__kecamatan").order_by("tanggal_lahir", "pk")
    hal = halaman(request, urut)
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(p, ulang_tahun(p.tanggal_lahir)) for p in hal],
        "jumlah": jumlah_usia(mendekati_65(kini, di=dekat), kini),
        "kini": kini,
        "dasar": DasarHukum.objects.for_petugas(request.user).satu(DASAR_USIA),
    }
    return render(request, "iuran/usia.html", konteks)
