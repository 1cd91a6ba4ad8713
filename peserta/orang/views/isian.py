"""Screens to register one person: the form, its drafts, the check of a NIK."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from peserta.bersih.nik import bersihkan_nik, jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from peserta.daftar import PENCARIAN, diingat, memuat_nomor
from peserta.models import IsianTertunda, Peserta
from peserta.orang.actions import isian as aksi
from peserta.orang.forms.data import PesertaForm
from peserta.orang.forms.isian import TandaIsianForm, dari_pencarian, ketikan, tanda_baru
from pijar.http import PetugasRequest, ambil, hak


@require_http_methods(["GET", "POST"])
@hak("mendata")
def baru(request: PetugasRequest) -> HttpResponse:
    if request.method == "GET":
        return buka(request)
    tanda = TandaIsianForm(request.POST)
    hasil = simpan(request, tanda)  # first save the draft, so that no error loses it
    form = PesertaForm(request.POST, petugas=request.user)
    if not form.is_valid():
        konteks = isi_halaman(request, form, tanda) | {"isian": None, "hasil": hasil}
        return render(request, "peserta/baru.html", konteks, status=422)
    peserta = aksi.daftarkan_isian(form.data_orang, tanda=tanda.tanda, oleh=request.user)
    kalimat = f"{peserta.nama} sudah didata sebagai draf. Lampirkan foto KTP dan KK bila ada."
    messages.success(request, kalimat)
    return redirect("peserta:berkas", pk=peserta.pk)


def buka(request: PetugasRequest) -> HttpResponse:
    """Open an own draft, or a form with what was searched; a registered draft leads to the person.

    A search without a number stands in the address (``q``), one with a number in the session.
    """
    form, lama = PesertaForm(petugas=request.user), None
    if "isian" in request.GET:
        semua = IsianTertunda.objects.for_petugas(request.user)
        nomor = request.GET["isian"]
        lama = get_object_or_404(semua, pk=nomor if nomor.isdecimal() else 0)
        if lama.peserta_id:
            return redirect("peserta:detail", pk=lama.peserta_id)
        form.initial = lama.isi
    else:
        form.initial = dari_pencarian(yang_dicari(request))
    hasil = aksi.HasilSimpan(aksi.Simpanan.KOSONG)
    konteks = isi_halaman(request, form, tanda_baru(lama)) | {"isian": lama, "hasil": hasil}
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
    lain = [i for i in semua[: aksi.PALING_BANYAK] if not {i.kunci, str(i.kunci)} & kunci]
    return {"form": form, "tanda": tanda, "lain": lain, "paling_banyak": aksi.PALING_BANYAK}


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
