"""Life events of one person: look at the effect, then record (admin) or propose; undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from iuran.models import Iuran
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa, periksa_peristiwa
from iuran.peristiwa.actions.usulan import periksa_usulan, usulkan_peristiwa
from iuran.peristiwa.akibat import Akibat, akibat
from iuran.peristiwa.forms import PeristiwaForm
from peserta.models import Peristiwa, Peserta, UsulanPeristiwa
from peserta.orang.views.data import ambil_orang
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("usul_peristiwa")
def peristiwa(request: PetugasRequest, pk: int) -> HttpResponse:
    """The form: a first POST shows the effect, the second records or proposes the event."""
    peserta = ambil_orang(request, pk)
    form = PeristiwaForm(request.POST or None, initial={"jenis": request.GET.get("jenis", "")})
    rencana = None
    if form.is_valid():
        isi, kini = dict(form.cleaned_data), timezone.localdate()
        memutus = request.user.has_perm("pijar.putus_peristiwa")
        if isi.pop("setuju"):
            simpan = catat_peristiwa if memutus else usulkan_peristiwa
            simpan(peserta, **isi, oleh=request.user, pada=kini)
            hasil = "dicatat" if memutus else "diusulkan. Admin akan memutuskannya"
            messages.success(request, f"{isi['jenis'].label} {hasil}.")
            return redirect("iuran:perlindungan", pk=pk)
        periksa = periksa_peristiwa if memutus else periksa_usulan
        periksa(peserta, isi["jenis"], isi["tanggal"], isi["mulai"], pada=kini)
        rencana = akibat(peserta, isi["jenis"], isi["tanggal"], isi["mulai"])
    konteks = konteks_peristiwa(request, peserta, form, rencana)
    status = 422 if form.is_bound and not form.is_valid() else 200
    templat = "_peristiwa_isian" if request.htmx else "peristiwa"
    return render(request, f"iuran/{templat}.html", konteks, status=status)


def konteks_peristiwa(
    request: PetugasRequest, peserta: Peserta, form: PeristiwaForm, rencana: Akibat | None
) -> dict[str, object]:
    lewat = Iuran.objects.for_petugas(request.user).filter(peserta=peserta).melewati_bantuan()
    return {
        "peserta": peserta,
        "form": form,
        "rencana": rencana,
        "daftar_peristiwa": daftar_peristiwa(request, peserta),
        "daftar_usulan": daftar_usulan(request, peserta),
        "alasan_form": AlasanSingkatForm(),
        "salah": None,
        "lewat": lewat.select_related("tagihan", "pembayaran"),
    }


def daftar_peristiwa(request: PetugasRequest, peserta: Peserta) -> object:
    """Recorded events of this person, each with the claim that it opened."""
    daftar = Peristiwa.objects.for_petugas(request.user).filter(peserta=peserta)
    return daftar.select_related("oleh", "dibatalkan_oleh", "klaim")


def daftar_usulan(request: PetugasRequest, peserta: Peserta) -> object:
    """Waiting and refused proposals for this person; recorded ones show as events."""
    daftar = UsulanPeristiwa.objects.for_petugas(request.user).filter(peserta=peserta)
    return daftar.filter(peristiwa=None).select_related("oleh", "diputus_oleh")


@require_POST
@hak("putus_peristiwa")
def batal(request: PetugasRequest, pk: int, peristiwa_pk: int) -> HttpResponse:
    """Undo one event, with a reason."""
    peserta = ambil_orang(request, pk)
    peristiwa = ambil(request, Peristiwa.objects, peristiwa_pk, peserta=peserta)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        konteks = konteks_peristiwa(request, peserta, PeristiwaForm(), None)
        konteks |= {"alasan_form": form, "salah": peristiwa.pk}
        return render(request, "iuran/peristiwa.html", konteks, status=422)
    bulan = batalkan_peristiwa(peristiwa, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, f"Peristiwa dibatalkan; {ribuan(bulan)} bulan iuran dipulihkan.")
    return redirect("iuran:perlindungan", pk=pk)
