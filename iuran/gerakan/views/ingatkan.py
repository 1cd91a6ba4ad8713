"""Who must be reminded: sums by bin and office, the list with its messages, and its Excel."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from iuran.gerakan.forms.ingatkan import IngatkanForm
from iuran.gerakan.golongan import Golongan
from iuran.gerakan.ingatkan import (
    TERKAIT,
    URUT,
    Ingatan,
    baca_ingatan,
    dengan_lunas,
    hitung_golongan,
    menurut_opd,
)
from iuran.gerakan.pesan import Pesan, pesan_opd, pesan_penyumbang
from iuran.models import Janji
from peserta.daftar import kota_besar
from pijar import tugas
from pijar.bulan import tanggal_panjang
from pijar.http import PetugasRequest, hak, halaman, menyusul

KOLOM_OPD = (Golongan.BAYAR, Golongan.TENGGANG, Golongan.PUTUS)
PER_OPD = 200  # rows of one office on a page: it is printed


@require_GET
@hak("lihat_peserta")
@menyusul("Menghitung janji yang berjalan …", kota_besar)
def ringkas(request: PetugasRequest) -> HttpResponse:
    """Running promises of the officer's area by bin, and by office."""
    pada = timezone.localdate()
    opd = menurut_opd(Janji.objects.for_petugas(request.user), pada)
    hal = halaman(request, opd)
    konteks = {
        "pada": pada,
        "golongan": [(g, sum(b.hitung[g] for b in opd)) for g in Golongan],
        "semua": sum(b.semua for b in opd),
        "halaman": hal,
        "baris": [(b, *(b.hitung[g] for g in KOLOM_OPD)) for b in hal],
    }
    return render(request, "iuran/ingatkan.html", konteks)


@require_GET
@hak("lihat_peserta")
@menyusul("Mencari siapa yang perlu diingatkan …", kota_besar)
def daftar(request: PetugasRequest) -> HttpResponse:
    """The promises of an office or a bin; of an office with the messages for WhatsApp."""
    pada, form = timezone.localdate(), IngatkanForm(request.GET, petugas=request.user)
    janji = Janji.objects.for_petugas(request.user)
    urut = dengan_lunas(form.saring(janji, pada)).select_related(*TERKAIT).order_by(*URUT)
    hal = halaman(request, urut, PER_OPD) if form.di_opd else halaman(request, urut)
    isi = list(baca_ingatan(hal.object_list, pada))
    hitung = hitung_golongan(form.saring_opd(janji), pada)
    konteks = {
        "pada": pada,
        "form": form,
        "opd": form.di_opd,
        "judul": str(form.di_opd or "Semua OPD"),
        "keadaan": form.keadaan,
        "golongan": form.golongannya,
        "hitung": [(g, hitung[g]) for g in Golongan if hitung[g]],
        "halaman": hal,
        "baris": _per_penyumbang(isi, pada),
        "pesan": pesan_opd(form.di_opd.nama, isi, pada) if form.di_opd else [],
    }
    return render(request, "iuran/ingatkan_daftar.html", konteks)


def _per_penyumbang(daftar: Sequence[Ingatan], pada: date) -> list[tuple[Ingatan, Pesan | None]]:
    """The rows; the first one of each donor carries the message about all of his."""
    hasil: list[tuple[Ingatan, Pesan | None]] = []
    for _, milik in groupby(daftar, key=lambda i: i.janji.penyumbang_id):
        satu, *lain = milik
        hasil += [(satu, pesan_penyumbang([satu, *lain], pada)), *((i, None) for i in lain)]
    return hasil


@require_POST
@hak("lihat_peserta")
def unduh(request: PetugasRequest) -> HttpResponse:
    """Order the filtered list as Excel; whoever takes it is logged when it is written."""
    form, pada = IngatkanForm(request.POST, petugas=request.user), timezone.localdate()
    pesanan = tugas.buat(
        "iuran.ekspor_pengingat",
        judul=f"Pengingat penyumbang {tanggal_panjang(pada)}, {form.tentang}"[:140],
        oleh=request.user,
        parameter={"saringan": form.isian, "pada": pada.isoformat()},
        kunci=f"ekspor-pengingat-{urlencode(form.isian)}-{request.user.pk}",
    )
    return redirect("tugas:detail", pk=pesanan.pk)
