"""Screens that change a bill: its people, its codes and papers, its parts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from iuran.models import StatusTagihan
from iuran.tagihan.actions.bagi import bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.angka import kecamatan_tagihan, orang_tagihan
from iuran.tagihan.forms.tagihan import KeluarForm
from iuran.tagihan.forms.ubah import BagiForm, IsianForm
from iuran.tagihan.views.tagihan import ambil_tagihan
from peserta.daftar import kota_besar
from pijar.http import PetugasRequest, hak, halaman, menyusul
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import sidik


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """The people of a bill; one of them is taken out of a draft."""
    tagihan = ambil_tagihan(request, pk)
    form = KeluarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        pks = form.cleaned_data["iuran"]
        nominal = keluarkan(tagihan, pks, alasan=form.cleaned_data["alasan"], oleh=request.user)
        messages.success(
            request, f"{ribuan(len(pks))} orang dikeluarkan; tagihan turun {rupiah(nominal)}."
        )
        return redirect("iuran:tagihan_orang", pk=pk)
    cari = request.GET.get("cari", "").strip()
    hanya = {f"hanya_{n}": n in request.GET for n in ("keluar", "dilaporkan", "asing")}
    semua = orang_tagihan(tagihan, cari, **hanya)
    konteks = {
        "tagihan": tagihan,
        "form": form,
        "cari": cari,
        **hanya,
        "halaman": halaman(request, semua),
        "bisa": tagihan.status == StatusTagihan.DISUSUN
        and tagihan.disusun_oleh_id == request.user.pk,
    }
    status = 422 if form.is_bound else 200
    return render(request, "iuran/tagihan_orang.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def isian(request: PetugasRequest, pk: int) -> HttpResponse:
    """The bill's codes, the papers of the treasury and BPJS's receipt."""
    tagihan = ambil_tagihan(request, pk)
    tercatat = isi_tercatat(tagihan)
    form = IsianForm(request.POST or None, instance=tagihan, pada=timezone.localdate())
    if form.is_valid():
        berubah = ubah_isian(
            tagihan, form.isi, dilihat=form.cleaned_data["dilihat"], oleh=request.user
        )
        kata = ", ".join(berubah) or "Tidak ada yang berubah"
        messages.success(request, f"{kata}{' tersimpan' if berubah else ''}.")
        return redirect("iuran:tagihan_detail", pk=pk)
    konteks = {
        "tagihan": tagihan,
        "form": form,
        "segel": form.data.get("dilihat") or sidik(tercatat),
    }
    status = 422 if form.is_bound else 200
    return render(request, "iuran/tagihan_isian.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
@menyusul("Menghitung tagihan …", kota_besar)
def bagi(request: PetugasRequest, pk: int) -> HttpResponse:
    """Divide the bill in two named parts."""
    tagihan = ambil_tagihan(request, pk)
    form = BagiForm(request.POST or None, kecamatan=kecamatan_tagihan(tagihan))
    if form.is_valid():
        daftar = bagi_tagihan(tagihan, form.pilihan, oleh=request.user, pada=timezone.now())
        rinci = " dan ".join(
            f"{t.nomor} ({ribuan(t.jumlah_orang)} orang, {rupiah(t.total)})" for t in daftar
        )
        messages.success(request, f"{tagihan.nomor} dibagi menjadi {rinci}.")
        return redirect("iuran:tagihan_detail", pk=tagihan.induk_id or pk)
    konteks = {"tagihan": tagihan, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "iuran/tagihan_bagi.html", konteks, status=status)


@require_POST
@hak("mengelola_iuran")
def gabung(request: PetugasRequest, pk: int) -> HttpResponse:
    tagihan = ambil_tagihan(request, pk)
    jumlah = gabungkan_bagian(tagihan, oleh=request.user, pada=timezone.now())
    messages.success(request, f"{tagihan.nomor} utuh lagi dengan {ribuan(jumlah)} orang.")
    return redirect("iuran:tagihan_detail", pk=pk)
