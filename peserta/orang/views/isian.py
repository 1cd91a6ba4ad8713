"""Screens to register one person: the form, its drafts and photos, the check of a NIK."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from peserta.bersih.nik import bersihkan_nik, jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from peserta.daftar import PENCARIAN, diingat, memuat_nomor
from peserta.models import IsianTertunda, Peserta, TandaHalaman
from peserta.orang.actions import isian as aksi
from peserta.orang.actions import nomor as aksi_nomor
from peserta.orang.forms.data import PesertaForm
from peserta.orang.forms.isian import (
    TEMPAT,
    Periksa,
    TandaIsianForm,
    Tempat,
    baca_foto,
    dari_pencarian,
    ketikan,
    semua_tempat,
    tanda_baru,
)
from peserta.orang.forms.keterangan import BIDANG_KETERANGAN, KeteranganForm
from pijar.http import PetugasRequest, ambil, hak

SUDAH = "Isian ini sudah disimpan sebagai orang. Lampirkan di halaman Berkas orang itu."
TAK_TERSIMPAN = {
    aksi.Simpanan.PENUH: f"Foto ini belum tersimpan: sudah ada {aksi.PALING_BANYAK} isian yang "
    "belum selesai. Selesaikan atau buang sebagian, lalu pilih lagi fotonya.",
}
Daftarkan = Callable[[Mapping[str, Any], TandaHalaman | None, KeteranganForm], Peserta]


@require_http_methods(["GET", "POST"])
@hak("mendata")
def baru(request: PetugasRequest) -> HttpResponse:
    if request.method == "GET":
        return buka(request)

    def daftarkan(
        data: Mapping[str, Any], tanda: TandaHalaman | None, keterangan: KeteranganForm
    ) -> Peserta:
        if keterangan.cleaned_data["tanggal"]:
            messages.info(request, "Keterangan masih bekerja ditulis lagi saat draf ini diajukan.")
        return aksi.daftarkan_isian(data, tanda=tanda, oleh=request.user)

    hasil = terima(request, daftarkan)
    if isinstance(hasil, HttpResponse):
        return hasil
    messages.success(request, f"{hasil.nama} sudah didata sebagai draf.")
    return redirect("peserta:berkas", pk=hasil.pk)


def terima(request: PetugasRequest, daftarkan: Daftarkan) -> Peserta | HttpResponse:
    """The person whom ``daftarkan`` makes of the sent form; else the page with what is missing."""
    tanda = TandaIsianForm(request.POST)
    hasil = simpan(request, tanda)  # first save the draft, so that no error loses it
    hasil, tempat = simpan_foto(request, tanda, hasil)
    form = PesertaForm(request.POST, petugas=request.user)
    keterangan = KeteranganForm(request.POST, pada=timezone.localdate())
    sah = [form.is_valid(), keterangan.is_valid()]  # both, so that each says what is wrong
    if all(sah) and not any(t.galat for t in tempat):
        return daftarkan(form.data_orang, tanda.tanda, keterangan)
    konteks = isi_halaman(request, form, tanda) | {"hasil": hasil, "tempat": tempat}
    konteks["keterangan"] = keterangan
    return render(request, "peserta/baru.html", konteks, status=422)


def buka(request: PetugasRequest) -> HttpResponse:
    """Open an own draft, or a form with what was searched; a registered draft leads to the person.

    A search without a number stands in the address (``q``), one with a number in the session.
    """
    form, lama = PesertaForm(petugas=request.user), None
    milik = IsianTertunda.objects.for_petugas(request.user)
    if "isian" in request.GET:
        nomor = request.GET["isian"]
        lama = get_object_or_404(milik, pk=nomor if nomor.isdecimal() else 0)
        if lama.peserta_id:
            return redirect("peserta:detail", pk=lama.peserta_id)
        form.initial = lama.isi
    else:
        form.initial = dari_pencarian(yang_dicari(request))
        form.tawarkan_kelurahan(milik.kelurahan_terakhir())
    konteks = isi_halaman(request, form, tanda_baru(lama)) | {"isian": lama}
    if lama:
        konteks["keterangan"] = KeteranganForm(pada=timezone.localdate(), awal=lama.isi)
    return render(request, "peserta/baru.html", konteks)


def yang_dicari(request: PetugasRequest) -> str:
    """What was searched before this form; a number only from the session."""
    tersimpan = diingat(request.session, PENCARIAN, request.GET.get("ke", ""))
    tulisan = tersimpan["q"] if tersimpan else request.GET.get("q", "")
    return tulisan if tersimpan or not memuat_nomor(tulisan) else ""


def isi_halaman(
    request: PetugasRequest, form: PesertaForm, tanda: TandaIsianForm
) -> dict[str, object]:
    """Context of the page: its form, and the officer's other drafts."""
    semua = IsianTertunda.objects.for_petugas(request.user).terbuka()
    kunci = {tanda["kunci"].value(), tanda["dari"].value()}
    terbaru = semua[: aksi.PALING_BANYAK]
    sendiri = next((i for i in terbaru if {i.kunci, str(i.kunci)} & kunci), None)
    return {
        "form": form,
        "tanda": tanda,
        "lain": [i for i in terbaru if i != sendiri],
        "paling_banyak": aksi.PALING_BANYAK,
        "isian": None,
        "hasil": aksi.HasilSimpan(aksi.Simpanan.KOSONG),
        "tempat": semua_tempat(sendiri, {}),
        "periksa": None,
        "keterangan": KeteranganForm(pada=timezone.localdate()),
    }


def simpan(request: PetugasRequest, tanda: TandaIsianForm) -> aksi.HasilSimpan:
    if tanda.tanda is None:
        return aksi.HasilSimpan(aksi.Simpanan.KOSONG)
    return aksi.simpan_isian(ketikan(request.POST), tanda=tanda.tanda, oleh=request.user)


def simpan_foto(
    request: PetugasRequest, tanda: TandaIsianForm, hasil: aksi.HasilSimpan
) -> tuple[aksi.HasilSimpan, list[Tempat]]:
    """Keep the photos that came along; each that is refused says why at its place."""
    galat: dict[str, str] = {}
    for tempat in semua_tempat(None, {}):
        berkas = request.FILES.get(tempat.nama)
        if berkas is None or tanda.tanda is None:
            continue
        foto, galat[tempat.jenis] = baca_foto(tempat.jenis, berkas)
        if foto:
            hasil = aksi.titip_foto(foto, tanda=tanda.tanda, oleh=request.user)
            galat[tempat.jenis] = TAK_TERSIMPAN.get(hasil.simpanan, "")
    return hasil, semua_tempat(hasil.isian, galat)


@require_POST
@hak("mendata")
def simpan_isian(request: PetugasRequest) -> HttpResponse:
    """Save the draft (htmx), set the page's address to it, and say what is missing."""
    hasil = simpan(request, TandaIsianForm(request.POST))
    konteks = {"hasil": hasil, "paling_banyak": aksi.PALING_BANYAK, "periksa": None}
    if hasil.isian and not hasil.isian.peserta_id:
        form = PesertaForm(request.POST, petugas=request.user)
        form.is_valid()
        konteks["periksa"] = Periksa(
            form,
            semua_tempat(hasil.isian, {}),
            any(request.POST.get(nama) for nama in BIDANG_KETERANGAN),
        )
    return beralamat(render(request, "peserta/_isian_status.html", konteks), hasil)


@require_POST
@hak("mendata")
def foto_isian(request: PetugasRequest) -> HttpResponse:
    """Keep one photo ahead of its form, or drop it (htmx); without script it goes along with it."""
    jenis, tanda = request.POST.get("jenis", ""), TandaIsianForm(request.POST)
    if jenis not in TEMPAT or tanda.tanda is None:
        raise Http404
    if "buang" in request.POST:
        hasil = aksi.buang_foto(jenis, tanda=tanda.tanda, oleh=request.user)
        semua = semua_tempat(hasil.isian, {})
    else:
        kini = IsianTertunda.objects.for_petugas(request.user).halaman(tanda.tanda)
        hasil = aksi.HasilSimpan(aksi.Simpanan.KOSONG, kini)
        hasil, semua = simpan_foto(request, tanda, hasil)
        if hasil.simpanan == aksi.Simpanan.SELESAI:
            semua = [replace(t, galat=SUDAH) for t in semua]
    if not request.htmx:
        return redirect(alamat_isian(hasil) or "peserta:baru")
    satu = next(t for t in semua if t.jenis == jenis)
    konteks = {"tempat": satu, "hasil": hasil}
    jawaban = beralamat(render(request, "peserta/_tempat_foto.html", konteks), hasil)
    return trigger_client_event(jawaban, "foto")


def beralamat(jawaban: HttpResponse, hasil: aksi.HasilSimpan) -> HttpResponse:
    """Let the page's address become that of its draft."""
    if alamat := alamat_isian(hasil):
        jawaban["HX-Replace-Url"] = alamat
    return jawaban


def alamat_isian(hasil: aksi.HasilSimpan) -> str:
    """Where the draft is continued; empty if there is none, or it has become a person."""
    if hasil.isian is None or hasil.isian.peserta_id or hasil.isian.pk is None:
        return ""
    return f"{reverse('peserta:baru')}?isian={hasil.isian.pk}"


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
        aksi_nomor.catat_cari(nik, oleh=request.user)
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
