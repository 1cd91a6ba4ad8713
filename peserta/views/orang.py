"""One person: register, look at, change, open the NIK."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta import actions
from peserta.forms import AlasanForm, PesertaForm
from peserta.linimasa import linimasa
from peserta.models import Peserta
from peserta.nik import bersihkan_nik, jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from pijar.http import PetugasRequest, hak


def ambil(request: PetugasRequest, pk: int) -> Peserta:
    """A person in the officer's area; anybody else does not exist."""
    semua = Peserta.objects.for_petugas(request.user)
    return get_object_or_404(semua.select_related("kelurahan__kecamatan", "pekerjaan"), pk=pk)


@hak("mendata")
@require_http_methods(["GET", "POST"])
def baru(request: PetugasRequest) -> HttpResponse:
    form = PesertaForm(request.POST or None, petugas=request.user)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "peserta/baru.html", {"form": form}, status=status)
    peserta = actions.daftarkan_orang(form.data_orang, oleh=request.user)
    messages.success(request, f"{peserta.nama} sudah didata sebagai draf.")
    return redirect("peserta:detail", pk=peserta.pk)


@hak("mendata")
@require_http_methods(["GET", "POST"])
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil(request, pk)
    actions.pastikan_bisa_diubah(peserta)
    form = PesertaForm(request.POST or None, petugas=request.user, peserta=peserta)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        konteks = {"form": form, "peserta": peserta}
        return render(request, "peserta/ubah.html", konteks, status=status)
    versi = form.cleaned_data["versi"]
    berubah = actions.ubah_orang(peserta, form.data_orang, oleh=request.user, versi=versi)
    messages.success(request, "Perubahan disimpan." if berubah else "Tidak ada yang berubah.")
    return redirect("peserta:detail", pk=pk)


@hak("mendata")
@require_POST
def periksa_nik(request: PetugasRequest) -> HttpResponse:
    """What the NIK being typed says, and whether it is here already (for htmx)."""
    nik, alasan = bersihkan_nik(request.POST.get("nik", ""))
    konteks: dict[str, object] = {"alasan": alasan, "nik_terbaca": bool(nik), "lain": None}
    if nik:
        lahir = tanggal_lahir_dari_nik(nik, timezone.localdate())
        kelamin = jenis_kelamin_dari_nik(nik)
        konteks["lain"] = Peserta.objects.for_petugas(request.user).cari_nomor(nik).first()
        konteks |= {"lahir": lahir, "kelamin": kelamin}
        konteks["isi_lahir"] = not request.POST.get("tanggal_lahir")
        konteks["isi_kelamin"] = not request.POST.get("jenis_kelamin")
        form = PesertaForm(petugas=request.user)
        form.initial = {"tanggal_lahir": lahir, "jenis_kelamin": kelamin}
        konteks["form"] = form
    return render(request, "peserta/_hasil_nik.html", konteks)


@hak("lihat_peserta")
@require_GET
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    peserta = ambil(request, pk)
    return render(request, "peserta/detail.html", isi_detail(peserta, AlasanForm()))


@hak("lihat_peserta", "buka_nik")
@never_cache
@require_POST
def buka_nik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Show the full NIK on this answer only."""
    peserta = ambil(request, pk)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return render(request, "peserta/detail.html", isi_detail(peserta, form), status=422)
    nik = actions.buka_nik(peserta, alasan=form.cleaned_data["alasan"], oleh=request.user)
    return render(request, "peserta/detail.html", isi_detail(peserta, AlasanForm(), nik))


def isi_detail(peserta: Peserta, form: AlasanForm, nik: str = "") -> dict[str, object]:
    return {
        "peserta": peserta,
        "aktif": "peserta:detail",
        "usia": peserta.usia(timezone.localdate()),
        "kejadian": linimasa(peserta),
        "form": form,
        "nik": nik,
    }
