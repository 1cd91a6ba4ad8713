"""BPJS's answer to a batch: upload, look at every row, apply."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.berkas_bpjs import lepaskan_menunggu
from iuran.berkas_bpjs.forms import JawabanForm
from iuran.berkas_bpjs.views.daftar import tampilkan_lagi
from iuran.jawaban.betulkan import (
    GantiLindung,
    Pindahan,
    atur_lindung,
    atur_tanggal,
    pindahkan_baris,
)
from iuran.jawaban.forms import GantiTanggalForm, LepasForm, LindungForm, PindahForm
from iuran.jawaban.hitungan import pratinjau_terapan
from iuran.jawaban.keluarkan import keluarkan_cek_awal
from iuran.jawaban.tampil import (
    TIDAK_ADA,
    bagian_dipilih,
    bagian_jawaban,
    bisa_keluar,
    dengan_rencana,
    isi_bagian,
    kata_bagian,
)
from iuran.jawaban.terapkan import minta_terapkan
from iuran.jawaban.terima import minta_baca, unggah_jawaban
from iuran.models import (
    BarisJawaban,
    BerkasBPJS,
    JawabanBPJS,
    JenisJawaban,
    StatusJawaban,
)
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form


@require_POST
@hak("mengelola_iuran")
def unggah(request: PetugasRequest, pk: int) -> HttpResponse:
    berkas_bpjs = ambil(request, BerkasBPJS.objects, pk)
    sejak, pada = berkas_bpjs.hari_disusun, timezone.localdate()
    form = JawabanForm(request.POST, request.FILES, sejak=sejak, pada=pada)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, jawaban_form=form)
    jawaban = unggah_jawaban(berkas_bpjs, oleh=request.user, **form.cleaned_data)
    if jawaban.status != StatusJawaban.DIBACA:
        messages.info(request, "Berkas yang sama sudah pernah diunggah; ini hasil bacaannya.")
    return redirect("iuran:jawaban", pk=pk, jawaban_pk=jawaban.pk)


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    """The bins of one answer, the rows of one bin, and the preview of applying."""
    return tampilkan(request, ambil_jawaban(request, pk, jawaban_pk))


def tampilkan(request: PetugasRequest, jawaban: JawabanBPJS, **form: Form) -> HttpResponse:
    """The page of an answer; with ``form`` once more, when it has mistakes or was refused."""
    daftar_bagian = bagian_jawaban(jawaban)
    bagian = bagian_dipilih(daftar_bagian, request.GET.get("bagian", ""))
    hal = halaman(request, isi_bagian(jawaban, bagian, untuk=request.user))
    if bagian != TIDAK_ADA:
        hal.object_list = dengan_rencana(jawaban, hal.object_list)
    konteks = {
        "jawaban": jawaban,
        "berkas_bpjs": jawaban.berkas_bpjs,
        "cek_awal": jawaban.jenis == JenisJawaban.CEK_AWAL,
        "bagian": bagian,
        "daftar_bagian": daftar_bagian,
        "kata_bagian": kata_bagian(jawaban, bagian),
        "jumlah": next((n for kode, _, n in daftar_bagian if kode == bagian), 0),
        "halaman": hal,
        "pratinjau": pratinjau_terapan(jawaban),
        "bisa": jawaban.bisa_dikoreksi,
        "berencana": jawaban.status == StatusJawaban.DIPERIKSA and jawaban.bisa_diterapkan,
        "pindah_form": PindahForm(jenis=jawaban.jenis, dari=bagian, initial={"dari": bagian}),
        "lepas_form": LepasForm(auto_id="lepas_%s"),
        "tanggal_form": GantiTanggalForm(
            auto_id="tanggal_%s",
            sejak=jawaban.berkas_bpjs.hari_disusun,
            pada=timezone.localdate(),
            initial={"tanggal": jawaban.hari, "sebelum": jawaban.tanggal},
        ),
        "bisa_keluar": bisa_keluar(jawaban, bagian),
    }
    terisi = next(iter(form.values()), None)
    konteks["dicentang"] = (terisi and terisi.cleaned_data.get("baris")) or []
    status = status_form(terisi) if terisi else 200
    return render(request, "iuran/jawaban.html", konteks | form, status=status)


@require_POST
@hak("mengelola_iuran")
def pindah(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    """Move ticked rows, or all of a bin, to another bin."""
    jawaban = ambil_jawaban(request, pk, jawaban_pk)
    form = PindahForm(request.POST, jenis=jawaban.jenis)

    def kerja(isi: dict[str, Any]) -> None:
        pindahan = Pindahan(isi["dari"], isi["ke"], None if isi["semua"] else isi["baris"])
        alasan = isi["alasan"]
        pindahkan_baris(jawaban, pindahan, alasan=alasan, pada=timezone.now(), oleh=request.user)
        messages.success(request, f"Dipindahkan ke {isi['ke'].label}.")

    if not coba(form, kerja):
        return tampilkan(request, jawaban, pindah_form=form)
    return kembali(request, jawaban)


@require_POST
@hak("mengelola_iuran")
def keluarkan(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    """Out of the batch: people whom the pre-check refuses, or whom the answer leaves out."""
    jawaban = ambil_jawaban(request, pk, jawaban_pk)
    cek_awal = jawaban.jenis == JenisJawaban.CEK_AWAL
    form = LepasForm(request.POST, auto_id="lepas_%s", cek_awal=cek_awal)

    def kerja(isi: dict[str, Any]) -> None:
        dipilih, alasan = None if isi["semua"] else isi["baris"], isi["alasan"]
        pada, oleh = timezone.now(), request.user
        if cek_awal:
            keluarkan_cek_awal(jawaban, dipilih, pada=pada, oleh=oleh)
        else:
            lepaskan_menunggu(jawaban.berkas_bpjs, dipilih, alasan=alasan, pada=pada, oleh=oleh)

    if not coba(form, kerja):
        return tampilkan(request, jawaban, lepas_form=form)
    messages.success(request, "Dikeluarkan dari berkas ini.")
    return kembali(request, jawaban)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def lindung(request: PetugasRequest, pk: int, jawaban_pk: int, baris_pk: int) -> HttpResponse:
    """Set the end of an existing cover on one row, with a reason."""
    jawaban = ambil_jawaban(request, pk, jawaban_pk)
    baris = ambil(
        request,
        BarisJawaban.objects,
        baris_pk,
        "baris__peserta",
        jawaban=jawaban,
        baris__isnull=False,
    )
    awal = {"sampai": baris.lindung_sampai, "sebelum": baris.lindung_sampai}
    form = LindungForm(request.POST or None, initial=awal)

    def kerja(isi: dict[str, Any]) -> None:
        ganti = GantiLindung(baris.pk, isi["sebelum"], isi["sampai"])
        alasan = isi["alasan"]
        atur_lindung(jawaban, ganti, alasan=alasan, pada=timezone.now(), oleh=request.user)

    if coba(form, kerja):
        messages.success(request, "Tanggal perlindungan lama disimpan.")
        return kembali(request, jawaban)
    konteks = {"jawaban": jawaban, "berkas_bpjs": jawaban.berkas_bpjs, "baris": baris, "form": form}
    konteks["riwayat"] = baris.riwayat_koreksi()
    return render(request, "iuran/jawaban_baris.html", konteks, status=status_form(form))


@require_POST
@hak("mengelola_iuran")
def tanggal(request: PetugasRequest, pk: int, jawaban_pk: int) -> HttpResponse:
    """Correct the day that the list bears, with a reason."""
    jawaban = ambil_jawaban(request, pk, jawaban_pk)
    sejak, pada = jawaban.berkas_bpjs.hari_disusun, timezone.localdate()
    form = GantiTanggalForm(request.POST, auto_id="tanggal_%s", sejak=sejak, pada=pada)

    def kerja(isi: dict[str, Any]) -> None:
        sebelum, alasan = isi["sebelum"], isi["alasan"]
        atur_tanggal(jawaban, isi["tanggal"], sebelum=sebelum, alasan=alasan, oleh=request.user)

    if not coba(form, kerja):
        return tampilkan(request, jawaban, tanggal_form=form)
    messages.success(request, "Tanggal daftar diubah; periksa bulan pertamanya.")
    return kembali(request, jawaban)


def kembali(request: PetugasRequest, jawaban: JawabanBPJS) -> HttpResponse:
    """Redirect to the same bin of the answer."""
    alamat = reverse("iuran:jawaban", args=[jawaban.berkas_bpjs_id, jawaban.pk])
    return redirect(f"{alamat}?{request.GET.urlencode()}")


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
    terkait = ("berkas_bpjs__sumber", "tugas", "oleh", "milik", "tanggal_oleh")
    return ambil(request, JawabanBPJS.objects, jawaban_pk, *terkait, berkas_bpjs_id=pk)
