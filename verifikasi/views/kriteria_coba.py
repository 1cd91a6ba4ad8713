"""The try of a version of the criteria: its figures, and who would fall out by name."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.models import Kecamatan, Peserta
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.models import Tugas
from verifikasi.actions.kriteria_coba import coba_terakhir, minta_coba
from verifikasi.coba_kriteria import hari_coba, orang_jatuh, percobaan, sidik_isi
from verifikasi.forms.kriteria import NAMA_GOLONGAN, SaringCobaForm
from verifikasi.models import VersiKriteria
from verifikasi.views.kriteria import berlaku_kini

JAWABAN = ("tidak", "belum_ada_data", "ya")


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def coba(request: PetugasRequest, pk: int) -> HttpResponse:
    """Start a try; its figures once it is done, with the day and whether the draft changed."""
    versi = ambil(request, VersiKriteria.objects, pk, "disalin_dari")
    if request.method == "POST":
        pesanan = minta_coba(versi, oleh=request.user)
        messages.info(request, "Percobaan dimulai. Bila selesai, buka hasilnya dari halaman ini.")
        return redirect("tugas:detail", pk=pesanan.pk)
    tugas = coba_terakhir(versi, oleh=request.user)
    konteks: dict[str, Any] = {"versi": versi, "tugas": tugas, "hasil": None}
    if tugas and tugas.selesai:
        konteks |= tabel(request, tugas)
        konteks["basi"] = konteks["hasil"]["sidik"] != sidik_isi(versi, berlaku(request, versi))
    return render(request, "verifikasi/kriteria_coba.html", konteks)


def berlaku(request: PetugasRequest, versi: VersiKriteria) -> VersiKriteria | None:
    """The version that a try is compared with."""
    kini = berlaku_kini(request)
    return versi.disalin_dari if kini and kini.pk == versi.pk else kini


def tabel(request: PetugasRequest, tugas: Tugas) -> dict[str, Any]:
    """The figures of a finished try as rows."""
    hasil = tugas.parameter["hasil"]
    nama = dict(Kecamatan.objects.for_petugas(request.user).values_list("kode", "nama"))
    kecamatan = [
        {"kode": k, "nama": nama.get(k, k), **isi} for k, isi in hasil["kecamatan"].items()
    ]
    kolom = ("peserta_jatuh", "bulan", "rupiah", "calon_jatuh", "calon_masuk", "peserta_masuk")
    jumlah = {n: sum(k.get(n, 0) for k in kecamatan) for n in kolom}
    return {
        "hasil": hasil,
        "pada": date.fromisoformat(hasil["pada"]),
        "sejak": date.fromisoformat(hasil["sejak"]),
        "kriteria": [{"judul": k["judul"], **_arah(k["hitung"])} for k in hasil["kriteria"]],
        "kecamatan": [{**dict.fromkeys(kolom, 0), **k} for k in kecamatan],
        "jumlah": jumlah,
    }


def _arah(hitung: dict[str, int]) -> dict[str, int]:
    """People by what the new version says of them, and of those whose answer it changes.

    A criterion that is new changes nothing for whom it answers ya.
    """
    arah = dict.fromkeys((*JAWABAN, "jadi_tidak", "jadi_ya", "jadi_belum_ada_data"), 0)
    for kunci, jumlah in hitung.items():
        lama, baru = kunci.split(">")
        if baru == "tiada":
            continue
        arah[baru] += jumlah
        if lama != baru and (lama, baru) != ("tiada", "ya"):
            arah[f"jadi_{baru}"] += jumlah
    return arah


@require_GET
@hak("menetapkan")
def orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Who falls out under this version, by kecamatan: looked up anew, in the officer's area."""
    versi = ambil(request, VersiKriteria.objects, pk, "disalin_dari")
    form = SaringCobaForm(request.GET, petugas=request.user)
    kecamatan, golongan = form.dipilih("kecamatan"), form.dipilih("golongan")
    semua = Peserta.objects.for_petugas(request.user).filter(kelurahan__kecamatan=kecamatan)
    hari = hari_coba(versi, timezone.localdate())
    satu = percobaan(semua, golongan, versi, berlaku(request, versi), pada=hari)
    jatuh = dict(orang_jatuh(satu)) if satu else {}
    daftar = semua.filter(pk__in=jatuh).select_related("kelurahan", "pekerjaan")
    hal = halaman(request, daftar.order_by("nama", "pk"))
    konteks = {
        "versi": versi,
        "form": form,
        "kecamatan": kecamatan,
        "golongan": dict(NAMA_GOLONGAN)[golongan],
        "halaman": hal,
        "daftar": [(p, jatuh[p.pk]) for p in hal],
        "pada": hari,
    }
    return render(request, "verifikasi/kriteria_coba_orang.html", konteks)
