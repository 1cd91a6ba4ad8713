"""BPJS's answer to a batch: upload, look at every row, apply."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from iuran.jawaban.tampil import bagian_dipilih, bagian_jawaban, isi_bagian
from iuran.jawaban.terapkan import minta_terapkan, pratinjau_terapan
from iuran.jawaban.terima import minta_baca, unggah_jawaban
from iuran.models import (
    JawabanBPJS,
    JenisJawaban,
    PendaftaranKolektif,
    StatusJawaban,
)
from iuran.pendaftaran.forms import JawabanForm
from iuran.pendaftaran.views import tampilkan_lagi
from pijar.http import PetugasRequest, ambil, hak, halaman


@require_POST
@hak("mengelola_iuran")
def unggah(request: PetugasRequest, pk: int) -> HttpResponse:
    pendaftaran = ambil(request, PendaftaranKolektif.objects, pk)
    form = JawabanForm(request.POST, request.FILES)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, jawaban_form=form)
    jawaban = unggah_jawaban(pendaftaran, berkas=form.cleaned_data["berkas"], oleh=request.user)
    if jawaban.status != StatusJawaban.DIBACA:
        messages.info(request, "Berkas yang sama sudah pernah diunggah; ini hasil bacaannya.")
    return redirect("iuran:jawaban", pk=pk, jawaban_pk=jawaban.pk)


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    """The bins of one answer, the rows of one bin, and the preview of applying."""
    jawaban = ambil_jawaban(request, pk, jawaban_pk)
    daftar_bagian = bagian_jawaban(jawaban)
    bagian = bagian_dipilih(daftar_bagian, request.GET.get("bagian", ""))
    konteks = {
        "jawaban": jawaban,
        "pendaftaran": jawaban.pendaftaran,
        "cek_awal": jawaban.jenis == JenisJawaban.CEK_AWAL,
        "bagian": bagian,
        "daftar_bagian": daftar_bagian,
        "halaman": halaman(request, isi_bagian(jawaban, bagian, untuk=request.user)),
        "pratinjau": pratinjau_terapan(jawaban),
    }
    return render(request, "iuran/jawaban.html", konteks)


@require_POST
@hak("mengelola_iuran")
def terapkan(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    minta_terapkan(ambil_jawaban(request, pk, jawaban_pk), oleh=request.user)
    return redirect("iuran:jawaban", pk=pk, jawaban_pk=jawaban_pk)


@require_POST
@hak("mengelola_iuran")
def baca_ulang(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    minta_baca(ambil_jawaban(request, pk, jawaban_pk), oleh=request.user)
    return redirect("iuran:jawaban", pk=pk, jawaban_pk=jawaban_pk)


def ambil_jawaban(request: PetugasRequest, pk: int, jawaban_pk: int) -> JawabanBPJS:
    terkait = ("pendaftaran__sumber", "tugas", "oleh")
    return ambil(request, JawabanBPJS.objects, jawaban_pk, *terkait, pendaftaran_id=pk)
