"""Places that somebody left: which are free, the decree that fills them, the chain of one."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.models import Bantuan
from peserta.models import Peserta
from pijar.bulan import awal_bulan
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.rupiah import ribuan
from verifikasi.actions.pengganti import susun_pengganti, usulkan_pengganti
from verifikasi.calon import draf_berkunci
from verifikasi.forms.pengganti import PenggantiForm, PilihTempatForm, SaringTempatForm
from verifikasi.models import Penetapan
from verifikasi.rantai import rantai
from verifikasi.tempat import Tempat, dibayar_oleh, jumlah, rinci, ringkas, tempat_kosong


@require_GET
@hak("menetapkan")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Free places by source, with the months and rupiah that are left of each."""
    saring = SaringTempatForm(request.GET)
    mulai = saring.bulan(awal_bulan(timezone.localdate()))
    semua = tempat_kosong(request.user, mulai)
    if sumber := saring.cleaned_data.get("sumber"):
        semua = dibayar_oleh(semua, sumber)
    satu_halaman = halaman(request, semua)
    konteks = {
        "saring": saring,
        "mulai": mulai,
        "sumber": sumber,
        "halaman": satu_halaman,
        "tempat": rinci(satu_halaman),
        "ringkas": ringkas(semua),
    }
    return render(request, "verifikasi/tempat_kosong.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def isi(request: PetugasRequest) -> HttpResponse:
    """Who comes to the ticked places, and the decree that says so."""
    data = request.POST if "susun" in request.POST else None
    kepala = PenggantiForm(data)
    kepala.is_valid()
    isian = getattr(kepala, "cleaned_data", {})
    if draf := draf_berkunci(isian.get("kunci"), request.user):  # its places are taken by now
        return redirect("verifikasi:penetapan_detail", pk=draf.pk)
    pilih = PilihTempatForm(request.POST or request.GET)
    pilih.is_valid()
    pada: date = isian.get("tanggal") or max(
        timezone.localdate(), pilih.cleaned_data.get("mulai") or date.min
    )
    tempat = dicentang(request, pilih, pada)
    if not tempat:
        return tanpa_tempat(request)
    pasangan, orang = usulkan_pengganti(tempat, oleh=request.user, pada=pada)
    form = PenggantiForm(data, pasangan=pasangan, orang=orang, initial={"tanggal": pada})
    if jadi := susun(request, tempat, form):
        return redirect("verifikasi:penetapan_detail", pk=jadi.pk)
    konteks = {
        "form": form,
        "pasangan": pasangan,
        "dipilih": form.pilihan(),
        "kurang": sum(p.orang is None for p in pasangan),
        "asal": {t.penetapan for t in tempat},
        "jumlah": jumlah(tempat),
    }
    return render(request, "verifikasi/tempat_isi.html", konteks, status=status_form(form))


def tanpa_tempat(request: PetugasRequest) -> HttpResponse:
    """Nothing was ticked; or by now none of it is free, so that what was typed comes back."""
    if request.method == "POST":
        raise AturanDilanggarError("Tempat yang dicentang sudah tidak kosong. Pilih lagi.")
    messages.warning(request, "Centang dahulu tempat yang diisi; yang kosong ada di bawah.")
    return redirect("verifikasi:tempat_kosong")


def dicentang(request: PetugasRequest, pilih: PilihTempatForm, pada: date) -> list[Tempat]:
    """The ticked places of this officer's area that are free, or all that a source pays."""
    if pilih.errors:
        return []
    semua = tempat_kosong(request.user, awal_bulan(pada))
    data = pilih.cleaned_data
    if data["semua"] and data["sumber"]:
        semua = dibayar_oleh(semua, data["sumber"])
    else:
        semua = semua.filter(pk__in=data["tempat"])
    return rinci(semua)


def susun(
    request: PetugasRequest, tempat: Sequence[Tempat], form: PenggantiForm
) -> Penetapan | None:
    """Draft the decree that the form asks for."""
    if not form.is_valid():
        return None
    jadi: list[Penetapan] = []

    def kerja(data: dict[str, object]) -> None:
        pks = [t.bantuan.pk for t in tempat]
        alasan = str(data["alasan"])
        jadi.append(susun_pengganti(pks, form.isian(), alasan=alasan, oleh=request.user))

    if not coba(form, kerja):
        return None
    messages.success(request, f"Draf dibuat: {ribuan(len(tempat))} tempat diisi lagi.")
    return jadi[0]


@require_GET
@hak("menetapkan")
def satu(request: PetugasRequest, pk: int) -> HttpResponse:
    """Who held one place, from the first to the last."""
    bantuan = ambil(request, Bantuan.objects, pk, "sumber")
    semua = rantai(bantuan)
    milik = Peserta.objects.for_petugas(request.user).filter(pk__in=[m.peserta.pk for m in semua])
    konteks = {
        "bantuan": bantuan,
        "rantai": semua,
        "milik": set(milik.values_list("pk", flat=True)),
    }
    return render(request, "verifikasi/tempat.html", konteks)
