"""Make a file to BPJS: who waits, what is looked at first, and the press that gives the number."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.berkas_bpjs.actions.susun import susun_berkas
from iuran.berkas_bpjs.ekspor import contoh_isi
from iuran.berkas_bpjs.forms import BerkasBaruForm, baca_kelompok, bentuk_untuk
from iuran.berkas_bpjs.kolom import galat_kolom
from iuran.berkas_bpjs.periksa import Pemeriksaan
from iuran.berkas_bpjs.siap import KelompokSiap, kelompok_siap
from iuran.models import KATA, BarisBerkas, BerkasBPJS, JenisBerkasBPJS
from pijar.http import PetugasRequest, coba, hak, status_form
from pijar.rupiah import ribuan
from pijar.samar import samarkan

CONTOH = 3
DISAMARKAN = ("nik", "no_kk", "nik_lama")


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """The groups that wait; one of them looked at, where the address names it."""
    kunci = request.POST.get("kelompok", request.GET.get("kelompok", ""))
    kelompok = baca_kelompok(kunci)
    if kelompok is None:
        semua = [(j, KATA[j], kelompok_siap(request.user, j)) for j in JenisBerkasBPJS]
        if kunci:
            messages.warning(request, "Kelompok itu tidak dikenal. Pilih dari daftar ini.")
        daftar = [satu for satu in semua if satu[2]]
        konteks, status = {"daftar": daftar}, 422 if request.method == "POST" else 200
        return render(request, "iuran/berkas_bpjs_baru.html", konteks, status=status)
    return periksa(request, kelompok)


def periksa(request: PetugasRequest, kelompok: KelompokSiap) -> HttpResponse:
    """What is looked at before the file gets its number; pressed, the file is made."""
    dipilih = request.POST.get("profil", request.GET.get("profil", ""))
    bentuk = bentuk_untuk(kelompok, dipilih)
    if bentuk is None:
        kosong = {"kelompok": kelompok, "pemeriksaan": None}
        status = 422 if request.method == "POST" else 200
        return render(request, "iuran/berkas_bpjs_periksa.html", kosong, status=status)
    hasil = Pemeriksaan(kelompok, bentuk, petugas=request.user, pada=timezone.localdate())
    awal = {"profil": bentuk, "tanpa": hasil.bawaan}
    form = BerkasBaruForm(request.POST or None, kelompok=kelompok, initial=awal)

    jadi: list[BerkasBPJS] = []

    def kerja(isi: dict[str, Any]) -> None:
        tanpa = hasil.tanpa(set(isi["tanpa"]))
        pada, oleh = timezone.localdate(), request.user
        jadi.append(susun_berkas(kelompok, profil=isi["profil"], tanpa=tanpa, pada=pada, oleh=oleh))

    if coba(form, kerja):
        jumlah = ribuan(jadi[0].jumlah_orang)
        messages.success(request, f"{jadi[0].nomor} berisi {jumlah} orang. Excel-nya dibuat.")
        return redirect("iuran:berkas_bpjs_detail", pk=jadi[0].pk)
    tanpa = set(form.cleaned_data.get("tanpa", [])) if form.is_bound else hasil.bawaan
    konteks = {
        "kelompok": kelompok,
        "kata": KATA[kelompok.jenis],
        "pemeriksaan": hasil,
        "form": form,
        "tanpa": tanpa,
        "jumlah": len(hasil.siap) - len(hasil.tanpa(tanpa)),
        "contoh": contoh(hasil),
    }
    return render(request, "iuran/berkas_bpjs_periksa.html", konteks, status=status_form(form))


def contoh(hasil: Pemeriksaan) -> list[tuple[str, list[str]]]:
    """The columns of the file, each with the first people's cells; numbers are masked."""
    kelompok, profil = hasil.kelompok, hasil.profil
    if galat_kolom(profil.kolom, profil.jenis):
        return []
    berkas_bpjs = BerkasBPJS(
        jenis=kelompok.jenis, sumber=kelompok.sumber, bulan_awal=kelompok.bulan_awal, profil=profil
    )
    baris = [
        BarisBerkas(berkas_bpjs=berkas_bpjs, nomor=n, **satu._asdict())
        for n, satu in enumerate(hasil.siap[:CONTOH], 1)
    ]
    isi = zip(*contoh_isi(berkas_bpjs, baris), strict=True)
    return [
        (satu["judul"], [samarkan(n) if satu["isi"] in DISAMARKAN else n for n in sel])
        for satu, sel in zip(profil.kolom, isi, strict=False)
    ]
