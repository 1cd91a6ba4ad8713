"""Proposed life events: the list, one proposal with its effect, and the decisions."""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from iuran.actions import usulan as tindakan
from iuran.actions.akibat import akibat, akibat_banyak
from iuran.forms.peristiwa import MassalUsulanForm, SaringUsulanForm
from peserta.models import JenisPeristiwa, UsulanPeristiwa
from peserta.views.orang import ambil_orang
from pijar import tugas as tugas_latar
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.rupiah import ribuan

PALING_BANYAK = 5_000  # hidden numbers of one form


@require_GET
@hak("usul_peristiwa")
def daftar(request: PetugasRequest) -> HttpResponse:
    """What waits in the officer's area, oldest first; or what became of it."""
    form = SaringUsulanForm(request.GET, petugas=request.user)
    daftar = form.daftar().select_related(
        "peserta__kelurahan__kecamatan", "oleh", "diputus_oleh", "peristiwa"
    )
    massal = form.hanya_usia and request.user.has_perm("pijar.putus_peristiwa")
    konteks = {
        "form": form,
        "halaman": halaman(request, daftar),
        "massal": massal,
        "paling_banyak": PALING_BANYAK,
        "usia_65": JenisPeristiwa.USIA_65,
    }
    return render(request, "iuran/usulan.html", konteks)


@require_GET
@hak("usul_peristiwa")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One proposal, and what recording it would stop now."""
    return tampilkan(request, ambil_usulan(request, pk), AlasanSingkatForm())


@require_POST
@hak("putus_peristiwa")
def terima(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil_usulan(request, pk)
    tindakan.terima_usulan(usulan, oleh=request.user, pada=timezone.localdate())
    messages.success(request, f"{usulan.get_jenis_display()} dicatat.")
    return redirect("iuran:perlindungan", pk=usulan.peserta_id)


@require_POST
@hak("putus_peristiwa")
def tolak(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil_usulan(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return tampilkan(request, usulan, form, status=422)
    tindakan.tolak_usulan(usulan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Usulan ditolak. Pengusul melihat alasannya di halaman orang ini.")
    return redirect("iuran:usulan")


@require_POST
@hak("usul_peristiwa")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Take back what one has proposed oneself."""
    usulan = ambil_usulan(request, pk)
    tindakan.tarik_usulan(usulan, oleh=request.user)
    messages.success(request, "Usulan ditarik; tidak ada yang berubah.")
    return redirect("iuran:perlindungan", pk=usulan.peserta_id)


def ambil_usulan(request: PetugasRequest, pk: int) -> UsulanPeristiwa:
    return ambil(
        request, UsulanPeristiwa.objects, pk, "oleh", "diputus_oleh", "peristiwa", "peserta"
    )


def tampilkan(
    request: PetugasRequest, usulan: UsulanPeristiwa, form: AlasanSingkatForm, status: int = 200
) -> HttpResponse:
    peserta = ambil_orang(request, usulan.peserta.digabung_ke_id or usulan.peserta_id)
    rencana, halangan = None, ""
    if usulan.menunggu:
        halangan = tindakan.halangan(usulan, pada=timezone.localdate())
        rencana = akibat(peserta, usulan.jenis, usulan.tanggal, usulan.mulai)
    konteks = {
        "usulan": usulan,
        "peserta": peserta,
        "rencana": rencana,
        "halangan": halangan,
        "form": form,
    }
    return render(request, "iuran/usulan_detail.html", konteks, status=status)


@require_POST
@hak("putus_peristiwa")
def massal(request: PetugasRequest) -> HttpResponse:
    """What recording all of the selection would free; the page asks once more."""
    if not (pks := terpilih(request)):
        return tanpa_pilihan(request)
    pilihan = UsulanPeristiwa.objects.for_petugas(request.user).filter(pk__in=pks)
    konteks = {"usulan": ",".join(map(str, pks)), "rencana": akibat_banyak(pilihan)}
    return render(request, "iuran/usulan_massal.html", konteks)


@require_POST
@hak("putus_peristiwa")
def massal_catat(request: PetugasRequest) -> HttpResponse:
    """One job for one selection, so that a double click makes one."""
    if not (pks := terpilih(request)):
        return tanpa_pilihan(request)
    sidik = sha256(",".join(map(str, pks)).encode()).hexdigest()[:20]
    tugas = tugas_latar.buat(
        "iuran.terima_usulan",
        judul=f"Catat {ribuan(len(pks))} peristiwa usia 65",
        oleh=request.user,
        parameter={"pks": pks},
        kunci=f"iuran.terima_usulan:{request.user.pk}:{sidik}",
    )
    return redirect("tugas:detail", pk=tugas.pk)


def terpilih(request: PetugasRequest) -> list[int]:
    """The ticked proposals of people of 65, or all that the page's filters let through."""
    form = MassalUsulanForm(request.POST)
    pks = form.cleaned_data["usulan"] if form.is_valid() else []
    saring = QueryDict(request.POST.get("kueri", ""), mutable=True)
    saring["jenis"] = JenisPeristiwa.USIA_65
    daftar = SaringUsulanForm(saring, petugas=request.user).daftar()
    if "semua" not in request.POST:
        daftar = daftar.filter(pk__in=pks)
    return list(daftar.values_list("pk", flat=True)[:PALING_BANYAK])


def tanpa_pilihan(request: PetugasRequest) -> HttpResponse:
    messages.warning(request, "Tidak ada usulan usia 65 yang menunggu di antara pilihan.")
    return redirect("iuran:usulan")
