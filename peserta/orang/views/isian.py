"""Screens to register one person: the form, its drafts, the check of a NIK."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from peserta.bersih.nik import bersihkan_nik, jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from peserta.models import IsianTertunda, Peserta
from peserta.orang.actions import isian as aksi
from peserta.orang.forms.data import PesertaForm
from peserta.orang.actions.titipan import lampirkan
from peserta.orang.forms.isian import TandaIsianForm, ketikan, tanda_baru
from peserta.orang.views.titipan import TEMPAT, Tempat, semua_tempat
from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from pijar.ketikan import titip_pilihan


@require_http_methods(["GET", "POST"])
@hak("mendata")
def baru(request: PetugasRequest) -> HttpResponse:
    if request.method == "GET":
        return buka(request)
    tanda = TandaIsianForm(request.POST)
    hasil = simpan(request, tanda)  # first save the draft, so that no error loses it
    form, tempat = PesertaForm(request.POST, petugas=request.user), semua_tempat(request)
    orang: list[Peserta] = []

    def kerja(_: object) -> None:
        orang.append(
            aksi.daftarkan_isian(form.data_orang, tanda=tanda.tanda, oleh=request.user)
        )
        lampirkan(orang[0], {t.jenis: t.titipan for t in tempat if t.titipan}, oleh=request.user)

    if any(t.galat for t in tempat) or not coba(form, kerja):
        konteks = isi_halaman(request, form, tanda) | {"isian": None, "hasil": hasil}
        konteks["tempat"] = tempat
        status = status_form(form) if form.errors else 422
        return render(request, "peserta/baru.html", konteks, status=status)
    return sesudah_didata(request, orang[0], tempat)


def sesudah_didata(
    request: PetugasRequest, peserta: Peserta, tempat: list[Tempat]
) -> HttpResponse:
    """On to the check before submitting, if that button was pressed; else to the papers."""
    if "ajukan" in request.POST:
        return redirect(titip_pilihan(request, "verifikasi:ajukan", peserta=str(peserta.pk)))
    lengkap = any(t.titipan for t in tempat)
    ajakan = "" if lengkap else " Lampirkan foto KTP dan KK bila ada."
    messages.success(request, f"{peserta.nama} sudah didata sebagai draf.{ajakan}")
    return redirect("peserta:berkas", pk=peserta.pk)


def buka(request: PetugasRequest) -> HttpResponse:
    """Open an empty form or an own draft; a draft already registered leads to the person."""
    form, lama = PesertaForm(petugas=request.user), None
    form.initial = kelurahan_terakhir(request)
    if "isian" in request.GET:
        semua = IsianTertunda.objects.for_petugas(request.user)
        nomor = request.GET["isian"]
        lama = get_object_or_404(semua, pk=nomor if nomor.isdecimal() else 0)
        if lama.peserta_id:
            return redirect("peserta:detail", pk=lama.peserta_id)
        form.initial = lama.isi
    hasil = aksi.HasilSimpan(aksi.Simpanan.KOSONG)
    konteks = isi_halaman(request, form, tanda_baru(lama)) | {"isian": lama, "hasil": hasil}
    return render(request, "peserta/baru.html", konteks)


def isi_halaman(
    request: PetugasRequest, form: PesertaForm, tanda: TandaIsianForm
) -> dict[str, object]:
    """Context of the page: its form, and the officer's other drafts."""
    semua = IsianTertunda.objects.for_petugas(request.user).terbuka()
    kunci = {tanda["kunci"].value(), tanda["dari"].value()}
    lain = [i for i in semua[: aksi.PALING_BANYAK] if not {i.kunci, str(i.kunci)} & kunci]
    return {
        "form": form,
        "tanda": tanda,
        "lain": lain,
        "paling_banyak": aksi.PALING_BANYAK,
        "tempat": [Tempat(jenis) for jenis in TEMPAT],
    }


def kelurahan_terakhir(request: PetugasRequest) -> dict[str, str]:
    """Where the last person lives whom this officer registered: the next one is often a neighbour."""
    milik = Peserta.objects.for_petugas(request.user).filter(didata_oleh=request.user)
    terakhir = milik.order_by("-pk").values_list("kelurahan_id", flat=True).first()
    return {"kelurahan": terakhir} if terakhir else {}


def simpan(request: PetugasRequest, tanda: TandaIsianForm) -> aksi.HasilSimpan:
    if tanda.tanda is None:
        return aksi.HasilSimpan(aksi.Simpanan.KOSONG)
    return aksi.simpan_isian(ketikan(request.POST), tanda=tanda.tanda, oleh=request.user)


@require_POST
@hak("mendata")
def simpan_isian(request: PetugasRequest) -> HttpResponse:
    """Save the draft (htmx), and set the page's address to it."""
    hasil = simpan(request, TandaIsianForm(request.POST))
    konteks = {"hasil": hasil, "paling_banyak": aksi.PALING_BANYAK}
    jawaban = render(request, "peserta/_isian_status.html", konteks)
    if hasil.isian and not hasil.isian.peserta_id:
        jawaban["HX-Replace-Url"] = f"{reverse('peserta:baru')}?isian={hasil.isian.pk}"
    return jawaban


@require_POST
@hak("mendata")
def buang_isian(request: PetugasRequest, pk: int) -> HttpResponse:
    isian = ambil(request, IsianTertunda.objects, pk)
    aksi.buang_isian(isian, oleh=request.user)
    messages.success(request, "Isian dibuang.")
    return redirect("peserta:baru")


@require_POST
@hak("mendata")
def periksa_nik(request: PetugasRequest) -> HttpResponse:
    """Check the typed NIK (htmx): its findings, and the person already registered with it.

    It fills in birth date and sex, unless the officer has typed another value than the one from
    the NIK checked before.
    """
    nik, alasan = bersihkan_nik(request.POST.get("nik", ""))
    konteks: dict[str, object] = {"alasan": alasan, "nik_terbaca": bool(nik), "lain": None}
    if nik:
        lahir = tanggal_lahir_dari_nik(nik, timezone.localdate())
        kelamin = jenis_kelamin_dari_nik(nik)
        konteks["lain"] = Peserta.objects.for_petugas(request.user).cari_nomor(nik).first()
        konteks |= {"lahir": lahir, "kelamin": kelamin}
        konteks["isi_lahir"] = belum_diketik(request, "tanggal_lahir")
        konteks["isi_kelamin"] = belum_diketik(request, "jenis_kelamin")
        konteks["form"] = PesertaForm(petugas=request.user)
    return render(request, "peserta/_hasil_nik.html", konteks)


def belum_diketik(request: PetugasRequest, nama: str) -> bool:
    return request.POST.get(nama, "") in ("", request.POST.get(f"{nama}_nik", ""))
