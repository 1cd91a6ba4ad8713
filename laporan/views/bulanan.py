"""Months: the list, one report in its state, its paper; an admin drafts a month here."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from laporan.actions.bulanan import SURAT, segel_laporan, siapkan_laporan
from laporan.beku import isi_beku, isi_laporan, sejak_ditutup
from laporan.forms import BulanForm, KataForm
from laporan.masa import daftar_masa
from laporan.models import LaporanBulanan, StatusLaporan, StatusPenarikan, surat_terbaru
from laporan.ringkasan import perbedaan, ringkasan
from laporan.surat.isi import Tabel
from laporan.surat.susun.bulanan import kalimat_pokok
from laporan.surat.susun.bulanan_tabel import daftar_tabel, tabel_beda
from laporan.views.berkas import kirim, unduhan
from peserta.daftar import kota_besar
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, menyusul, status_form
from pijar.replika import baca_replika
from pijar.sidik import sidik

TERKAIT = ("oleh", "penyusun", "penutup", "dikembalikan_oleh", "menggantikan")
LANGKAH = ("batalkan", "kembalikan", "koreksi", "tarik", "daftar")  # steps that ask why


@require_GET
@hak("lihat_laporan")
@baca_replika
def daftar(request: PetugasRequest) -> HttpResponse:
    lalu = tambah_bulan(awal_bulan(timezone.localdate()), -1)
    return tampilkan_daftar(request, BulanForm(initial={"bulan": lalu}))


def tampilkan_daftar(request: PetugasRequest, form: BulanForm) -> HttpResponse:
    laporan = LaporanBulanan.objects.for_petugas(request.user).select_related("oleh", "penyusun")
    isi = {
        "halaman": halaman(request, laporan.defer("angka", "tambahan", "koreksi")),
        "form": form,
        "daftar_masa": daftar_masa(),
    }
    return render(request, "laporan/bulanan.html", isi, status=status_form(form))


@require_POST
@hak("tutup_laporan")
def buat(request: PetugasRequest) -> HttpResponse:
    """Draft a month, or open the draft there is."""
    form = BulanForm(request.POST)
    jadi: list[LaporanBulanan] = []
    hari, oleh = timezone.localdate(), request.user
    if not coba(form, lambda i: jadi.append(siapkan_laporan(i["bulan"], pada=hari, oleh=oleh))):
        return tampilkan_daftar(request, form)
    messages.success(request, f"Laporan {nama_bulan(jadi[0].bulan)} disusun. Periksa isinya.")
    return redirect("laporan:bulanan_detail", pk=jadi[0].pk)


@require_GET
@hak("lihat_laporan")
@menyusul("Menghitung laporan …", kota_besar)
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One report in its state; ``?bagian=unduhan`` is the part that waits for its files."""
    laporan = ambil(request, LaporanBulanan.objects, pk, *TERKAIT)
    if request.htmx and request.GET.get("bagian") == "unduhan":
        return render(request, "laporan/_unduhan.html", berkas(laporan))
    return render(request, "laporan/bulanan_detail.html", konteks(request, laporan))


def tampilkan_lagi(request: PetugasRequest, laporan: LaporanBulanan, **form: Form) -> HttpResponse:
    """The page of a report once more, with the form that has mistakes."""
    (terisi,) = form.values()
    isi = konteks(request, laporan) | {"galat_form": terisi} | form
    return render(request, "laporan/bulanan_detail.html", isi, status=status_form(terisi))


def konteks(request: PetugasRequest, laporan: LaporanBulanan) -> dict[str, Any]:
    """Everything that the page of a report shows; a dropped draft has no figures."""
    batal = laporan.status == StatusLaporan.DIBATALKAN
    isi = None if batal else isi_laporan(laporan, pada=timezone.localdate())
    return {
        "laporan": laporan,
        "isi": isi,
        "pokok": kalimat_pokok(isi) if isi else [],
        "daftar_tabel": daftar_tabel(isi) if isi else [],
        "banding": _banding(request, laporan),
        **_langkah(request, laporan),
        **_versi_lain(laporan),
        **berkas(laporan),
    }


def _banding(request: PetugasRequest, laporan: LaporanBulanan) -> Tabel | None:
    """What later facts would change, where the reader asks: it counts the month anew."""
    if "banding" not in request.GET or not laporan.beku:
        return None
    return tabel_beda(sejak_ditutup(laporan), "Saat dihitung", "Sekarang")


def _langkah(request: PetugasRequest, laporan: LaporanBulanan) -> dict[str, Any]:
    """Forms of the next steps; the seal says what the closing admin saw."""
    awal = {n: getattr(laporan, n) for n in KataForm.base_fields}
    return {
        "kata_form": KataForm(initial=awal, auto_id="kata_%s"),
        **{f"{n}_form": AlasanForm(auto_id=f"{n}_%s") for n in LANGKAH},
        "galat_form": None,
        "segel": sidik(segel_laporan(laporan)),
        "sendiri": laporan.penyusun_id == request.user.pk,
    }


def _versi_lain(laporan: LaporanBulanan) -> dict[str, Any]:
    """What replaced this report or what it replaces, with the difference; its withdrawal."""
    ditutup = laporan.daftar_pengganti.exclude(ditutup_pada=None)
    pengganti = ditutup.first() if laporan.pernah_ditutup else None
    pasangan = (laporan, pengganti) if pengganti else (laporan.menggantikan, laporan)
    penarikan = laporan.daftar_penarikan.exclude(status=StatusPenarikan.DITOLAK).first()
    return {
        "pengganti": pengganti,
        "beda_versi": beda_versi(*pasangan),
        "penarikan": penarikan,
    }


def beda_versi(lama: LaporanBulanan | None, baru: LaporanBulanan | None) -> Tabel | None:
    """The figures that two kept versions of a month tell differently; None without both."""
    if not (lama and baru and lama.beku and baru.beku):
        return None
    dulu, kini = (ringkasan(isi_beku(satu).angka) for satu in (lama, baru))
    tabel = tabel_beda(perbedaan(dulu, kini), f"Versi {lama.versi}", f"Versi {baru.versi}")
    return Tabel(tabel.kolom, tabel.baris, "Beda kedua versi")


def berkas(laporan: LaporanBulanan) -> dict[str, Any]:
    """The paper of a closed report and its files."""
    return unduhan(
        surat_terbaru(SURAT, laporan.pk) if laporan.pernah_ditutup else None,
        f"{reverse('laporan:bulanan_detail', args=[laporan.pk])}?bagian=unduhan",
        lambda jenis: reverse("laporan:unduh", args=[laporan.pk, jenis]),
    )


@require_GET
@hak("lihat_laporan")
def unduh(request: PetugasRequest, pk: int, jenis: str) -> FileResponse:
    """A file of the paper."""
    laporan = ambil(request, LaporanBulanan.objects, pk)
    return kirim(surat_terbaru(SURAT, laporan.pk) if laporan.pernah_ditutup else None, jenis)
