"""Checking people against lists of other offices: ask, upload, look, use, propose."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.models import (
    BarisPadanan,
    DaftarPadanan,
    Iuran,
    PermintaanPadanan,
    StatusPemadanan,
)
from iuran.pemadanan.batal import tutup as tutup_daftar
from iuran.pemadanan.forms import MintaForm, TemuanForm, UnggahForm, UsulkanForm
from iuran.pemadanan.permintaan import minta_daftar
from iuran.pemadanan.sisih import sisihkan
from iuran.pemadanan.tampil import (
    TIDAK_DIJAWAB,
    bagian_daftar,
    bagian_dipilih,
    dapat_diusulkan,
    isi_bagian,
    kata_bagian,
    satu_baris,
)
from iuran.pemadanan.terapkan import minta_terapkan
from iuran.pemadanan.terima import unggah_padanan
from iuran.pemadanan.usulkan import minta_usulkan, usulkan_baris
from iuran.perlindungan import belum_ditindak
from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.pengguna.gerbang import tanya_kode

PER_DAFTAR = 20


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Upload a list, and the lists so far."""
    form = UnggahForm(
        request.POST or None,
        request.FILES or None,
        petugas=request.user,
        pada=timezone.localdate(),
    )

    def kerja(isi: dict[str, Any]) -> None:
        isi["daftar"], baru = unggah_padanan(isi["berkas"], form.kepala, oleh=request.user)
        if not baru:
            messages.info(
                request,
                f"Berkas yang sama sudah diunggah: {isi['daftar']}. Tidak ada yang berubah.",
            )

    if coba(form, kerja):
        return redirect("iuran:pemadanan_detail", pk=form.cleaned_data["daftar"].pk)
    semua = DaftarPadanan.objects.for_petugas(request.user).select_related("oleh")
    diminta = PermintaanPadanan.objects.for_petugas(request.user)
    konteks = {
        "form": form,
        "halaman": halaman(request, semua, per=PER_DAFTAR),
        "permintaan": diminta.select_related("tagihan", "oleh", "tugas")[:5],
    }
    return render(request, "iuran/pemadanan.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran", "buka_nik")
@tanya_kode
def minta(request: PetugasRequest) -> HttpResponse:
    """The list to send: of a bill or a month, with the reason."""
    awal = {"tagihan": request.GET.get("tagihan", "")}
    form = MintaForm(request.POST or None, petugas=request.user, initial=awal)

    def kerja(isi: dict[str, Any]) -> None:
        siapa = {"tagihan": isi["tagihan"], "bulan": isi["bulan"]}
        isi["tugas"] = minta_daftar(**siapa, alasan=form.kalimat, oleh=request.user).tugas

    if coba(form, kerja):
        return redirect("tugas:detail", pk=form.cleaned_data["tugas"].pk)
    return render(request, "iuran/pemadanan_minta.html", {"form": form}, status=status_form(form))


@require_GET
@hak("mengelola_iuran")
def temuan(request: PetugasRequest) -> HttpResponse:
    """Whom the last checks report, and on whom nobody has acted yet; also of one bill."""
    form = TemuanForm(request.GET, petugas=request.user)
    isi = form.cleaned_data
    tagihan = isi.get("tagihan")
    iuran = Iuran.objects.for_petugas(request.user).orang().filter(tagihan=tagihan)
    semua = belum_ditindak(iuran.values("peserta") if tagihan else None).for_petugas(request.user)
    if isi.get("hasil"):
        semua = semua.filter(hasil=isi["hasil"])
    semua = semua.select_related("daftar", "peserta__kelurahan__kecamatan")
    konteks = {
        "form": form,
        "tagihan": tagihan,
        "halaman": halaman(request, semua.order_by("peserta__nama", "pk")),
    }
    return render(request, "iuran/pemadanan_temuan.html", konteks)


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One list: its job, its bins, the rows of one bin."""
    return tampilkan(request, ambil_daftar(request, pk))


def tampilkan(request: PetugasRequest, satu: DaftarPadanan, **form: Form) -> HttpResponse:
    """The page of a list; with ``form`` once more, when it has mistakes or was refused."""
    konteks: dict[str, Any] = {
        "daftar": satu,
        "tugas": satu.tugas,
        "tutup_form": AlasanSingkatForm(auto_id="tutup_%s"),
    }
    if satu.terbaca:
        semua = bagian_daftar(satu)
        bagian = bagian_dipilih(semua, request.GET.get("bagian", ""))
        konteks |= {
            "daftar_bagian": semua,
            "bagian": bagian,
            "kata_bagian": kata_bagian(bagian),
            "orang": bagian.kode == TIDAK_DIJAWAB,
            "halaman": halaman(request, isi_bagian(satu, bagian)),
            "diusulkan": dapat_diusulkan(satu, bagian),
        }
    status = status_form(form["tutup_form"]) if form else 200
    return render(request, "iuran/pemadanan_detail.html", konteks | form, status=status)


@require_POST
@hak("mengelola_iuran")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    minta_terapkan(ambil_daftar(request, pk), oleh=request.user)
    return redirect("iuran:pemadanan_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def tutup(request: PetugasRequest, pk: int) -> HttpResponse:
    """Discard the list, or take it back once it is in use; with the reason."""
    satu = ambil_daftar(request, pk)
    form = AlasanSingkatForm(request.POST, auto_id="tutup_%s")

    def kerja(isi: dict[str, Any]) -> None:
        tutup_daftar(satu, alasan=isi["alasan"], oleh=request.user, pada=timezone.now())

    if not coba(form, kerja):
        return tampilkan(request, satu, tutup_form=form)
    kata = "ditarik" if satu.status == StatusPemadanan.DITERAPKAN else "dibuang"
    messages.success(request, f"Daftar {satu} {kata}.")
    return redirect("iuran:pemadanan_detail", pk=pk)


@require_POST
@hak("mengelola_iuran", "usul_peristiwa")
def usulkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Propose the events of a whole bin in one job."""
    satu = ambil_daftar(request, pk)
    form = UsulkanForm(request.POST)
    if not form.is_valid():
        raise AturanDilanggarError(str(form.errors["hasil"][0]))
    minta_usulkan(satu, form.cleaned_data["hasil"], oleh=request.user)
    return redirect(alamat_bagian(satu, form.cleaned_data["hasil"]))


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baris(request: PetugasRequest, pk: int, baris_pk: int) -> HttpResponse:
    """One row, the next step, and setting it aside or taking it back."""
    satu = ambil_baris(request, pk, baris_pk)
    form = AlasanSingkatForm(request.POST or None)

    def kerja(isi: dict[str, Any]) -> None:
        sisihkan(
            satu,
            disisihkan="sisihkan" in request.POST,
            alasan=isi["alasan"],
            oleh=request.user,
            pada=timezone.now(),
        )

    if coba(form, kerja):
        messages.success(request, "Tersimpan.")
        return redirect(alamat_bagian(satu.daftar, satu.hasil))
    konteks = {
        "baris": satu,
        "daftar": satu.daftar,
        "form": form,
        "riwayat": satu.daftar_sisih.select_related("oleh"),
    }
    return render(request, "iuran/pemadanan_baris.html", konteks, status=status_form(form))


@require_POST
@hak("mengelola_iuran", "usul_peristiwa")
def usulkan_satu(request: PetugasRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Propose the event that one row reports."""
    satu = ambil_baris(request, pk, baris_pk)
    usulan = usulkan_baris(satu, oleh=request.user, pada=timezone.localdate())
    messages.success(request, f"{usulan.get_jenis_display()} diusulkan untuk {satu.peserta}.")
    return redirect(alamat_bagian(satu.daftar, satu.hasil))


def alamat_bagian(satu: DaftarPadanan, hasil: str) -> str:
    return f"{reverse('iuran:pemadanan_detail', args=[satu.pk])}?bagian={hasil}#bagian"


def ambil_daftar(request: PetugasRequest, pk: int) -> DaftarPadanan:
    terkait = ("oleh", "tugas", "permintaan__tagihan", "diterapkan_oleh", "ditutup_oleh")
    return ambil(request, DaftarPadanan.objects, pk, *terkait)


def ambil_baris(request: PetugasRequest, pk: int, baris_pk: int) -> BarisPadanan:
    satu = ambil_daftar(request, pk)
    return ambil(request, satu_baris(satu), baris_pk)
