"""Changes of data: those of one person, propose one, the list that waits, one and its decision."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.models import BarisDaftarBPJS
from iuran.perubahan_data import diketahui_bpjs, ditolak_bpjs, keadaan_di_bpjs
from peserta.models import PerubahanData, Peserta
from peserta.orang import (
    Dasar,
    Perubahan,
    pastikan_bisa_diusulkan,
    semua_terbaca,
    tertukar_dengan,
    tolak_perubahan,
    usulkan_perubahan,
)
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.sidik import sidik
from pijar.usulan import tampilan
from verifikasi.actions.perubahan_banyak import bisa_sekaligus
from verifikasi.actions.perubahan_data import (
    akibat_usulan,
    biarkan,
    ditahan,
    ditolak_oleh_bpjs,
    isi_usulan,
    keluar_dari_sk,
    terapkan_perubahan,
)
from verifikasi.forms.perubahan_data import BiarkanForm, BuktiForm, PerubahanForm, TerapkanForm

PANJANG_PK = 18  # digits; a longer number is none of ours
TERKAIT = (
    "peserta__kelurahan__kecamatan",
    "peserta__pekerjaan",
    "diusulkan_oleh",
    "diputus_oleh",
    "bukti",
    "mengganti",
    "perubahan_sk__penetapan",
)


def terbaca(daftar: Iterable[PerubahanData]) -> list[tuple[PerubahanData, tuple[Perubahan, ...]]]:
    """Each with its old and new values in words."""
    semua = list(daftar)
    return list(zip(semua, semua_terbaca([u.isi for u in semua]), strict=True))


@require_GET
@hak("lihat_peserta")
def orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """The changes of one person, newest first, and what BPJS knows."""
    return halaman_orang(request, pk)


def halaman_orang(
    request: PetugasRequest, pk: int, biarkan: tuple[int, BiarkanForm] | None = None
) -> HttpResponse:
    peserta = ambil(request, Peserta.objects, pk, "kelurahan__kecamatan", "pekerjaan")
    milik = PerubahanData.objects.for_petugas(request.user).milik(peserta.pk)
    satu_halaman = halaman(request, milik.select_related(*TERKAIT, "dibiarkan_oleh"), per=20)
    di_bpjs = keadaan_di_bpjs(list(satu_halaman))
    konteks = {
        "peserta": peserta,
        "aktif": "peserta:perubahan",
        "halaman": satu_halaman,
        "baris": [(u, isi, di_bpjs.get(u.pk)) for u, isi in terbaca(satu_halaman)],
        "diketahui": diketahui_bpjs(peserta),
        "biarkan_pk": biarkan[0] if biarkan else None,
        "biarkan": biarkan[1] if biarkan else None,
        "kosong": BiarkanForm(),
        "boleh_usul": request.user.has_perm("pijar.mendata") and peserta.bisa_diusulkan,
    }
    status = status_form(biarkan[1]) if biarkan else 200
    return render(request, "verifikasi/perubahan_orang.html", konteks, status=status)


@require_POST
@hak("putus_peristiwa")
def dibiarkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Leave a change out that BPJS refused."""
    usulan = ambil_usulan(request, pk)
    form = BiarkanForm(request.POST)
    kerja = partial(biarkan, usulan, oleh=request.user, pada=timezone.now())
    if not coba(form, lambda isi: kerja(alasan=isi["alasan"])):
        return halaman_orang(request, usulan.peserta_id, (pk, form))
    messages.success(request, "Perubahan ini dibiarkan: BPJS tidak diberi tahu lagi.")
    return redirect("peserta:perubahan", pk=usulan.peserta_id)


@require_http_methods(["GET", "POST"])
@hak("mendata")
def baru(request: PetugasRequest, pk: int) -> HttpResponse:
    """The data of somebody as a form; what differs becomes a proposal."""
    peserta = ambil(request, Peserta.objects, pk, "kelurahan__kecamatan", "pekerjaan")
    pastikan_bisa_diusulkan(peserta)
    kirim = request.method == "POST"
    mengganti = ditolak(request, peserta)
    form = PerubahanForm(request.POST if kirim else None, petugas=request.user, peserta=peserta)
    form.isi_dari_bpjs(baris_bpjs(request, peserta))
    bukti = BuktiForm(*((request.POST, request.FILES) if kirim else ()))
    benar = [form.is_valid(), bukti.is_valid()]  # both, so that both say what is wrong
    if kirim and all(benar):
        kerja = partial(usul, request, peserta, form, bukti, mengganti)
        if coba(form, lambda _: kerja()):
            messages.success(request, "Usulan tercatat. Sekarang admin memutuskannya.")
            return redirect("peserta:perubahan", pk=peserta.pk)
    status = 422 if bukti.errors else status_form(form)
    konteks = {"form": form, "bukti": bukti, "peserta": peserta, "mengganti": mengganti}
    return render(request, "verifikasi/perubahan_usul.html", konteks, status=status)


def usul(
    request: PetugasRequest,
    peserta: Peserta,
    form: PerubahanForm,
    bukti: BuktiForm,
    mengganti: PerubahanData | None,
) -> None:
    isi = form.cleaned_data
    dasar = Dasar(isi["alasan"], isi["bukti_kertas"], bukti.foto, mengganti)
    usulkan_perubahan(peserta, form.data_orang, dasar, oleh=request.user, versi=isi["versi"])


def baris_bpjs(request: PetugasRequest, peserta: Peserta) -> BarisDaftarBPJS | None:
    """The line of BPJS's list about this person that the address names."""
    pk = request.GET.get("baris_bpjs", "")
    if not pk.isdecimal() or len(pk) > PANJANG_PK:
        return None
    return BarisDaftarBPJS.objects.for_petugas(request.user).filter(pk=pk, peserta=peserta).first()


def ditolak(request: PetugasRequest, peserta: Peserta) -> PerubahanData | None:
    """The change of this person, refused by BPJS, that the form mends."""
    nomor = request.POST.get("mengganti") or request.GET.get("mengganti", "")
    if not (nomor.isdecimal() and len(nomor) < PANJANG_PK):
        return None
    milik = PerubahanData.objects.for_petugas(request.user).filter(peserta=peserta, pk=nomor)
    satu = milik.select_related("peserta", "mengganti").first()
    return satu if satu and ditolak_oleh_bpjs(satu) else None


@require_GET
@hak("mendata")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Proposals that wait, oldest first, or all of them."""
    semua = PerubahanData.objects.for_petugas(request.user)
    status = request.GET.get("status", "")
    pilihan = {"semua": semua, "ditolak": ditolak_bpjs(semua)}
    terpilih = pilihan.get(status, semua.menunggu())
    satu_halaman = halaman(request, terpilih.select_related(*TERKAIT))
    memutus = request.user.has_perm("pijar.putus_peristiwa") and status not in pilihan
    sekaligus = bisa_sekaligus(semua, oleh=request.user)
    konteks = {
        "halaman": satu_halaman,
        "baris": terbaca(satu_halaman),
        "status": status if status in pilihan else "",
        "jumlah_massal": sekaligus.count() if memutus else 0,
        "dapat_dicentang": pk_halaman(satu_halaman, sekaligus) if memutus else set(),
    }
    return render(request, "verifikasi/perubahan_data.html", konteks)


def pk_halaman(satu_halaman: Any, semua: Any) -> set[int]:
    return set(semua.filter(pk__in=[u.pk for u in satu_halaman]).values_list("pk", flat=True))


@require_GET
@hak("mendata")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, ambil_usulan(request, pk), AlasanSingkatForm())


@require_http_methods(["GET", "POST"])
@hak("putus_peristiwa")
def terapkan(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil_usulan(request, pk)
    form = TerapkanForm(request.POST)
    if request.method == "POST" and form.is_valid():
        keluar = keluar_dari_sk(usulan.peserta, usulan.isi)
        isi = form.cleaned_data
        terapkan_perubahan(
            usulan,
            dilihat=isi["dilihat"],
            ikutkan=isi["ikutkan"],
            oleh=request.user,
            pada=timezone.now(),
        )
        sesudah = "; masuk antrean verifikasi" if keluar else ""
        messages.success(request, f"Data {usulan.peserta.nama} diubah{sesudah}.")
    return redirect("peserta:perubahan_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mendata")
def tolak(request: PetugasRequest, pk: int) -> HttpResponse:
    """Refuse a proposal, or withdraw one's own."""
    usulan = ambil_usulan(request, pk)
    form = AlasanSingkatForm(request.POST or None)
    if not form.is_valid():
        if request.method == "GET":
            return redirect("peserta:perubahan_detail", pk=pk)
        return tampilkan(request, usulan, form, status=422)
    alasan = form.cleaned_data["alasan"]
    tolak_perubahan(usulan, alasan=alasan, oleh=request.user, pada=timezone.now())
    messages.success(request, "Usulan tidak jadi; datanya tetap.")
    return redirect("peserta:perubahan_detail", pk=pk)


def ambil_usulan(request: PetugasRequest, pk: int) -> PerubahanData:
    return ambil(request, PerubahanData.objects, pk, *TERKAIT)


def tampilkan(
    request: PetugasRequest, usulan: PerubahanData, form: AlasanSingkatForm, status: int = 200
) -> HttpResponse:
    orang = usulan.peserta
    akibat = akibat_usulan(usulan, orang, pada=timezone.localdate())
    isi = isi_usulan(usulan, akibat)
    tetap = () if usulan.menunggu else AKIBAT
    konteks = {
        **tampilan(usulan, isi, oleh=request.user, tanpa=["Orang", "Status orang", *tetap]),
        "form": form,
        "terapkan": TerapkanForm(initial={"dilihat": sidik(isi), "ikutkan": True}),
        "ditahan": usulan.menunggu and not keluar_dari_sk(orang, usulan.isi) and ditahan(orang),
        "keluar": keluar_dari_sk(orang, usulan.isi),
        "tertukar": tertukar(request, usulan),
    }
    return render(request, "verifikasi/perubahan_data_detail.html", konteks, status=status)


def tertukar(request: PetugasRequest, usulan: PerubahanData) -> Peserta | None:
    """Who gets this person's KPJ in exchange, while the proposal waits."""
    if not usulan.menunggu or "kpj" not in usulan.isi:
        return None
    return tertukar_dengan(usulan.peserta, usulan.isi["kpj"][1], oleh=request.user)


AKIBAT = ("Akibat", "Bulan sesudah usia 65", "Tarif", "Cabang BPJS", "Klaim", "BPJS")
"""What a proposal would do; it says nothing of one that is decided."""
