"""The queue: filtered, sorted, searched."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peserta.daftar import baca_cari, diingat, ingat, memuat_nomor
from peserta.models import JenisBerkas
from peserta.orang import catat_cari
from pijar.http import PetugasRequest, hak, halaman
from verifikasi import actions
from verifikasi.actions.massal import PALING_BANYAK
from verifikasi.fakta import berkas
from verifikasi.forms import SaringAntreanForm
from verifikasi.models import Jawaban, Pengajuan
from verifikasi.penilaian import HasilKriteria, nilai_kasus

SESI_CARI = "cari_antrean"


class BarisAntrean(NamedTuple):
    """A case in the queue; ``perlu`` and ``terpenuhi`` are its criteria.

    ``hari`` is how long it waits, ``dipegang`` who else holds it, ``terlibat`` whether this
    verifier may not decide it.
    """

    kasus: Pengajuan
    perlu: list[HasilKriteria]
    terpenuhi: list[HasilKriteria]
    hari: int
    berkas: str
    dipegang: str
    terlibat: bool


@require_GET
@hak("memverifikasi")
def antrean(request: PetugasRequest) -> HttpResponse:
    form = saring(request, request.GET)
    if "ke" in request.GET and not form.tersimpan:
        messages.info(request, "Pencarian itu sudah tidak tersimpan. Tulis nomornya lagi.")
        return redirect("verifikasi:antrean")
    kasus = form.antrean().select_related("peserta__kelurahan__kecamatan", "diajukan_oleh")
    hal = halaman(request, kasus)
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": baris_antrean(request, list(hal)),
        "paling_banyak": PALING_BANYAK,
    }
    if request.htmx:
        return render(request, "verifikasi/_antrean_tabel.html", konteks)
    form.tawarkan_kelurahan()
    return render(request, "verifikasi/antrean.html", konteks)


def baris_antrean(request: PetugasRequest, kasus: list[Pengajuan]) -> list[BarisAntrean]:
    pada = timezone.localdate()
    hasil = nilai_kasus(kasus, pada=pada)
    dipegang = actions.dipegang([k.pk for k in kasus], oleh=request.user)
    papan = berkas(k.peserta_id for k in kasus)
    return [
        BarisAntrean(
            k,
            *pisahkan(hasil[k.pk]),
            (pada - timezone.localdate(k.diajukan_pada)).days,
            nama_berkas(papan.get(k.peserta_id, {})),
            dipegang.get(k.pk, ""),
            request.user.pk in k.semua_terlibat,
        )
        for k in kasus
    ]


def nama_berkas(ada: Mapping[str, date]) -> str:
    """The kinds of papers that are there, in the order in which officers name them."""
    return ", ".join(jenis.label for jenis in JenisBerkas if jenis in ada)


def pisahkan(hasil: list[HasilKriteria]) -> tuple[list[HasilKriteria], list[HasilKriteria]]:
    """Criteria that need a look, and those that are met."""
    return (
        [h for h in hasil if h.jawaban != Jawaban.YA],
        [h for h in hasil if h.jawaban == Jawaban.YA],
    )


def saring(request: PetugasRequest, data: Mapping[str, Any]) -> SaringAntreanForm:
    """The filters of ``data``; with the mark ``ke`` those that the session keeps."""
    isian = diingat(request.session, SESI_CARI, data.get("ke", ""))
    if isian is None:
        return SaringAntreanForm(data, petugas=request.user)
    return SaringAntreanForm(isian, petugas=request.user, tersimpan=True)


@require_POST
@hak("memverifikasi")
def cari(request: PetugasRequest) -> HttpResponse:
    """Words go into a shareable address; a number stays in the session under a random mark."""
    nama = SaringAntreanForm.base_fields
    isian = {n: isi for n in nama if (isi := request.POST.get(n, "").strip())}
    alamat = reverse("verifikasi:antrean")
    if not memuat_nomor(isian.get("q", "")):
        return redirect(f"{alamat}?{urlencode(isian)}")
    tertulis = baca_cari(isian["q"])
    catat_cari(tertulis.nomor, tertulis.hp, oleh=request.user)
    return redirect(f"{alamat}?ke={ingat(request.session, SESI_CARI, isian)}")
