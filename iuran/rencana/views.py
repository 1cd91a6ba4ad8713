"""The plan of a year: without a scenario, by a saved one, and two of them side by side."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.buku.forms.sumber import TahunForm
from iuran.models import SkenarioRencana, SumberDana
from iuran.rencana.actions import (
    Baris,
    arsipkan,
    buat_skenario,
    isi_skenario,
    pastikan_milik,
    ubah_skenario,
)
from iuran.rencana.angka import (
    Dasar,
    Rencana,
    baca_dasar,
    keinginan_awal,
    keinginan_skenario,
    susun_rencana,
)
from iuran.rencana.aturan import Keinginan, bandingkan, jumlahkan
from iuran.rencana.dokumen import excel_rencana, nama_berkas
from iuran.rencana.forms import BandingForm, BarisForm, SkenarioForm, baris_sah
from iuran.rencana.gambar import gambar_bulan
from iuran.rencana.kalimat import kalimat_jumlah, kalimat_rencana, kalimat_target
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.rupiah import ribuan
from pijar.sidik import perbedaan, sidik


@require_GET
@hak("lihat_rencana")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The year as its targets, ceilings and grants give it, and the saved scenarios."""
    dasar = dasar_tahun(request, tahun_diminta(request))
    skenario = skenario_tahun(request, dasar.tahun)
    arsip = "arsip" in request.GET
    tampil = skenario.exclude(diarsipkan_pada=None) if arsip else skenario.aktif()
    rencana = susun_rencana(dasar, keinginan_awal(dasar))
    konteks = konteks_rencana(rencana) | {
        "daftar_tahun": daftar_tahun(request, dasar.tahun),
        "halaman": halaman(request, tampil.select_related("oleh"), 20),
        "arsip": arsip,
        "banding": BandingForm(skenario=skenario.aktif()),
    }
    return render(request, "iuran/rencana.html", konteks)


@require_GET
@hak("lihat_rencana")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """A saved scenario counted from today's figures, and what has changed since it was saved."""
    skenario = ambil(request, SkenarioRencana.objects, pk, "oleh")
    rencana = rencana_skenario(request, skenario)
    konteks = konteks_rencana(rencana) | {
        "skenario": skenario,
        "milik": skenario.oleh_id == request.user.pk,
        "berubah": perbedaan(sidik(skenario.dasar), rencana.dasar.isi),
    }
    return render(request, "iuran/rencana_detail.html", konteks)


@require_GET
@hak("lihat_rencana")
def unduh(request: PetugasRequest, pk: int | None = None) -> FileResponse:
    """The plan as Excel; sums only, so no reason is asked for."""
    if pk:
        skenario = ambil(request, SkenarioRencana.objects, pk)
        rencana, judul = rencana_skenario(request, skenario), f"Rencana {skenario}"
        nama = nama_berkas(rencana, skenario.nama)
    else:
        dasar = dasar_tahun(request, tahun_diminta(request))
        rencana = susun_rencana(dasar, keinginan_awal(dasar))
        judul, nama = f"Rencana tahun {dasar.tahun}", nama_berkas(rencana)
    isi = BytesIO(excel_rencana(rencana, judul))
    return FileResponse(isi, as_attachment=True, filename=nama)


@require_GET
@hak("lihat_rencana")
def banding(request: PetugasRequest) -> HttpResponse:
    """Two scenarios of a year with the difference of each source."""
    if not request.GET:
        return redirect("iuran:rencana")
    tahun = tahun_diminta(request)
    skenario = skenario_tahun(request, tahun).aktif()
    form = BandingForm(request.GET, skenario=skenario)
    konteks: dict[str, Any] = {"form": form, "tahun": tahun}
    if form.is_valid():
        dasar = dasar_tahun(request, tahun)
        kiri, kanan = (
            susun_rencana(dasar, keinginan_skenario(dasar, baris(form.cleaned_data[sisi])))
            for sisi in ("kiri", "kanan")
        )
        pasangan = list(zip(kiri.sumber, kanan.sumber, strict=True))
        konteks["tabel"] = [(a, b, bandingkan(a, b)) for a, b in pasangan]
        konteks["jumlah"] = jumlahkan(beda for _, _, beda in konteks["tabel"])
    return render(request, "iuran/rencana_banding.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """A scenario that begins with the plan of the year, or with another one (``?dari=``)."""
    asal = None
    if (dari := request.GET.get("dari", "")).isdecimal():
        asal = ambil(request, SkenarioRencana.objects, int(dari))
    dasar = dasar_tahun(request, asal.tahun if asal else tahun_diminta(request))
    if not dasar.sumber:
        raise Http404
    awal = {"nama": f"{asal.nama} (salinan)"[:80], "catatan": asal.catatan} if asal else {}
    form = SkenarioForm(request.POST or None, initial=awal)
    return isian(request, dasar, form, asal, kerja=lambda isi, semua: buat_skenario(
        dasar.tahun, isi, semua, dasar=dasar.isi, oleh=request.user, pada=timezone.now()
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    skenario = ambil(request, SkenarioRencana.objects, pk, "oleh")
    pastikan_milik(skenario, request.user)
    dasar = dasar_tahun(request, skenario.tahun)
    awal = {
        "nama": skenario.nama,
        "catatan": skenario.catatan,
        "dilihat": sidik(isi_skenario(skenario)),
    }
    form = SkenarioForm(request.POST or None, initial=awal)
    return isian(request, dasar, form, skenario, kerja=lambda isi, semua: ubah_skenario(
        skenario, isi, semua, dasar=dasar.isi, dilihat=isi["dilihat"], pada=timezone.now()
    ))  # fmt: skip


def isian(
    request: PetugasRequest,
    dasar: Dasar,
    form: SkenarioForm,
    asal: SkenarioRencana | None,
    *,
    kerja: Callable[[Mapping[str, Any], Baris], SkenarioRencana],
) -> HttpResponse:
    """Show the form with a line for each source, or save what it says."""
    semua = daftar_baris(request, dasar, asal)
    hasil: list[SkenarioRencana] = []

    def simpan(isi: Mapping[str, Any]) -> None:
        hasil.append(kerja(isi, {b.dasar.pk: b.cleaned_data for b in semua}))

    if form.is_bound and baris_sah(semua) and coba(form, simpan):
        messages.success(request, "Skenario disimpan. Tidak ada data lain yang berubah.")
        return redirect("iuran:rencana_detail", pk=hasil[0].pk)
    bernama = [(form, ""), *((b, b.dasar.nama) for b in semua)]
    salah = [(satu, sebutan) for satu, sebutan in bernama if satu.errors]
    konteks = {"form": form, "baris": semua, "dasar": dasar, "asal": asal, "salah": salah}
    status = status_form(form) if baris_sah(semua) else 422
    return render(request, "iuran/rencana_isian.html", konteks, status=status)


@require_POST
@hak("mengelola_iuran")
def arsip(request: PetugasRequest, pk: int) -> HttpResponse:
    """Put one's own scenario away (``arsip=1``), or bring it back."""
    skenario = ambil(request, SkenarioRencana.objects, pk, "oleh")
    simpan = request.POST.get("arsip") == "1"
    arsipkan(skenario, arsip=simpan, oleh=request.user, pada=timezone.now())
    kata = "diarsipkan" if simpan else "dikembalikan dari arsip"
    messages.success(request, f"Skenario {kata}.")
    return redirect("iuran:rencana_detail", pk=pk)


def tahun_diminta(request: PetugasRequest) -> int:
    """The year asked for; from October on the next one, which is then being planned."""
    form, kini = TahunForm(request.GET), timezone.localdate()
    diminta = form.cleaned_data["tahun"] if form.is_valid() else None
    return int(diminta or kini.year + (kini.month >= MULAI_MERENCANA))


MULAI_MERENCANA = 10


def dasar_tahun(request: PetugasRequest, tahun: int) -> Dasar:
    semua = SumberDana.objects.for_petugas(request.user)
    return baca_dasar(semua, tahun, pada=timezone.localdate())


def skenario_tahun(request: PetugasRequest, tahun: int) -> Any:
    return SkenarioRencana.objects.for_petugas(request.user).filter(tahun=tahun)


def baris(skenario: SkenarioRencana) -> Any:
    return skenario.daftar_baris.select_related("tarif")


def daftar_tahun(request: PetugasRequest, tahun: int) -> list[int]:
    """The years with a source, and the one that is shown, newest first."""
    semua = SumberDana.objects.for_petugas(request.user).order_by().values_list("tahun", flat=True)
    return sorted({*semua.distinct(), tahun}, reverse=True)


def rencana_skenario(request: PetugasRequest, skenario: SkenarioRencana) -> Rencana:
    dasar = dasar_tahun(request, skenario.tahun)
    return susun_rencana(dasar, keinginan_skenario(dasar, baris(skenario)))


def daftar_baris(
    request: PetugasRequest, dasar: Dasar, asal: SkenarioRencana | None
) -> list[BarisForm]:
    """A line for each source: as in ``asal``, else as the plan of the year has it."""
    ingin = keinginan_awal(dasar)
    ada = {b.sumber_id: b for b in baris(asal)} if asal else {}
    data = request.POST or None
    return [
        BarisForm(data, dasar=s, tahun=dasar.tahun, initial=awal_baris(ada.get(s.pk), ingin[s.pk]))
        for s in dasar.sumber
    ]


def awal_baris(ada: Any, ingin: Keinginan) -> dict[str, Any]:
    if ada:
        kolom = ("orang", "bulan_awal", "jumlah_bulan", "persen_ganti", "tarif")
        return {k: getattr(ada, k) for k in kolom} | {
            "pagu": None if ada.pagu is None else ribuan(ada.pagu)
        }
    return {
        "orang": ingin.orang,
        "bulan_awal": ingin.mulai,
        "jumlah_bulan": ingin.lama,
        "persen_ganti": ingin.ganti,
    }


def konteks_rencana(rencana: Rencana) -> dict[str, Any]:
    """What both pages of a plan show: sentences, picture and the months of each source."""
    return {
        "tahun": rencana.dasar.tahun,
        "pada": rencana.dasar.pada,
        "rencana": rencana,
        "sumber": kalimat_rencana(rencana.sumber, rencana.target),
        "target": [kalimat_target(t) for t in rencana.target],
        "jumlah": kalimat_jumlah(rencana.target),
        "gambar": gambar_bulan(rencana.kota),
        "tanpa_penerus": rencana.dasar.tanpa_penerus,
    }
