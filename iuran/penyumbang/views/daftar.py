"""The two lists of the movement: donors, and their promises."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.models import Janji, Penyumbang
from iuran.penyumbang.forms.janji import saring_janji_form
from iuran.penyumbang.forms.penyumbang import saring_penyumbang_form
from iuran.penyumbang.saringan import (
    dengan_lunas,
    jumlah_pekerja,
    keadaannya,
    saring_janji,
    saring_penyumbang,
)
from pijar.http import PetugasRequest, hak, halaman


@require_GET
@hak("lihat_peserta")
def penyumbang(request: PetugasRequest) -> HttpResponse:
    """Donors, by name; an officer of an area sees those of workers there."""
    form = saring_penyumbang_form(request.GET, request.user)
    semua = saring_penyumbang(Penyumbang.objects.for_petugas(request.user), form.isi)
    hal = halaman(request, semua.select_related("opd"))
    jumlah = jumlah_pekerja(hal, request.user)
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(p, jumlah.get(p.pk, 0)) for p in hal],
    }
    return render(request, "iuran/penyumbang.html", konteks)


@require_GET
@hak("lihat_peserta")
def janji(request: PetugasRequest) -> HttpResponse:
    """Promises with the state of their payment; those that end first at the top."""
    pada = timezone.localdate()
    form = saring_janji_form(request.GET, request.user)
    semua = saring_janji(Janji.objects.for_petugas(request.user), form.isi, pada)
    terkait = ("penyumbang__opd", "peserta__kelurahan__kecamatan")
    hal = halaman(request, dengan_lunas(semua).select_related(*terkait))
    konteks = {"form": form, "halaman": hal, "baris": list(keadaannya(hal, pada))}
    return render(request, "iuran/janji.html", konteks)
