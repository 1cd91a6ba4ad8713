"""BPJS's answer to a batch: upload, look at every row, apply."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from iuran.actions.jawaban import minta_baca, unggah_jawaban
from iuran.actions.terapan import minta_terapkan, pratinjau_terapan
from iuran.forms.pendaftaran import JawabanForm
from iuran.models import (
    BarisJawaban,
    HasilJawaban,
    JawabanBPJS,
    JenisJawaban,
    PendaftaranKolektif,
    StatusJawaban,
)
from iuran.views.pendaftaran import tampilkan_lagi
from pijar.http import PetugasRequest, ambil, hak, halaman

TIDAK_ADA = "tidak_ada"
# Bin, title after enrolment, title of a pre-check.
BAGIAN = (
    (HasilJawaban.SESUAI, "Sesuai", "Bisa didaftarkan"),
    (HasilJawaban.SUDAH_PESERTA, "Sudah peserta", "Sudah peserta"),
    (HasilJawaban.DITOLAK, "Ditolak", "Ditolak pada cek awal"),
    (TIDAK_ADA, "Tidak ada di jawaban", "Tidak ada di daftar"),
    (HasilJawaban.TIDAK_DIMINTA, "Tidak kita minta", "Tidak kita minta"),
    (HasilJawaban.GALAT, "Perlu diperiksa", "Perlu diperiksa"),
)


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
    """The bins of one answer, the rows of one bin, and what applying would do."""
    jawaban = ambil_jawaban(request, pk, jawaban_pk)
    jumlah = _jumlah(jawaban)
    cek_awal = jawaban.jenis == JenisJawaban.CEK_AWAL
    bagian = request.GET.get("bagian", "")
    if bagian not in jumlah:
        bagian = next((kode for kode, *_ in BAGIAN if jumlah[kode]), HasilJawaban.SESUAI)
    konteks = {
        "jawaban": jawaban,
        "pendaftaran": jawaban.pendaftaran,
        "cek_awal": cek_awal,
        "bagian": bagian,
        "daftar_bagian": [
            (kode, awal if cek_awal else j, jumlah[kode]) for kode, j, awal in BAGIAN
        ],
        "halaman": halaman(request, _isi(request, jawaban, bagian)),
        "pratinjau": pratinjau_terapan(jawaban),
    }
    return render(request, "iuran/jawaban.html", konteks)


def _jumlah(jawaban: JawabanBPJS) -> Counter[str]:
    """How many rows (or unanswered lines) each bin has; every bin has an entry."""
    per_hasil = jawaban.daftar_baris.order_by().values_list("hasil").annotate(Count("pk"))
    jumlah: Counter[str] = Counter({kode: 0 for kode, *_ in BAGIAN} | dict(per_hasil))
    if jawaban.terbaca:
        jumlah[TIDAK_ADA] = jawaban.belum_dijawab().count()
    return jumlah


def _isi(request: PetugasRequest, jawaban: JawabanBPJS, bagian: str) -> QuerySet[Any]:
    if bagian == TIDAK_ADA:
        belum = jawaban.belum_dijawab() if jawaban.terbaca else jawaban.belum_dijawab().none()
        return belum.for_petugas(request.user).select_related("peserta").order_by("nomor")
    baris = BarisJawaban.objects.for_petugas(request.user)
    return baris.filter(jawaban=jawaban, hasil=bagian).select_related("baris__peserta")


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
