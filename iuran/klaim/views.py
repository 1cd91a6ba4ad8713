"""Claims that deaths and accidents open: the list, and one claim with its papers and cover."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from iuran.klaim.actions import catat_klaim, pindahkan_klaim
from iuran.klaim.aturan import DASAR, MANFAAT, SYARAT, pertanggungan
from iuran.klaim.forms import KlaimForm, PindahKlaimForm, SaringKlaimForm
from iuran.models import Klaim
from peserta.orang.views.data import ambil_orang
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.models import DasarHukum


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Claims of the officer's area; by default the running ones, nearest deadline first."""
    kini = timezone.localdate()
    form = SaringKlaimForm(request.GET, petugas=request.user)
    semua = Klaim.objects.for_petugas(request.user)
    hal = halaman(
        request,
        form.daftar(kini)
        .with_tagihan()
        .select_related("peserta__kelurahan__kecamatan", "peristiwa"),
    )
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(k, len(SYARAT[k.jenis]), k.terlambat(kini)) for k in hal],
        "lewat": semua.lewat_batas(kini).count(),
        "tertahan": semua.menunggu_bayar().count(),
    }
    return render(request, "iuran/klaim.html", konteks)


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    klaim = ambil_klaim(request, pk)
    return tampilkan(request, klaim, KlaimForm(klaim=klaim), PindahKlaimForm(klaim=klaim))


@require_POST
@hak("usul_peristiwa")
def catat(request: PetugasRequest, pk: int) -> HttpResponse:
    """Papers, contact, note."""
    klaim = ambil_klaim(request, pk)
    form = KlaimForm(request.POST, klaim=klaim)
    if not form.is_valid():
        return tampilkan(request, klaim, form, PindahKlaimForm(klaim=klaim), status=422)
    catat_klaim(klaim, form.isi, catatan=form.cleaned_data["catatan"], oleh=request.user)
    messages.success(request, "Klaim disimpan.")
    return redirect("iuran:klaim_detail", pk=pk)


@require_POST
@hak("putus_peristiwa")
def pindah(request: PetugasRequest, pk: int) -> HttpResponse:
    """Move the status."""
    klaim = ambil_klaim(request, pk)
    form = PindahKlaimForm(request.POST, klaim=klaim)
    if not form.is_valid():
        return tampilkan(request, klaim, KlaimForm(klaim=klaim), form, status=422)
    pindahkan_klaim(klaim, **form.cleaned_data, oleh=request.user)
    messages.success(request, f"Klaim sekarang: {klaim.get_status_display()}.")
    return redirect("iuran:klaim_detail", pk=pk)


def ambil_klaim(request: PetugasRequest, pk: int) -> Klaim:
    return ambil(request, Klaim.objects, pk, "peristiwa", "peserta")


def tampilkan(
    request: PetugasRequest,
    klaim: Klaim,
    form: KlaimForm,
    pindah: PindahKlaimForm,
    status: int = 200,
) -> HttpResponse:
    milik, peristiwa = klaim.peserta, klaim.peristiwa  # whose ledger proves the cover
    peserta = ambil_orang(request, milik.digabung_ke_id or milik.pk)
    konteks = {
        "klaim": klaim,
        "peserta": peserta,
        "peristiwa": peristiwa,
        "form": form,
        "pindah": pindah,
        "tanggung": pertanggungan(milik, peristiwa.tanggal, klaim.jenis),
        "syarat": [(s, s.kode in klaim.lengkap) for s in SYARAT[klaim.jenis]],
        "manfaat": MANFAAT[klaim.jenis],
        "dasar": DasarHukum.objects.for_petugas(request.user).satu(DASAR),
        "terlambat": klaim.terlambat(timezone.localdate()),
        "riwayat": klaim.riwayat.select_related("oleh"),
    }
    return render(request, "iuran/klaim_detail.html", konteks, status=status)
