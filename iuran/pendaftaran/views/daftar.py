"""Batches to BPJS: list, make, one batch, send, cancel."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.models import (
    Bantuan,
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    HasilBaris,
    KelompokSiap,
    PendaftaranKolektif,
    StatusPendaftaran,
    UrutanBayar,
)
from iuran.pendaftaran.actions.batal import batalkan_pendaftaran, lepaskan_menunggu
from iuran.pendaftaran.actions.keluarkan import keluarkan_baris
from iuran.pendaftaran.actions.kirim import Surat, tandai_dikirim, tarik_kiriman
from iuran.pendaftaran.actions.susun import minta_ekspor, susun_pendaftaran
from iuran.pendaftaran.ekspor import belum_lengkap, kolom_wajib, yang_kurang
from iuran.pendaftaran.forms import (
    JawabanForm,
    KeluarkanForm,
    KirimForm,
    PendaftaranForm,
    UrutanForm,
)
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.models import JejakAkses
from pijar.rupiah import ribuan

# People who hold up a batch: one press takes all of such a group out of it.
PENGHALANG: dict[str, Callable[[PendaftaranKolektif], BarisPendaftaranQuerySet]] = {
    "kurang": belum_lengkap,
    "berhenti": lambda pendaftaran: pendaftaran.daftar_baris.tidak_lagi_didaftarkan(),
}


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """All batches, newest first, and how many people wait for one."""
    semua = PendaftaranKolektif.objects.for_petugas(request.user)
    siap = Bantuan.objects.for_petugas(request.user).per_kelompok()
    konteks = {
        "halaman": halaman(request, semua.with_hasil().select_related("sumber").order_by("-pk")),
        "menunggu": sum(k.jumlah for k in siap),
        "ditahan": BarisPendaftaran.objects.for_petugas(request.user).ditahan().count(),
    }
    return render(request, "iuran/pendaftaran.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """Waiting people per source, branch and first month; one click makes the batch."""
    form = PendaftaranForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pendaftaran = susun_pendaftaran(
            **form.cleaned_data["kelompok"]._asdict(),
            profil=form.cleaned_data["profil"],
            pada=timezone.localdate(),
            oleh=request.user,
        )
        jumlah = ribuan(pendaftaran.jumlah_orang)
        messages.success(request, f"{pendaftaran.nomor} berisi {jumlah} orang. Excel-nya dibuat.")
        return redirect("iuran:pendaftaran_detail", pk=pendaftaran.pk)
    siap = Bantuan.objects.for_petugas(request.user).per_kelompok()
    konteks = {"form": form, "daftar": dengan_semua_cabang(siap)}
    status = 422 if form.is_bound else 200
    return render(request, "iuran/pendaftaran_baru.html", konteks, status=status)


def dengan_semua_cabang(siap: Iterable[KelompokSiap]) -> list[KelompokSiap]:
    """The groups; where both branches wait, one more row for both in one file."""
    daftar: list[KelompokSiap] = []
    for _, kelompok in groupby(siap, key=lambda k: (k.bulan_awal, k.sumber_id)):
        cabang = list(kelompok)
        daftar += cabang
        if len(cabang) > 1:
            jumlah = sum(k.jumlah for k in cabang)
            daftar.append(cabang[0]._replace(cabang="", jumlah=jumlah))
    return daftar


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return render(request, "iuran/pendaftaran_detail.html", konteks_detail(request, pk))


def konteks_detail(request: PetugasRequest, pk: int) -> dict[str, object]:
    """Everything that the batch's page shows."""
    semua = PendaftaranKolektif.objects.for_petugas(request.user).with_hasil()
    pendaftaran = get_object_or_404(
        semua.select_related("sumber", "profil", "disusun_oleh", "urutan_oleh", "tugas_excel"),
        pk=pk,
    )
    hasil = request.GET.get("hasil", "")
    penghalang = {k: cari(pendaftaran).for_petugas(request.user) for k, cari in PENGHALANG.items()}
    baris = BarisPendaftaran.objects.for_petugas(request.user).filter(pendaftaran=pendaftaran)
    if hasil in penghalang:
        baris = penghalang[hasil]
    elif hasil in HasilBaris.values:
        baris = baris.filter(hasil=hasil)
    baris = baris.select_related("peserta__kelurahan", "bantuan__sambungan", "dibuka_oleh")
    hal = halaman(request, baris.order_by("nomor"))
    wajib = kolom_wajib(pendaftaran.profil)
    hal.object_list = [(b, yang_kurang(b, wajib)) for b in hal.object_list]
    kiriman = list(pendaftaran.daftar_kiriman.select_related("oleh", "ditarik_oleh"))
    return {
        "pendaftaran": pendaftaran,
        "halaman": hal,
        "hasil": hasil,
        **{nama: orang.count() for nama, orang in penghalang.items()},
        "berubah": pendaftaran.berubah_sejak_excel().count(),
        "pilihan_hasil": HasilBaris.choices,
        "daftar_jawaban": pendaftaran.daftar_jawaban.select_related("oleh"),
        "kiriman": next((k for k in kiriman if k.ditarik_pada is None), None),
        "kiriman_ditarik": [k for k in kiriman if k.ditarik_pada],
        "bisa_keluar": pendaftaran.status == StatusPendaftaran.DISUSUN,
        "bisa_urutan": pendaftaran.bisa_dibatalkan,
        "dicentang": [],
        **formulir(pendaftaran, request.GET),
    }


def formulir(pendaftaran: PendaftaranKolektif, surat: Mapping[str, str]) -> dict[str, Form]:
    """The empty forms of the batch's page; ``surat`` may name the letter that went out with it."""
    kini = timezone.localdate()
    bawaan = {k: surat[k] for k in KirimForm.base_fields if k in surat}
    return {
        "jawaban_form": JawabanForm(pada=kini),
        "urutan_form": UrutanForm(auto_id="urutan_%s", initial={"ke": urutan_lain(pendaftaran)}),
        "alasan_form": AlasanSingkatForm(),
        "tarik_form": AlasanSingkatForm(auto_id="tarik_%s"),
        "keluarkan_form": KeluarkanForm(auto_id="keluarkan_%s"),
        "kirim_form": KirimForm(auto_id="kirim_%s", initial={"tanggal": kini} | bawaan),
    }


@require_POST
@hak("mengelola_iuran")
def ekspor(request: PetugasRequest, pk: int) -> HttpResponse:
    """Make the Excel file again, after the profile or somebody's data was mended."""
    pendaftaran = ambil_pendaftaran(request, pk)
    minta_ekspor(pendaftaran, oleh=request.user)
    messages.success(request, "Berkas Excel dibuat ulang.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def kirim(request: PetugasRequest, pk: int) -> HttpResponse:
    """Mark the batch as sent, with the letter's date and number."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = KirimForm(request.POST, auto_id="kirim_%s")

    def kerja(isi: dict[str, Any]) -> None:
        surat = Surat(isi["tanggal"], isi["nomor_surat"], isi["sha256"])
        tandai_dikirim(pendaftaran, surat, pada=timezone.now(), oleh=request.user)

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, kirim_form=form)
    messages.success(request, f"{pendaftaran.nomor} ditandai sudah dikirim ke BPJS.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Take back the mark as sent; another admin than the one who made it."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = AlasanSingkatForm(request.POST, auto_id="tarik_%s")

    def kerja(isi: dict[str, Any]) -> None:
        tarik_kiriman(pendaftaran, alasan=isi["alasan"], pada=timezone.now(), oleh=request.user)

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, tarik_form=form)
    messages.success(request, f"Tanda sudah dikirim {pendaftaran.nomor} ditarik.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


def urutan_lain(pendaftaran: PendaftaranKolektif) -> UrutanBayar:
    """The order that the batch does not follow."""
    return UrutanBayar.KARTU_DULU if pendaftaran.bayar_dulu else UrutanBayar.BAYAR_DULU


@require_GET
@hak("mengelola_iuran")
def unduh_kiriman(request: PetugasRequest, pk: int, kiriman_pk: int) -> FileResponse:
    """Send the file exactly as it went to BPJS, and log the download."""
    pendaftaran = ambil_pendaftaran(request, pk)
    kiriman = get_object_or_404(pendaftaran.daftar_kiriman, pk=kiriman_pk)
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"pendaftaran {pendaftaran.nomor}: {kiriman.nama_berkas}",
        alasan=f"Berkas yang dikirim dengan surat {kiriman.nomor_surat}",
        jumlah=kiriman.jumlah_orang,
    )
    return FileResponse(kiriman.berkas.open(), as_attachment=True, filename=kiriman.nama_berkas)


@require_POST
@hak("mengelola_iuran")
def keluarkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Take ticked people out of a batch, or all of the group shown that holds it up."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = KeluarkanForm(request.POST, auto_id="keluarkan_%s")
    cari = PENGHALANG.get(request.GET.get("hasil", ""), belum_lengkap)
    semua = cari(pendaftaran).for_petugas(request.user).values_list("pk", flat=True)

    def kerja(isi: dict[str, Any]) -> None:
        pks = list(semua) if isi["semua"] else isi["baris"]
        alasan = isi["alasan"]
        keluarkan_baris(pendaftaran, pks, alasan=alasan, pada=timezone.now(), oleh=request.user)

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, keluarkan_form=form)
    messages.success(request, "Dikeluarkan. Yang masih ditetapkan ditahan sampai diikutkan lagi.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel the batch, with a reason."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, alasan_form=form)
    alasan = form.cleaned_data["alasan"]
    jumlah = batalkan_pendaftaran(pendaftaran, alasan=alasan, oleh=request.user)
    messages.success(
        request, f"{pendaftaran.nomor} dibatalkan; {ribuan(jumlah)} orang menunggu lagi."
    )
    return redirect("iuran:pendaftaran_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def lepas(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let people whom BPJS left unanswered wait for another batch."""
    pendaftaran = ambil_pendaftaran(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, alasan_form=form)
    jumlah = lepaskan_menunggu(
        pendaftaran,
        alasan=form.cleaned_data["alasan"],
        pada=timezone.now(),
        oleh=request.user,
    )
    messages.success(request, f"{ribuan(jumlah)} orang menunggu pendaftaran berikutnya.")
    return redirect("iuran:pendaftaran_detail", pk=pk)


def tampilkan_lagi(request: PetugasRequest, pk: int, **terisi: Form) -> HttpResponse:
    """The batch's page once more, with the form that has mistakes or was refused."""
    (form,) = terisi.values()
    konteks = konteks_detail(request, pk) | terisi
    konteks["dicentang"] = form.cleaned_data.get("baris", [])
    return render(request, "iuran/pendaftaran_detail.html", konteks, status=status_form(form))


def ambil_pendaftaran(request: PetugasRequest, pk: int) -> PendaftaranKolektif:
    return ambil(request, PendaftaranKolektif.objects, pk, "tugas_excel", "profil")
