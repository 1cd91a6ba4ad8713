"""Cards to hand out by kelurahan, one hand-over, and cards that are late at BPJS."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.kartu.actions import HasilSerah, batalkan_serah, serahkan
from iuran.kartu.angka import KeadaanKartu, baca_kartu, menurut_keadaan, serah_berlaku, terlambat
from iuran.kartu.forms import KartuForm, SerahForm
from iuran.models import BarisBerkas, SerahKartu
from peserta.models import Peserta
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.rupiah import ribuan


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Cards of the officer's area by kelurahan, those that wait first."""
    kini = timezone.localdate()
    return tampilkan(request, request.GET, SerahForm(pada=kini))


def tampilkan(
    request: PetugasRequest, saringan: QueryDict, serah: SerahForm, status: int = 200
) -> HttpResponse:
    """The list under its filter, with the form of the hand-over."""
    form = KartuForm(saringan, petugas=request.user)
    orang = Peserta.objects.for_petugas(request.user)
    if form.di_kelurahan:
        orang = orang.filter(kelurahan=form.di_kelurahan)
    urut = menurut_keadaan(orang, form.pilihan).order_by("nama", "pk")
    hal = halaman(request, urut.select_related("kelurahan__kecamatan"))
    kartu, sudah = baca_kartu(hal.object_list), serah_berlaku(hal.object_list)
    konteks = {
        "form": form,
        "serah": serah,
        "halaman": hal,
        "baris": [(p, kartu[p.pk], sudah.get(p.pk)) for p in hal],
        "dicatat": form.pilihan != KeadaanKartu.SUDAH and request.user.has_perm("pijar.mendata"),
        "dicentang": _dicentang(serah),
        "kueri": saringan.urlencode(),
    }
    return render(request, "iuran/kartu.html", konteks, status=status)


def _dicentang(serah: SerahForm) -> list[int]:
    """The people whose boxes stay ticked when the form comes back."""
    if not serah.is_bound:
        return []
    return [int(k) for k in serah["orang"].value() if str(k).isdecimal()]


@require_POST
@hak("mendata")
def serah(request: PetugasRequest) -> HttpResponse:
    """Record the ticked cards; all of them or none."""
    form = SerahForm(request.POST, pada=timezone.localdate())
    saringan = QueryDict(request.POST.get("kueri", ""))
    hasil: list[HasilSerah] = []

    def kerja(isi: dict[str, Any]) -> None:
        orang = Peserta.objects.for_petugas(request.user)
        hasil.append(serahkan(orang, isi["orang"], form.serah, oleh=request.user))

    if not coba(form, kerja):
        return tampilkan(request, saringan, form, status_form(form))
    if hasil[0].dicatat:
        messages.success(request, f"{ribuan(hasil[0].dicatat)} kartu dicatat diserahkan.")
    if hasil[0].sudah:
        messages.info(request, f"{ribuan(hasil[0].sudah)} kartu sudah dicatat sebelumnya.")
    return redirect(f"{reverse('iuran:kartu')}?{saringan.urlencode()}")


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One hand-over; another officer cancels it with a reason."""
    terkait = ("peserta__kelurahan__kecamatan", "oleh", "dibatalkan_oleh")
    satu = ambil(request, SerahKartu.objects, pk, *terkait)
    boleh = request.user.has_perm("pijar.mendata")
    form = AlasanSingkatForm(request.POST if request.method == "POST" and boleh else None)

    def kerja(isi: dict[str, Any]) -> None:
        batalkan_serah(satu, alasan=isi["alasan"], oleh=request.user, pada=timezone.now())

    if form.is_bound and coba(form, kerja):
        messages.success(request, "Serah kartu dibatalkan. Kartunya menunggu diserahkan lagi.")
        return redirect("iuran:kartu_detail", pk=pk)
    konteks = {
        "serah": satu,
        "form": form,
        "boleh": boleh and satu.dibatalkan_pada is None,
        "sendiri": satu.oleh_id == request.user.pk,
    }
    return render(request, "iuran/kartu_detail.html", konteks, status=status_form(form))


@require_GET
@hak("lihat_peserta")
def menunggu(request: PetugasRequest) -> HttpResponse:
    """People of the area whose card is late at BPJS, the longest first, with their batch."""
    kini = timezone.localdate()
    milik = BarisBerkas.objects.for_petugas(request.user)
    lama = terlambat(milik, kini).select_related(
        "berkas_bpjs__sumber", "peserta__kelurahan__kecamatan"
    )
    hal = halaman(request, lama)
    baris = [(b, (kini - b.sejak).days) for b in hal]
    konteks = {"halaman": hal, "baris": baris, "hari": settings.KARTU_TERLAMBAT_HARI}
    return render(request, "iuran/kartu_menunggu.html", konteks)
