"""The answers of the form: upload, look at donors and workers, apply, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.impor_penyumbang.batal import buang, minta_batal
from iuran.impor_penyumbang.betulkan import kenali_opd, opd_asing
from iuran.impor_penyumbang.forms import JawabanForm, OpdForm
from iuran.impor_penyumbang.pilih import pilih_baris, pilih_vonis
from iuran.impor_penyumbang.pratinjau import isi_pratinjau, pratinjau
from iuran.impor_penyumbang.sisa import minta_sisa, sisa_baris
from iuran.impor_penyumbang.tampil import kolom_terbaca, tampilkan
from iuran.impor_penyumbang.terapkan import minta_terapkan
from iuran.impor_penyumbang.terima import baca_ulang as minta_baca_ulang
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.models import HasilBarisPenyumbang, ImporPenyumbang, StatusImporPenyumbang
from peserta.models import VONIS_DIBACA, Vonis
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.rupiah import ribuan
from pijar.sidik import sidik

PER_DAFTAR = 20
S = StatusImporPenyumbang
TAMPIL = [v for v in VONIS_DIBACA if v != Vonis.USUL]


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and the lists so far."""
    form = JawabanForm(request.POST or None, request.FILES or None)

    def kerja(isi: dict[str, Any]) -> None:
        isi["impor"], baru = unggah_jawaban_asn(isi["berkas"], oleh=request.user)
        if not baru:
            kalimat = f"Berkas yang sama sudah diunggah: {isi['impor']}. Tidak ada yang berubah."
            messages.info(request, kalimat)

    if coba(form, kerja):
        return redirect("iuran:impor_penyumbang_detail", pk=form.cleaned_data["impor"].pk)
    semua = ImporPenyumbang.objects.for_petugas(request.user).select_related("oleh")
    konteks = {"form": form, "halaman": halaman(request, semua.defer("pemetaan"), per=PER_DAFTAR)}
    return render(request, "iuran/impor_penyumbang.html", konteks, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One list: its job, its rows and figures, or its result, depending on its status."""
    return tampilkan_impor(request, ambil_impor(request, pk))


def tampilkan_impor(
    request: PetugasRequest, impor: ImporPenyumbang, opd_form: OpdForm | None = None
) -> HttpResponse:
    """The page of a list; with ``opd_form`` once more, when it was refused."""
    konteks: dict[str, Any] = {"impor": impor, "tugas": impor.tugas}
    if impor.jumlah and impor.status not in (S.DIBACA, S.GAGAL):
        konteks |= isi_baris(request, impor)
        konteks["sisa"] = sisa_baris(impor).count()
    if impor.status == S.DIPERIKSA:
        asing = opd_asing(impor)
        konteks["pratinjau"] = pratinjau(impor)
        konteks["segel"] = sidik(isi_pratinjau(impor))
        konteks["opd_form"] = opd_form or (OpdForm(asing=asing) if asing else None)
    status = status_form(opd_form) if opd_form else 200
    return render(request, "iuran/impor_penyumbang_detail.html", konteks, status=status)


def isi_baris(request: PetugasRequest, impor: ImporPenyumbang) -> dict[str, Any]:
    vonis = request.GET.get("vonis", "")
    semua = impor.daftar_baris.defer("mentah", "temuan", "orang").order_by("nomor")
    saring = semua.filter(vonis=vonis) if vonis in Vonis.values else semua
    if vonis in HasilBarisPenyumbang.values:
        saring = semua.filter(hasil=vonis)
    hal = halaman(request, saring)
    hal.object_list = tampilkan(hal.object_list)
    return {
        "halaman": hal,
        "vonis": vonis,
        "ringkasan": [(v, impor.jumlah.get(v.value, 0)) for v in TAMPIL],
        "kolom": kolom_terbaca(impor.pemetaan),
    }


@require_POST
@hak("mengelola_iuran")
def pilih(request: PetugasRequest, pk: int) -> HttpResponse:
    """Save the ticks of the shown rows."""
    tampil, dipilih = (angka(request, nama) for nama in ("tampil", "baris"))
    pilih_baris(ambil_impor(request, pk), tampil=tampil, dipilih=dipilih)
    messages.success(request, "Pilihan di halaman ini disimpan.")
    return kembali(request, pk)


@require_POST
@hak("mengelola_iuran")
def centang(request: PetugasRequest, pk: int, *, vonis: Vonis, dipilih: bool) -> HttpResponse:
    """Tick all rows of one verdict, or none of them."""
    jumlah = pilih_vonis(ambil_impor(request, pk), vonis, dipilih=dipilih)
    kata = "dicentang" if dipilih else "dilepas"
    messages.success(request, f"{ribuan(jumlah)} baris {vonis.label.lower()} {kata}.")
    return kembali(request, pk)


@require_POST
@hak("mengelola_iuran")
def opd(request: PetugasRequest, pk: int) -> HttpResponse:
    """Remember which offices the unknown names mean, and judge the list again."""
    impor = ambil_impor(request, pk)
    form = OpdForm(request.POST, asing=opd_asing(impor))

    def kerja(_: dict[str, Any]) -> None:
        jumlah = kenali_opd(impor, form.pilihan, oleh=request.user)
        messages.success(request, f"{jumlah} ejaan OPD diingat; daftar ini dinilai lagi.")

    if coba(form, kerja):
        return redirect("iuran:impor_penyumbang_detail", pk=pk)
    return tampilkan_impor(request, impor, form)


def kembali(request: PetugasRequest, pk: int) -> HttpResponse:
    """Redirect to the same page of rows, with its filter."""
    alamat = reverse("iuran:impor_penyumbang_detail", args=[pk])
    return redirect(f"{alamat}?{request.GET.urlencode()}")


def angka(request: PetugasRequest, nama: str) -> set[int]:
    return {int(isi) for isi in request.POST.getlist(nama) if isi.isdecimal() and len(isi) < 9}


@require_POST
@hak("mengelola_iuran")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    dilihat = request.POST.get("dilihat", "")
    minta_terapkan(ambil_impor(request, pk), dilihat=dilihat, oleh=request.user)
    return redirect("iuran:impor_penyumbang_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def baca_ulang(request: PetugasRequest, pk: int) -> HttpResponse:
    minta_baca_ulang(ambil_impor(request, pk), oleh=request.user)
    return redirect("iuran:impor_penyumbang_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Discard a list not yet applied, or queue the undo of an applied one."""
    impor = ambil_impor(request, pk)
    if impor.masuk:
        minta_batal(impor, oleh=request.user)
    else:
        buang(impor, oleh=request.user, pada=timezone.now())
        messages.success(request, f"Impor {impor} dibuang. Tidak ada data yang berubah.")
    return redirect("iuran:impor_penyumbang_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def sisa(request: PetugasRequest, pk: int) -> HttpResponse:
    """Queue the workbook of the rows left out."""
    tugas = minta_sisa(ambil_impor(request, pk), oleh=request.user)
    return redirect("tugas:detail", pk=tugas.pk)


def ambil_impor(request: PetugasRequest, pk: int) -> ImporPenyumbang:
    terkait = ("oleh", "tugas", "diterapkan_oleh", "ditutup_oleh")
    return ambil(request, ImporPenyumbang.objects, pk, *terkait)
