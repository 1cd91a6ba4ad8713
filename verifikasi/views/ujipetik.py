"""Samples of approved people: the list, a new draw, one with its people, its strata, its Excel."""

from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.models import Kelurahan
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan
from verifikasi.actions.ujipetik import ambil_uji_petik, batalkan_uji_petik
from verifikasi.dokumen_uji import tulis_hasil
from verifikasi.forms.ujipetik import SaringOrangForm, UjiPetikForm
from verifikasi.hasil_uji import (
    bagian_strata,
    dengan_lanjut,
    hitung_lanjut,
    nama_wilayah,
    ringkas,
    tersebar,
)
from verifikasi.models import Kunjungan, OrangUjiPetik, StrataUjiPetik, UjiPetik
from verifikasi.undian import ambil_lagi

TERKAIT = ("verifikator", "diambil_oleh", "dibatalkan_oleh")
DINILAI_STRATA = 5  # of fewer people the page gives counts only


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Every sample, the newest first, with how many were visited."""
    semua = UjiPetik.objects.for_petugas(request.user).select_related(*TERKAIT)
    satu_halaman = halaman(request, semua)
    angka, tempat = tersebar(satu_halaman, request.user), nama_wilayah(satu_halaman)
    baris = [(u, tempat[u.pk], *angka[u.pk]) for u in satu_halaman]
    return render(request, "verifikasi/uji_petik.html", {"halaman": satu_halaman, "baris": baris})


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def baru(request: PetugasRequest) -> HttpResponse:
    """Choose what to draw from; the page says how many before anything is drawn."""
    form = UjiPetikForm(request.POST or None, petugas=request.user, pada=timezone.localdate())
    jadi: list[UjiPetik] = []

    def kerja(isi: dict[str, Any]) -> None:
        uji = ambil_uji_petik(
            form.pilihan,
            persen=isi["persen"],
            benih=isi["benih"],
            oleh=request.user,
            pada=timezone.now(),
        )
        jadi.append(uji)

    if "ambil" in request.POST and coba(form, kerja):
        messages.success(request, "Uji petik diambil. Cetak formulirnya, atau kunjungi dari HP.")
        return redirect("verifikasi:uji_petik_detail", pk=jadi[0].pk)
    konteks = {"form": form, "hitungan": form.hitungan()}
    return render(request, "verifikasi/uji_petik_baru.html", konteks, status=status_form(form))


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, ambil(request, UjiPetik.objects, pk, *TERKAIT), AlasanForm())


@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def batalkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel a sample of which nobody was visited."""
    uji = ambil(request, UjiPetik.objects, pk, *TERKAIT)
    if request.method == "GET":
        return redirect("verifikasi:uji_petik_detail", pk=pk)
    form = AlasanForm(request.POST)
    kerja = partial(batalkan_uji_petik, uji, oleh=request.user, pada=timezone.now())
    if not coba(form, lambda isi: kerja(alasan=isi["alasan"])):
        return tampilkan(request, uji, form)
    messages.success(request, "Uji petik dibatalkan.")
    return redirect("verifikasi:uji_petik_detail", pk=pk)


@require_GET
@hak("menetapkan")
def strata(request: PetugasRequest, pk: int) -> HttpResponse:
    """Each kelurahan and occupation: people, drawn, visited, failed."""
    uji = ambil(request, UjiPetik.objects, pk, *TERKAIT)
    semua = StrataUjiPetik.objects.for_petugas(request.user).filter(uji=uji)
    terkait = ("kelurahan__kecamatan", "pekerjaan")
    satu_halaman = halaman(request, semua.dengan_hasil().select_related(*terkait))
    konteks = {
        "uji": uji,
        "halaman": satu_halaman,
        "baris": [(s, bagian_strata(s, DINILAI_STRATA)) for s in satu_halaman],
        "paling_sedikit": DINILAI_STRATA,
    }
    return render(request, "verifikasi/uji_petik_strata.html", konteks)


@require_POST
@hak("menetapkan")
def unduh(request: PetugasRequest, pk: int) -> FileResponse:
    """The people with what was found; NIK masked, the export is logged."""
    uji = ambil(request, UjiPetik.objects, pk)
    berkas = TemporaryFile()  # noqa: SIM115 - the response closes it
    tulis_hasil(uji, berkas, oleh=request.user)
    berkas.seek(0)
    return FileResponse(berkas, as_attachment=True, filename=f"uji-petik-{pk}.xlsx")


def tampilkan(request: PetugasRequest, uji: UjiPetik, batal_form: AlasanForm) -> HttpResponse:
    """One sample: how far it is, what came out, its people."""
    orang = OrangUjiPetik.objects.for_petugas(request.user).filter(uji=uji)
    saring = SaringOrangForm(request.GET, petugas=request.user, uji=uji.pk)
    kini = dengan_lanjut(Kunjungan.objects.for_petugas(request.user).kini()).select_related("oleh")
    terpilih = saring.saring(orang).select_related(
        "pengajuan__peserta__kelurahan", "strata__pekerjaan"
    )
    satu_halaman = halaman(
        request,
        terpilih.prefetch_related(Prefetch("daftar_kunjungan", kini, to_attr="kini")),
    )
    hasil = ringkas(uji, request.user)
    konteks = {
        "uji": uji,
        "tempat": nama_wilayah([uji])[uji.pk],
        "hasil": hasil,
        "lanjut": hitung_lanjut(
            Kunjungan.objects.for_petugas(request.user).kini().filter(orang__uji=uji)
        ),
        "halaman": satu_halaman,
        "saring": saring,
        "kelurahan": Kelurahan.objects.for_petugas(request.user)
        .filter(pk__in=orang.belum_dikunjungi().values("pengajuan__peserta__kelurahan"))
        .select_related("kecamatan"),
        "batal_form": batal_form,
        "ulangan": ulangan(request, uji),
    }
    status = status_form(batal_form)
    return render(request, "verifikasi/uji_petik_detail.html", konteks, status=status)


def ulangan(request: PetugasRequest, uji: UjiPetik) -> str:
    """What drawing again by the kept seed gives, when an admin asks for it."""
    if request.GET.get("ulangi") != "1" or not request.user.has_perm("pijar.menetapkan"):
        return ""
    tersimpan = set(uji.daftar_orang.values_list("pengajuan", flat=True))
    lagi = ambil_lagi(uji)
    if lagi == tersimpan:
        return f"Undian diulang dengan benih {uji.benih}: {ribuan(len(lagi))} orang yang sama."
    return (
        f"Undian diulang dengan benih {uji.benih}: {ribuan(len(lagi & tersimpan))} dari "
        f"{ribuan(len(tersimpan))} orang sama. Populasinya berubah sejak diambil: ada orang yang "
        "digabung, atau disetujui lagi pada masa itu."
    )
