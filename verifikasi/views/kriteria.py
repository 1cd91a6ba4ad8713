"""The versions of the criteria: for everybody who works with cases, and decided by two admins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peserta.orang.views.berkas import CSP_FOTO, CSP_PDF
from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.sidik import sidik
from pijar.unggahan import MIME
from verifikasi.actions.kriteria_usul import aktifkan_versi, tolak_versi, usulkan_versi
from verifikasi.isi_kriteria import akibat_aktif, bandingkan, butir, isi_versi
from verifikasi.models import StatusVersi, VersiKriteria

ORANG = ("disusun_oleh", "diusulkan_oleh", "diputus_oleh", "disalin_dari")


@require_GET
@hak("lihat_peserta")
def kriteria(request: PetugasRequest) -> HttpResponse:
    """Every version with its state, the newest first; the one in force with its criteria."""
    semua = VersiKriteria.objects.for_petugas(request.user)
    berlaku = semua.pada(timezone.localdate())
    konteks = {
        "halaman": halaman(request, semua.select_related("disusun_oleh", "diputus_oleh")),
        "berlaku": berlaku,
        "butir": butir([berlaku])[berlaku.pk] if berlaku else [],
    }
    return render(request, "verifikasi/kriteria.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def versi(request: PetugasRequest, pk: int) -> HttpResponse:
    """One version: its Keputusan and criteria; admins propose, activate or drop it here."""
    satu = ambil(request, VersiKriteria.objects, pk, *ORANG)
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if request.method == "POST":
        return putus(request, satu, form)
    return tampilkan(request, satu, form)


def berlaku_kini(request: PetugasRequest) -> VersiKriteria | None:
    """The version in force today."""
    return VersiKriteria.objects.for_petugas(request.user).pada(timezone.localdate())


def putus(request: PetugasRequest, satu: VersiKriteria, form: AlasanSingkatForm) -> HttpResponse:
    """What an admin's button does; others get the 403 page."""
    if not request.user.has_perm("pijar.menetapkan"):
        raise PermissionDenied
    kini = timezone.now()
    if "usulkan" in request.POST:
        usulkan_versi(satu, oleh=request.user, pada=kini)
        messages.success(request, "Versi diusulkan. Sekarang admin lain mengaktifkannya.")
    elif "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        aktifkan_versi(satu, dilihat=dilihat, oleh=request.user, pada=kini)
        messages.success(request, "Versi kriteria diaktifkan.")
    elif coba(form, lambda isi: tolak_versi(satu, **isi, oleh=request.user, pada=kini)):
        messages.success(request, "Usulan tidak jadi; versinya tetap tercatat.")
    else:
        return tampilkan(request, satu, form)
    return redirect("verifikasi:kriteria_versi", pk=satu.pk)


def tampilkan(
    request: PetugasRequest, satu: VersiKriteria, form: AlasanSingkatForm
) -> HttpResponse:
    menunggu = satu.status == StatusVersi.DIUSULKAN
    konteks = {
        "versi": satu,
        "butir": butir([satu])[satu.pk],
        "form": form,
        "sunting": satu.draf and request.user.has_perm("pijar.menetapkan"),
        "akibat": akibat_aktif(satu) if menunggu or satu.draf else "",
        "segel": sidik(isi_versi(satu)) if menunggu else "",
        "sendiri": satu.diusulkan_oleh_id == request.user.pk,
        "berlaku": berlaku_kini(request),
        "pelengkap": satu.daftar_pelengkap.select_related("diusulkan_oleh", "diputus_oleh"),
    }
    return render(request, "verifikasi/kriteria_versi.html", konteks, status=status_form(form))


@require_GET
@hak("lihat_peserta")
def banding(request: PetugasRequest, pk: int) -> HttpResponse:
    """A version beside the one in force (or the one it was drafted from), changes marked."""
    satu = ambil(request, VersiKriteria.objects, pk, "disalin_dari")
    kini = berlaku_kini(request)
    lama = kini if kini and kini.pk != satu.pk else satu.disalin_dari
    daftar = bandingkan(lama, satu)
    konteks = {"versi": satu, "lama": lama, "daftar": daftar}
    konteks["berubah"] = sum(b.tanda != "sama" for b in daftar)
    return render(request, "verifikasi/kriteria_banding.html", konteks)


@require_GET
@hak("lihat_peserta")
def pindaian(request: PetugasRequest, pk: int) -> FileResponse:
    """The scanned Keputusan, which carries no personal data."""
    satu = ambil(request, VersiKriteria.objects, pk)
    if not satu.pindaian or not satu.pindaian.storage.exists(satu.pindaian.name):
        raise AturanDilanggarError("Pindaian keputusan ini tidak ada di server. Unggah lagi.")
    mime = satu.pindaian_mime
    nama = f"kriteria-{pk}{MIME[mime]}"
    jawaban = FileResponse(satu.pindaian.open(), content_type=mime, filename=nama)
    jawaban["Content-Security-Policy"] = CSP_FOTO if mime.startswith("image/") else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
