"""Accounts as admins manage them: list, one account, changes, proposals of another admin."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form, type_view
from pijar.ketikan import beri_lihat, bibit_lihat
from pijar.models import JejakAkses, Pengguna, UsulanAkun
from pijar.pengguna import akun, usulan
from pijar.pengguna.forms import AkunForm, SaringPenggunaForm
from pijar.pengguna.gerbang import tanya_kode
from pijar.pengguna.isi import IsiAkun
from pijar.pengguna.sandi import sandi_dari
from pijar.usulan import tampilan

PERISTIWA = 20  # newest events on the page of an account


class Tindakan(NamedTuple):
    """What a page of an account does after its reason: verb, title, what it says before."""

    kerja: Callable[..., akun.Hasil]
    judul: str
    keterangan: str
    selesai: str = ""


TINDAKAN = {
    "reset": Tindakan(
        akun.reset_sandi,
        "Reset kata sandi",
        "Kata sandi lama tidak berlaku lagi dan sesi yang berjalan berakhir. Kata sandi sementara "
        "tampil satu menit, membuka satu kali masuk, dan harus segera diganti pemiliknya.",
    ),
    "lepas_faktor": Tindakan(
        akun.lepas_faktor,
        "Lepas faktor kedua",
        "Untuk ponsel yang hilang atau rusak. Kata sandinya tetap; saat masuk berikutnya pemilik "
        "akun memasang faktor kedua yang baru.",
        "Faktor kedua dilepas.",
    ),
    "nonaktifkan": Tindakan(
        akun.nonaktifkan,
        "Nonaktifkan akun",
        "Akun tidak dapat masuk lagi dan sesinya berakhir seketika. Yang pernah dikerjakannya "
        "tetap tercatat.",
        "Akun dinonaktifkan.",
    ),
    "akhiri_sesi": Tindakan(
        akun.akhiri_sesi,
        "Akhiri semua sesi",
        "Di setiap perangkat akun ini harus masuk lagi. Kata sandinya tetap: bila bocor, reset.",
        "Semua sesinya berakhir.",
    ),
    "aktifkan": Tindakan(
        akun.aktifkan, "Aktifkan akun", "Akun dapat masuk lagi.", "Akun diaktifkan."
    ),
    "buka_kunci": Tindakan(
        akun.buka_kunci,
        "Buka kunci masuk",
        "Setelah beberapa kali salah, masuk terkunci sementara. Kata sandinya tetap.",
        "Kunci dibuka; orangnya dapat mencoba masuk lagi.",
    ),
}


def seluruh_kota(view: type_view) -> type_view:
    """Refuse an admin of one area, who would make an account without one; below the right."""

    @wraps(view)
    def dalam(request: PetugasRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.wilayah:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return dalam


@require_GET
@hak("mengelola_pengguna")
@seluruh_kota
def daftar(request: PetugasRequest) -> HttpResponse:
    """Accounts by name; above them what waits for another admin."""
    form = SaringPenggunaForm(request.GET)
    semua = Pengguna.objects.for_petugas(request.user).prefetch_related("groups")
    if form.is_valid():
        semua = saring(semua, form.cleaned_data)
    konteks = {
        "form": form,
        "halaman": halaman(request, semua.order_by("nama", "pk")),
        "menunggu": UsulanAkun.objects.for_petugas(request.user)
        .menunggu()
        .select_related("pengguna", "diusulkan_oleh"),
    }
    return render(request, "pengguna/daftar.html", konteks)


def saring(semua: Any, isi: dict[str, Any]) -> Any:
    """The accounts that the filters leave; without one, those that may sign in."""
    if isi["keadaan"] != "semua":
        semua = semua.filter(is_active=isi["keadaan"] != "nonaktif")
    if isi["peran"]:
        semua = semua.filter(groups__name=isi["peran"])
    kata = isi["q"]
    cari = Q(nama__icontains=kata) | Q(username__icontains=kata) | Q(nip__startswith=kata)
    return semua.filter(cari) if kata else semua


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
@seluruh_kota
@tanya_kode
def baru(request: PetugasRequest) -> HttpResponse:
    form = AkunForm(request.POST or None)
    hasil: list[akun.Hasil] = []

    def kerja(isi: dict[str, Any]) -> None:
        hasil.append(
            akun.buat_akun(form.isi(), alasan=isi["alasan"], oleh=request.user, pada=timezone.now())
        )

    if coba(form, kerja):
        return sesudah(request, hasil[0])
    return render(request, "pengguna/isian.html", {"form": form}, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
@seluruh_kota
@tanya_kode
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    satu = ambil(request, Pengguna.objects, pk)
    form = AkunForm(request.POST or None, akun=satu)
    hasil: list[akun.Hasil] = []

    def kerja(isi: dict[str, Any]) -> None:
        hasil.append(
            akun.ubah_akun(
                satu, form.isi(), alasan=isi["alasan"], oleh=request.user, pada=timezone.now()
            )
        )

    if coba(form, kerja):
        return sesudah(request, hasil[0], "Perubahan disimpan.")
    konteks = {"form": form, "akun": satu}
    return render(request, "pengguna/isian.html", konteks, status=status_form(form))


@require_GET
@hak("mengelola_pengguna")
@seluruh_kota
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One account: what it may do, where, its password and second factor, its events."""
    satu = ambil(request, Pengguna.objects, pk, "sandi_direset_oleh")
    jejak = JejakAkses.objects.for_petugas(request.user).akun(satu.username).tentang_akun()
    konteks = {
        "akun": satu,
        "isi": IsiAkun.dari(satu).tampil(),
        "sendiri": satu.pk == request.user.pk,
        "usulan": UsulanAkun.objects.for_petugas(request.user).filter(pengguna=satu).menunggu(),
        "jejak": jejak.select_related("oleh")[:PERISTIWA],
    }
    return render(request, "pengguna/detail.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
@seluruh_kota
@tanya_kode
def tindakan(request: PetugasRequest, pk: int, jenis: str) -> HttpResponse:
    """One act on an account, with its reason."""
    satu, apa = ambil(request, Pengguna.objects, pk), TINDAKAN[jenis]
    form = AlasanSingkatForm(request.POST or None)
    hasil: list[akun.Hasil] = []

    def kerja(isi: dict[str, Any]) -> None:
        hasil.append(apa.kerja(satu, alasan=isi["alasan"], oleh=request.user, pada=timezone.now()))

    if coba(form, kerja):
        return sesudah(request, hasil[0], apa.selesai)
    konteks = {"form": form, "akun": satu, "apa": apa, "dua": satu.berkuasa and jenis in BERDUA}
    return render(request, "pengguna/tindakan.html", konteks, status=status_form(form))


BERDUA = {"reset", "lepas_faktor", "aktifkan"}


def sesudah(request: PetugasRequest, hasil: akun.Hasil, kalimat: str = "") -> HttpResponse:
    """The proposal, the new password (for a minute), or the account."""
    if hasil.usulan:
        messages.success(
            request,
            "Usulan tercatat; belum ada yang berubah. Sekarang admin lain mengonfirmasinya.",
        )
        return redirect("pengguna:usulan", pk=hasil.usulan.pk)
    if hasil.pengguna and hasil.bibit:
        beri_lihat(request, f"akun {hasil.pengguna.pk}", hasil.bibit)
        return redirect("pengguna:sandi", pk=hasil.pengguna.pk)
    messages.success(request, kalimat)
    return (
        redirect("pengguna:detail", pk=hasil.pengguna.pk)
        if hasil.pengguna
        else redirect("pengguna:daftar")
    )


@require_GET
@hak("mengelola_pengguna")
@seluruh_kota
def sandi(request: PetugasRequest, pk: int) -> HttpResponse:
    """The password that this admin had made, for the minute after it; whoever is late makes one."""
    satu = ambil(request, Pengguna.objects, pk)
    bibit = bibit_lihat(request, f"akun {pk}")
    konteks = {"akun": satu, "sandi": sandi_dari(bibit) if bibit else ""}
    return render(request, "pengguna/sandi.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
@seluruh_kota
@tanya_kode
def satu_usulan(request: PetugasRequest, pk: int) -> HttpResponse:
    """One proposal: another admin confirms what the page shows, or either drops it."""
    satu = ambil(request, UsulanAkun.objects, pk, "pengguna", "diusulkan_oleh", "diputus_oleh")
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        hasil = usulan.konfirmasi(satu, dilihat=dilihat, oleh=request.user, pada=timezone.now())
        return sesudah(request, hasil, f"{satu.get_jenis_display()}: dikonfirmasi.")
    if form.is_valid():
        usulan.tolak(
            satu, alasan=form.cleaned_data["alasan"], oleh=request.user, pada=timezone.now()
        )
        messages.success(request, "Usulan tidak jadi; akunnya tetap.")
        return redirect("pengguna:daftar")
    konteks = tampilan(satu, usulan.isi_usulan(satu), oleh=request.user) | {
        "form": form,
        "tentang_saya": satu.pengguna_id == request.user.pk,
    }
    return render(request, "pengguna/usulan.html", konteks, status=status_form(form))
