"""Files to BPJS: list, one file, send, cancel."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from iuran.berkas_bpjs.actions.batal import batalkan_berkas, lepaskan_menunggu
from iuran.berkas_bpjs.actions.keluarkan import keluarkan_baris
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim, tarik_kiriman
from iuran.berkas_bpjs.actions.susun import minta_ekspor
from iuran.berkas_bpjs.forms import (
    JawabanForm,
    KeluarkanForm,
    KirimForm,
    UrutanForm,
)
from iuran.berkas_bpjs.kolom import belum_lengkap, kolom_wajib, yang_kurang
from iuran.berkas_bpjs.siap import orang_siap
from iuran.models import (
    KATA,
    BarisBerkas,
    BarisBerkasQuerySet,
    BerkasBPJS,
    HasilBaris,
    JenisBerkasBPJS,
    StatusBerkas,
    UrutanBayar,
)
from peserta.daftar import kota_besar
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, menyusul, status_form
from pijar.models import JejakAkses
from pijar.pengguna.gerbang import tanya_kode
from pijar.rupiah import ribuan

# People who hold up a batch: one press takes all of such a group out of it.
PENGHALANG: dict[str, Callable[[BerkasBPJS], BarisBerkasQuerySet]] = {
    "kurang": belum_lengkap,
    "berhenti": lambda berkas_bpjs: berkas_bpjs.daftar_baris.tidak_berlaku_lagi(),
}


@require_GET
@hak("mengelola_iuran")
@menyusul("Menghitung siapa yang menunggu …", kota_besar)
def daftar(request: PetugasRequest) -> HttpResponse:
    """All files, newest first, of one kind if the address names it; and who waits for one."""
    jenis = request.GET.get("jenis", "")
    semua = BerkasBPJS.objects.for_petugas(request.user)
    if jenis in JenisBerkasBPJS.values:
        semua = semua.filter(jenis=jenis)
    konteks = {
        "halaman": halaman(request, semua.with_hasil().select_related("sumber").order_by("-pk")),
        "jenis": jenis,
        "menunggu": [
            (j, KATA[j], jumlah)
            for j in JenisBerkasBPJS
            if (jumlah := orang_siap(request.user, j).count())
        ],
        "ditahan": BarisBerkas.objects.for_petugas(request.user).ditahan().count(),
        "pilihan_jenis": JenisBerkasBPJS.choices,
    }
    return render(request, "iuran/berkas_bpjs.html", konteks)


@require_GET
@hak("mengelola_iuran")
def alamat_lama(request: PetugasRequest, pk: int | None = None) -> HttpResponse:
    """The address from when every file was an enrolment, as bookmarks have it; ids are the same."""
    if pk is None:
        return redirect("iuran:berkas_bpjs", permanent=True)
    return redirect("iuran:berkas_bpjs_detail", pk=ambil_berkas(request, pk).pk, permanent=True)


@require_GET
@hak("mengelola_iuran")
@menyusul("Menghitung isi berkas …", kota_besar)
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return render(request, "iuran/berkas_bpjs_detail.html", konteks_detail(request, pk))


def konteks_detail(request: PetugasRequest, pk: int) -> dict[str, object]:
    """Everything that the batch's page shows."""
    semua = BerkasBPJS.objects.for_petugas(request.user).with_hasil()
    berkas_bpjs = get_object_or_404(
        semua.select_related("sumber", "profil", "disusun_oleh", "urutan_oleh", "tugas_excel"),
        pk=pk,
    )
    hasil = request.GET.get("hasil", "")
    penghalang = {k: cari(berkas_bpjs).for_petugas(request.user) for k, cari in PENGHALANG.items()}
    kiriman = list(berkas_bpjs.daftar_kiriman.select_related("oleh", "ditarik_oleh"))
    return {
        "berkas_bpjs": berkas_bpjs,
        "halaman": halaman_baris(request, berkas_bpjs, penghalang.get(hasil)),
        "hasil": hasil,
        **{nama: orang.count() for nama, orang in penghalang.items()},
        "berubah": berkas_bpjs.berubah_sejak_excel().count(),
        "pilihan_hasil": [(h.value, berkas_bpjs.kata.hasil(h)) for h in HasilBaris],
        "daftar_jawaban": berkas_bpjs.daftar_jawaban.select_related("oleh"),
        "kiriman": next((k for k in kiriman if k.ditarik_pada is None), None),
        "kiriman_ditarik": [k for k in kiriman if k.ditarik_pada],
        "bisa_keluar": berkas_bpjs.status == StatusBerkas.DISUSUN,
        "bisa_urutan": berkas_bpjs.bisa_urutan,
        "dicentang": [],
        **formulir(berkas_bpjs, request.GET),
    }


def halaman_baris(
    request: PetugasRequest, berkas_bpjs: BerkasBPJS, terhalang: BarisBerkasQuerySet | None
) -> Page[Any]:
    """One page of the batch's lines, each with what its data lack: all, of one result, or held."""
    baris = terhalang
    if baris is None:
        baris = BarisBerkas.objects.for_petugas(request.user).filter(berkas_bpjs=berkas_bpjs)
        if (hasil := request.GET.get("hasil", "")) in HasilBaris.values:
            baris = baris.filter(hasil=hasil)
    baris = baris.with_lewat().with_pokok().select_related("peserta__kelurahan", "dibuka_oleh")
    hal = halaman(request, baris.order_by("nomor"))
    wajib = kolom_wajib(berkas_bpjs.profil)
    hal.object_list = [(b, yang_kurang(b, wajib)) for b in hal.object_list]
    return hal


def formulir(berkas_bpjs: BerkasBPJS, surat: Mapping[str, str]) -> dict[str, Form]:
    """The empty forms of the batch's page; ``surat`` may name the letter that went out with it."""
    kini = timezone.localdate()
    bawaan = {k: surat[k] for k in KirimForm.base_fields if k in surat}
    return {
        "jawaban_form": JawabanForm(sejak=berkas_bpjs.hari_disusun, pada=kini),
        "urutan_form": UrutanForm(auto_id="urutan_%s", initial={"ke": urutan_lain(berkas_bpjs)}),
        "alasan_form": AlasanSingkatForm(),
        "tarik_form": AlasanSingkatForm(auto_id="tarik_%s"),
        "keluarkan_form": KeluarkanForm(auto_id="keluarkan_%s"),
        "kirim_form": KirimForm(auto_id="kirim_%s", initial={"tanggal": kini} | bawaan),
    }


@require_POST
@hak("mengelola_iuran")
@tanya_kode
def ekspor(request: PetugasRequest, pk: int) -> HttpResponse:
    """Make the Excel file again, after the profile or somebody's data was mended."""
    berkas_bpjs = ambil_berkas(request, pk)
    minta_ekspor(berkas_bpjs, oleh=request.user)
    messages.success(request, "Berkas Excel dibuat ulang.")
    return redirect("iuran:berkas_bpjs_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def kirim(request: PetugasRequest, pk: int) -> HttpResponse:
    """Mark the batch as sent, with the letter's date and number."""
    berkas_bpjs = ambil_berkas(request, pk)
    form = KirimForm(request.POST, auto_id="kirim_%s")

    def kerja(isi: dict[str, Any]) -> None:
        surat = Surat(isi["tanggal"], isi["nomor_surat"], isi["sha256"])
        tandai_dikirim(berkas_bpjs, surat, pada=timezone.now(), oleh=request.user)

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, kirim_form=form)
    messages.success(request, f"{berkas_bpjs.nomor} ditandai sudah dikirim ke BPJS.")
    return redirect("iuran:berkas_bpjs_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Take back the mark as sent; another admin than the one who made it."""
    berkas_bpjs = ambil_berkas(request, pk)
    form = AlasanSingkatForm(request.POST, auto_id="tarik_%s")

    def kerja(isi: dict[str, Any]) -> None:
        tarik_kiriman(berkas_bpjs, alasan=isi["alasan"], pada=timezone.now(), oleh=request.user)

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, tarik_form=form)
    messages.success(request, f"Tanda sudah dikirim {berkas_bpjs.nomor} ditarik.")
    return redirect("iuran:berkas_bpjs_detail", pk=pk)


def urutan_lain(berkas_bpjs: BerkasBPJS) -> UrutanBayar:
    """The order that the batch does not follow."""
    return UrutanBayar.KARTU_DULU if berkas_bpjs.bayar_dulu else UrutanBayar.BAYAR_DULU


@require_GET
@hak("mengelola_iuran")
def unduh_kiriman(request: PetugasRequest, pk: int, kiriman_pk: int) -> FileResponse:
    """Send the file exactly as it went to BPJS, and log the download."""
    berkas_bpjs = ambil_berkas(request, pk)
    kiriman = get_object_or_404(berkas_bpjs.daftar_kiriman, pk=kiriman_pk)
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"berkas ke BPJS {berkas_bpjs.nomor}: {kiriman.nama_berkas}",
        alasan=f"Berkas yang dikirim dengan surat {kiriman.nomor_surat}",
        jumlah=kiriman.jumlah_orang,
    )
    return FileResponse(kiriman.berkas.open(), as_attachment=True, filename=kiriman.nama_berkas)


@require_POST
@hak("mengelola_iuran")
def keluarkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Take ticked people out of a batch, or all of the group shown that holds it up."""
    berkas_bpjs = ambil_berkas(request, pk)
    form = KeluarkanForm(request.POST, auto_id="keluarkan_%s")
    cari = PENGHALANG.get(request.GET.get("hasil", ""), belum_lengkap)
    semua = cari(berkas_bpjs).for_petugas(request.user).values_list("pk", flat=True)

    def kerja(isi: dict[str, Any]) -> None:
        pks = list(semua) if isi["semua"] else isi["baris"]
        alasan = isi["alasan"]
        keluarkan_baris(berkas_bpjs, pks, alasan=alasan, pada=timezone.now(), oleh=request.user)

    if not coba(form, kerja):
        return tampilkan_lagi(request, pk, keluarkan_form=form)
    messages.success(request, "Dikeluarkan. Yang masih ditetapkan ditahan sampai diikutkan lagi.")
    return redirect("iuran:berkas_bpjs_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel the batch, with a reason."""
    berkas_bpjs = ambil_berkas(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, alasan_form=form)
    alasan = form.cleaned_data["alasan"]
    jumlah = batalkan_berkas(berkas_bpjs, alasan=alasan, pada=timezone.now(), oleh=request.user)
    messages.success(
        request, f"{berkas_bpjs.nomor} dibatalkan; {ribuan(jumlah)} orang menunggu lagi."
    )
    return redirect("iuran:berkas_bpjs_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def lepas(request: PetugasRequest, pk: int) -> HttpResponse:
    """Let people whom BPJS left unanswered wait for another batch."""
    berkas_bpjs = ambil_berkas(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan_lagi(request, pk, alasan_form=form)
    jumlah = lepaskan_menunggu(
        berkas_bpjs,
        alasan=form.cleaned_data["alasan"],
        pada=timezone.now(),
        oleh=request.user,
    )
    messages.success(request, f"{ribuan(jumlah)} orang menunggu berkas berikutnya.")
    return redirect("iuran:berkas_bpjs_detail", pk=pk)


def tampilkan_lagi(request: PetugasRequest, pk: int, **terisi: Form) -> HttpResponse:
    """The batch's page once more, with the form that has mistakes or was refused."""
    (form,) = terisi.values()
    konteks = konteks_detail(request, pk) | terisi
    konteks["dicentang"] = form.cleaned_data.get("baris", [])
    return render(request, "iuran/berkas_bpjs_detail.html", konteks, status=status_form(form))


def ambil_berkas(request: PetugasRequest, pk: int) -> BerkasBPJS:
    return ambil(request, BerkasBPJS.objects, pk, "tugas_excel", "profil")
