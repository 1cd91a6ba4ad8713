"""Proposed life events: the list, one proposal with its effect, and the decisions."""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from iuran.peristiwa.actions import usulan as tindakan
from iuran.peristiwa.akibat import Akibat, AkibatBanyak, akibat, akibat_banyak
from iuran.peristiwa.forms import MassalUsulanForm, SaringUsulanForm
from iuran.peristiwa.henti import SEKALIGUS
from peserta.models import JenisPeristiwa, UsulanPeristiwa
from peserta.orang.views.data import ambil_orang
from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import Isi, perbedaan, sidik
from pijar.usulan import pastikan_sama

PALING_BANYAK = 5_000  # hidden numbers of one form


@require_GET
@hak("usul_peristiwa")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Proposals in the officer's area: the waiting ones oldest first, or decided ones."""
    form = SaringUsulanForm(request.GET, petugas=request.user)
    daftar = form.daftar().select_related(
        "peserta__kelurahan__kecamatan", "oleh", "diputus_oleh", "peristiwa"
    )
    massal = bool(form.sejenis) and request.user.has_perm("pijar.putus_peristiwa")
    hal = halaman(request, daftar)
    semua = form.sejenis == JenisPeristiwa.USIA_65 or not massal
    konteks = {
        "form": form,
        "halaman": hal,
        "massal": massal,
        "jumlah_massal": hal.paginator.count if semua else form.sekaligus().count(),
        "paling_banyak": PALING_BANYAK,
        "usia_65": JenisPeristiwa.USIA_65,
        "sekaligus": SEKALIGUS,
    }
    return render(request, "iuran/usulan.html", konteks)


@require_GET
@hak("usul_peristiwa")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One proposal, and the effect of recording it now."""
    return tampilkan(request, ambil_usulan(request, pk), AlasanSingkatForm())


@require_POST
@hak("putus_peristiwa")
def terima(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil_usulan(request, pk)
    tindakan.terima_usulan(
        usulan,
        oleh=request.user,
        pada=timezone.localdate(),
        periksa=lambda kini: pastikan_sama(
            request.POST.get("dilihat", ""), tindakan.isi_usulan(kini, akibat_kini(kini))
        ),
    )
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
    """Withdraw the officer's own proposal."""
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
        rencana = akibat_kini(usulan)
    konteks = {
        "usulan": usulan,
        "peserta": peserta,
        "rencana": rencana,
        "segel": sidik(tindakan.isi_usulan(usulan, rencana)) if rencana else "",
        "halangan": halangan,
        "form": form,
    }
    return render(request, "iuran/usulan_detail.html", konteks, status=status)


def akibat_kini(usulan: UsulanPeristiwa) -> Akibat:
    orang = usulan.peserta.digabung_ke or usulan.peserta
    return akibat(orang, usulan.jenis, usulan.tanggal, usulan.mulai)


@pratinjau
@require_POST
@hak("putus_peristiwa")
def massal(request: PetugasRequest) -> HttpResponse:
    """Show the effect of recording the selection; the page asks once more."""
    return tampilkan_massal(request, terpilih(request))


@require_POST
@hak("putus_peristiwa")
def massal_catat(request: PetugasRequest) -> HttpResponse:
    """Start one job per selection, so that a double click makes only one.

    The button carries what the page showed; a change since then shows the page again.
    """
    pks = terpilih(request)
    banyak = akibat_massal(request, pks)
    dilihat = request.POST.get("dilihat", "")
    if beda := perbedaan(dilihat, isi_massal(banyak, pks)):
        messages.warning(request, f"Berubah sejak halaman dibuka. {'; '.join(beda)}. Periksa lagi.")
        return tampilkan_massal(request, pks, 409)
    sidik_pks = sha256(",".join(map(str, pks)).encode()).hexdigest()[:20]
    tugas = tugas_latar.buat(
        "iuran.terima_usulan",
        judul=f"Catat {ribuan(len(pks))} peristiwa: {jenis_massal(request).label}",
        oleh=request.user,
        parameter={"pks": pks, "dilihat": dilihat},
        kunci=f"iuran.terima_usulan:{request.user.pk}:{sidik_pks}",
    )
    return redirect("tugas:detail", pk=tugas.pk)


def tampilkan_massal(request: PetugasRequest, pks: list[int], status: int = 200) -> HttpResponse:
    """The page that asks once more, with the effect and the seal of what it shows."""
    banyak = akibat_massal(request, pks)
    konteks = {
        "usulan": ",".join(map(str, pks)),
        "jenis": jenis_massal(request),
        "kueri": request.POST.get("kueri", ""),
        "rencana": banyak,
        "segel": sidik(isi_massal(banyak, pks)),
    }
    return render(request, "iuran/usulan_massal.html", konteks, status=status)


def isi_massal(n: AkibatBanyak, pks: list[int]) -> Isi:
    """What the page shows and the button confirms."""
    return {
        "Orang": ribuan(n.orang),
        "Bulan": ribuan(n.bulan),
        "Rupiah": rupiah(n.nominal),
        "Sudah ditagih": ribuan(n.tertinggal),
        tindakan.DAFTAR: tindakan.baris_usulan(pks),
    }


def akibat_massal(request: PetugasRequest, pks: list[int]) -> AkibatBanyak:
    return akibat_banyak(UsulanPeristiwa.objects.for_petugas(request.user).filter(pk__in=pks))


def jenis_massal(request: PetugasRequest) -> JenisPeristiwa:
    """The kind that the list was filtered by; age 65 where nothing was."""
    jenis = QueryDict(request.POST.get("kueri", "")).get("jenis", "")
    return JenisPeristiwa(jenis) if jenis in SEKALIGUS else JenisPeristiwa.USIA_65


def terpilih(request: PetugasRequest) -> list[int]:
    """The ticked proposals of one kind, or all that the filters let through; else a refusal."""
    form = MassalUsulanForm(request.POST)
    pks = form.cleaned_data["usulan"] if form.is_valid() else []
    saring = QueryDict(request.POST.get("kueri", ""), mutable=True)
    saring["jenis"] = jenis_massal(request)
    daftar = SaringUsulanForm(saring, petugas=request.user).sekaligus()
    if "semua" not in request.POST:
        daftar = daftar.filter(pk__in=pks)
    if pks := list(daftar.values_list("pk", flat=True)[:PALING_BANYAK]):
        return pks
    raise tanpa_pilihan(request)


def tanpa_pilihan(request: PetugasRequest) -> AturanDilanggarError:
    jenis = jenis_massal(request)
    sebutan = "usia 65" if jenis == JenisPeristiwa.USIA_65 else jenis.label.lower()
    kalimat = f"Tidak ada usulan {sebutan} yang dapat Anda catat di antara pilihan."
    if jenis != JenisPeristiwa.USIA_65:
        kalimat += " Yang Anda usulkan sendiri dicatat admin lain."
    return AturanDilanggarError(kalimat)
