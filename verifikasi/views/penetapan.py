"""Decrees: list, draft, lines, rehearsal, freezing, annex."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.pengguna.gerbang import tanya_kode
from pijar.rupiah import ribuan
from pijar.sidik import sidik
from verifikasi import actions
from verifikasi.actions.gugur_sk import daftar_keluar, gugur_dari
from verifikasi.actions.sk_perpanjangan import yang_memuat
from verifikasi.actions.syarat import kata_tinggal
from verifikasi.actions.ubah import gladi_perubahan
from verifikasi.banding_sk import banding, baris_keluar, keluar_dan_berkasnya, total
from verifikasi.forms import PenetapanForm, SaringBarisForm, TambahForm
from verifikasi.masa import belum_tiba
from verifikasi.models import Penetapan, StatusPenetapan

LEWAT_TUGAS = 1_000  # people; a longer decree is frozen by a job


@require_GET
@hak("menetapkan")
def daftar(request: PetugasRequest) -> HttpResponse:
    penetapan = Penetapan.objects.for_petugas(request.user).annotate(orang=Count("daftar_baris"))
    penetapan = penetapan.select_related("disusun_oleh", "ditetapkan_oleh")
    penetapan = penetapan.order_by("-tanggal", "-pk")  # counting drops the model's own order
    return render(request, "verifikasi/penetapan.html", {"halaman": halaman(request, penetapan)})


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def baru(request: PetugasRequest) -> HttpResponse:
    form = PenetapanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        penetapan = actions.susun_penetapan(**form.cleaned_data, oleh=request.user)
        messages.success(request, "Draf penetapan dibuat. Tambahkan orang ke dalamnya.")
        return redirect("verifikasi:penetapan_detail", pk=penetapan.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "verifikasi/penetapan_baru.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def kepala(request: PetugasRequest, pk: int) -> HttpResponse:
    """The drafter corrects number, date or subject; the list stays."""
    penetapan = ambil_penetapan(request, pk)
    form = PenetapanForm(request.POST or None, instance=ambil_penetapan(request, pk))

    def kerja(isi: dict[str, Any]) -> None:
        if actions.ubah_kepala(penetapan, **isi, oleh=request.user):
            messages.success(request, "Nomor, tanggal dan perihal disimpan.")

    if coba(form, kerja):
        return redirect("verifikasi:penetapan_detail", pk=pk)
    konteks = {"form": form, "penetapan": penetapan}
    return render(request, "verifikasi/penetapan_baru.html", konteks, status=status_form(form))


@require_GET
@hak("menetapkan")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, ambil_penetapan(request, pk))


@require_POST
@hak("menetapkan")
def tambah(request: PetugasRequest, pk: int) -> HttpResponse:
    penetapan = ambil_penetapan(request, pk)
    form = TambahForm(request.POST, petugas=request.user, tanggal=penetapan.tanggal)

    def kerja(isi: dict[str, Any]) -> None:
        jumlah = actions.tambah_baris(penetapan, form.pilihan(), form.rencana(), oleh=request.user)
        tinggal = kata_tinggal(penetapan, form.pilihan(), form.rencana(), oleh=request.user)
        if not jumlah:
            raise AturanDilanggarError(
                f"Tidak ada orang yang cocok dan belum masuk draf penetapan. {tinggal}".strip()
            )
        messages.success(request, f"{ribuan(jumlah)} orang ditambahkan.")
        if tinggal:
            messages.warning(request, tinggal)

    if not coba(form, kerja):
        return tampilkan(request, penetapan, tambah=form)
    return redirect("verifikasi:penetapan_detail", pk=pk)


@require_POST
@hak("menetapkan")
def hapus(request: PetugasRequest, pk: int) -> HttpResponse:
    penetapan = ambil_penetapan(request, pk)
    form = SaringBarisForm(request.POST)
    if not form.is_valid() or not form.ada_pilihan():
        raise AturanDilanggarError("Centang dahulu orang yang dikeluarkan dari daftar.")
    pks = form.dikeluarkan(penetapan)
    jumlah = actions.hapus_baris(penetapan, pks, oleh=request.user)
    messages.success(request, f"{ribuan(jumlah)} orang dikeluarkan dari daftar.")
    return redirect("verifikasi:penetapan_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
@tanya_kode
def tetapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Look once more at everybody; freeze, without those who fall out."""
    penetapan = ambil_penetapan(request, pk)
    tampil, dilihat = request.POST.get("tampil", ""), request.POST.get("dilihat", "")
    if request.method == "GET":
        return sebelum_tetapkan(request, penetapan)
    if penetapan.draf and penetapan.daftar_baris.count() > LEWAT_TUGAS:
        hari_ini = timezone.localdate()
        actions.seperti_dilihat(penetapan, tampil=tampil, dilihat=dilihat, pada=hari_ini)
        tugas = tugas_latar.buat(
            "verifikasi.tetapkan",
            judul=f"Tetapkan {penetapan.nomor}",
            oleh=request.user,
            parameter={"penetapan": pk, "tampil": tampil, "dilihat": dilihat},
            kunci=f"verifikasi.tetapkan:{pk}",
        )
        return redirect("tugas:detail", pk=tugas.pk)
    hasil = actions.bekukan(
        penetapan, tampil=tampil, dilihat=dilihat, oleh=request.user, pada=timezone.localdate()
    )
    if hasil.masuk or hasil.keluar:
        messages.success(request, hasil.kalimat(penetapan))
    return redirect("verifikasi:penetapan_detail", pk=pk)


def sebelum_tetapkan(request: PetugasRequest, penetapan: Penetapan) -> HttpResponse:
    """The page that names who falls out."""
    kini = timezone.localdate()
    sebab = gugur_dari(penetapan, pada=kini).sebab if penetapan.draf else {}
    konteks = {
        "penetapan": penetapan,
        "penyusun": penetapan.disusun_oleh_id == request.user.pk,
        "jumlah": len(sebab),
        "orang": penetapan.daftar_baris.count(),
        "keluar": baris_keluar(penetapan).count(),
        "belum_tiba": belum_tiba(penetapan.tanggal, kini),
        "halaman": halaman(request, daftar_keluar(sebab)),
        "segel": sidik(actions.isi_tetapkan(penetapan, sebab)) if penetapan.draf else "",
    }
    return render(request, "verifikasi/penetapan_tetapkan.html", konteks)


@require_POST
@hak("menetapkan")
def batalkan(request: PetugasRequest, pk: int) -> HttpResponse:
    penetapan = ambil_penetapan(request, pk)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return tampilkan(request, penetapan, alasan=form)
    actions.batalkan(penetapan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Draf penetapan dibatalkan.")
    return redirect("verifikasi:penetapan_detail", pk=pk)


@require_POST
@hak("menetapkan")
def lampiran(request: PetugasRequest, pk: int) -> HttpResponse:
    tugas = actions.minta_lampiran(ambil_penetapan(request, pk), oleh=request.user)
    return redirect("tugas:detail", pk=tugas.pk)


def ambil_penetapan(request: PetugasRequest, pk: int) -> Penetapan:
    return ambil(
        request,
        Penetapan.objects,
        pk,
        *("disusun_oleh", "ditetapkan_oleh", "tugas_lampiran", "mengubah", "perubahan"),
    )


def tampilkan(request: PetugasRequest, penetapan: Penetapan, **terisi: Form) -> HttpResponse:
    """The page of a decree; once more with the form that has mistakes or was refused."""
    saring = SaringBarisForm(request.GET)
    mengubah = penetapan.mengubah is not None
    gladi = gladi_perubahan if mengubah and penetapan.draf else actions.gladi
    simulasi = gladi(penetapan)
    penyusun = penetapan.disusun_oleh_id == request.user.pk
    halangan = belum_tiba(penetapan.tanggal, timezone.localdate()) if penetapan.draf else ""
    penetap = penetapan.draf and not penyusun and not halangan
    batal = penetapan.status == StatusPenetapan.DIBATALKAN
    konteks = {
        "penetapan": penetapan,
        "tambah": TambahForm(petugas=request.user, tanggal=penetapan.tanggal),
        "alasan": AlasanForm(),
        **terisi,
        "saring": saring,
        "gladi": simulasi,
        **(isi_perubahan_sk(request, penetapan, simulasi) if mengubah else {}),
        "pengubah": penetapan.daftar_pengubah.exclude(status=StatusPenetapan.DIBATALKAN),
        "halaman": halaman(request, saring.baris_dari(penetapan)),
        "penyusun": penyusun,
        "perpanjangan": yang_memuat(penetapan),
        "keluar": penetapan.daftar_baris.filter(dikeluarkan__isnull=False).count(),
        "belum_tiba": halangan,
        "penetap": penetap,
        "tampil": sidik(actions.isi_kepala(penetapan)) if penetap else "",
        "dapat_dipilih": penyusun if penetapan.draf else not batal,
        "perubahan": penetapan.daftar_perubahan.terbuka()
        .select_related("diusulkan_oleh")
        .annotate(orang=Count("daftar_baris")),
    }
    konteks["dapat_ditetapkan"] = simulasi.muat or bool(konteks.get("bisa_kosong"))
    status = max(map(status_form, terisi.values()), default=200)
    return render(request, "verifikasi/penetapan_detail.html", konteks, status=status)


def isi_perubahan_sk(
    request: PetugasRequest, penetapan: Penetapan, simulasi: actions.Gladi
) -> dict[str, Any]:
    """What the page of an amending decree shows besides: who leaves, and before and after."""
    keluar = keluar_dan_berkasnya(penetapan)
    batal = penetapan.status == StatusPenetapan.DIBATALKAN
    daftar_banding = [] if batal or simulasi.pesan else banding(penetapan)
    return {
        "keluar_lewat": halaman(request, keluar),
        "banding": daftar_banding,
        "total_banding": total(daftar_banding),
        "bisa_kosong": not simulasi.orang and keluar.exists(),
    }
