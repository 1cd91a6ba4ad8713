"""Offices as data: the list, one office, and the numbers of civil servants of many."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.forms import BaseForm
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.gerakan.actions.opd import (
    IsiOPD,
    JumlahPegawai,
    catat_pegawai,
    catat_target,
    hapus_ejaan,
    simpan_opd,
    tambah_ejaan,
)
from iuran.gerakan.forms.lembar import templat as templat_lembar
from iuran.gerakan.forms.opd import (
    EjaanForm,
    JumlahForm,
    OPDForm,
    PegawaiForm,
    SaringOPDForm,
    TargetForm,
)
from iuran.gerakan.riwayat import riwayat_pegawai
from iuran.models import OPD
from peserta.bersih.opd import kunci_opd
from peserta.bersih.teks import ada_isi
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Every office with the number of civil servants that counts today, and this year's target."""
    form, kini = SaringOPDForm(request.GET), timezone.localdate()
    form.is_valid()
    semua = OPD.objects.for_petugas(request.user).with_bilangan(kini, kini.year)
    if cari := form.cleaned_data.get("cari"):
        sebutan = Q(nama__icontains=cari) | Q(ejaan__contains=[kunci_opd(cari)])
        semua = semua.filter(sebutan) if ada_isi(cari) else semua.none()
    if jenis := form.cleaned_data.get("jenis"):
        semua = semua.filter(jenis=jenis)
    konteks = {"form": form, "halaman": halaman(request, semua), "tahun": kini.year}
    return render(request, "iuran/opd.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    return _isian(request, None)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    return _isian(request, ambil(request, OPD.objects, pk))


def _isian(request: PetugasRequest, opd: OPD | None) -> HttpResponse:
    form = OPDForm(request.POST or None, opd=opd, petugas=request.user)
    hasil: list[OPD] = []

    def simpan(isi: dict[str, Any]) -> None:
        tempat = {f"{n}_id": isi[n].pk if isi[n] else None for n in ("kecamatan", "kelurahan")}
        isi_opd = IsiOPD(isi["nama"], isi["jenis"], aktif=isi["aktif"], **tempat)
        hasil.append(simpan_opd(opd, isi_opd, oleh=request.user))

    if coba(form, simpan):
        messages.success(request, f"{hasil[0]} disimpan.")
        return redirect("iuran:opd_detail", pk=hasil[0].pk)
    konteks = {"form": form, "opd": opd}
    return render(request, "iuran/opd_isian.html", konteks, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return _tampil(request, ambil(request, OPD.objects, pk))


def _tampil(request: PetugasRequest, opd: OPD, **isian: BaseForm) -> HttpResponse:
    """The page of an office; ``isian`` is the form that was sent with a mistake."""
    kini = timezone.localdate()
    bawaan: dict[str, BaseForm] = {
        "ejaan": EjaanForm(),
        "pegawai": PegawaiForm(initial={"pada": kini}),
        "target": TargetForm(initial={"tahun": kini.year}),
    }
    salah = next(iter(isian.values()), None)
    konteks = {
        "opd": opd,
        "riwayat": riwayat_pegawai(opd),
        "daftar_target": opd.daftar_target.select_related("oleh"),
        "isian": bawaan | isian,
        "salah": [(salah, "")] if salah else [],
    }
    status = status_form(salah) if salah else 200
    return render(request, "iuran/opd_detail.html", konteks, status=status)


@require_POST
@hak("mengelola_iuran")
def ejaan(request: PetugasRequest, pk: int) -> HttpResponse:
    """One more spelling, or one less (``hapus``)."""
    opd = ambil(request, OPD.objects, pk)
    if kunci := request.POST.get("hapus"):
        if hapus_ejaan(opd, kunci, oleh=request.user):
            messages.success(request, "Ejaan dihapus.")
        return redirect("iuran:opd_detail", pk=pk)
    form = EjaanForm(request.POST)
    baru: list[bool] = []
    if not coba(form, lambda isi: baru.append(tambah_ejaan(opd, isi["ejaan"], oleh=request.user))):
        return _tampil(request, opd, ejaan=form)
    messages.success(request, "Ejaan ditambahkan." if baru[0] else "Ejaan itu sudah dikenal.")
    return redirect("iuran:opd_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def pegawai(request: PetugasRequest, pk: int) -> HttpResponse:
    """A number of civil servants; one of the same day is corrected by it."""
    opd, form = ambil(request, OPD.objects, pk), PegawaiForm(request.POST)

    def simpan(isi: dict[str, Any]) -> None:
        jumlah = JumlahPegawai(opd, isi["pada"], isi["jumlah"], isi["asal"])
        catat_pegawai([jumlah], oleh=request.user, pada=timezone.localdate())

    if not coba(form, simpan):
        return _tampil(request, opd, pegawai=form)
    messages.success(request, "Jumlah ASN disimpan.")
    return redirect("iuran:opd_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def target(request: PetugasRequest, pk: int) -> HttpResponse:
    opd, form = ambil(request, OPD.objects, pk), TargetForm(request.POST)

    def simpan(isi: dict[str, Any]) -> None:
        catat_target(opd, isi["tahun"], isi["orang"], oleh=request.user)

    if not coba(form, simpan):
        return _tampil(request, opd, target=form)
    messages.success(request, "Target disimpan.")
    return redirect("iuran:opd_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def jumlah(request: PetugasRequest) -> HttpResponse:
    """The numbers of many offices from a spreadsheet, all or none."""
    form = JumlahForm(request.POST, request.FILES) if request.method == "POST" else JumlahForm()
    hasil: list[int] = []

    def simpan(isi: dict[str, Any]) -> None:
        semua = [JumlahPegawai(b["opd"], b["pada"], b["jumlah"], isi["asal"]) for b in form.baris]
        hasil.append(catat_pegawai(semua, oleh=request.user, pada=timezone.localdate()))

    if coba(form, simpan):
        sama = len(form.baris) - hasil[0]
        kata = f"; {sama} sudah sama" if sama else ""
        messages.success(request, f"Jumlah ASN {hasil[0]} OPD disimpan{kata}.")
        return redirect("iuran:opd")
    return render(request, "iuran/opd_jumlah.html", {"form": form}, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def templat(request: PetugasRequest) -> FileResponse:
    """The spreadsheet of numbers, with every office that there is."""
    isi = templat_lembar(JumlahForm.judul, "Jumlah ASN")
    return FileResponse(isi, as_attachment=True, filename="jumlah-asn.xlsx")
