"""Changes of grants: all of them, one with its effect and its people, and how it is taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.models import JenisPerubahanBantuan, PerubahanBantuan, StatusPerubahanBantuan
from iuran.perubahan_bantuan.actions.putus import konfirmasi_perubahan
from iuran.perubahan_bantuan.actions.susun import (
    kembalikan_perubahan,
    tolak_perubahan,
    usulkan_perubahan,
)
from iuran.perubahan_bantuan.akibat import SEKALIGUS, akibat, isi_perubahan
from iuran.perubahan_bantuan.aturan import Rencana, kata_bpjs, kata_pengembalian
from iuran.perubahan_bantuan.forms import DasarForm
from peserta.models import Peserta
from pijar import tugas as tugas_latar
from pijar.bulan import awal_bulan
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.usulan import tampilan

SEBAB = 20  # reasons that the page counts
SIDIK = ["Sidik"]  # tells an officer nothing
TERKAIT = ("sumber", "sumber_lama", "membatalkan__sumber", "diusulkan_oleh", "diputus_oleh")


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Every change, the newest first; what waits for another admin stands out."""
    semua = PerubahanBantuan.objects.for_petugas(request.user)
    semua = semua.select_related("sumber", "sumber_lama", "diusulkan_oleh", "diputus_oleh")
    status = request.GET.get("status", "")
    if status in StatusPerubahanBantuan.values:
        semua = semua.filter(status=status)
    konteks = {
        "halaman": halaman(request, semua),
        "status": status,
        "pilihan": StatusPerubahanBantuan.choices,
    }
    return render(request, "iuran/perubahan_bantuan.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One change: POST proposes the draft, confirms what the page shows, or drops it."""
    satu = ambil(request, PerubahanBantuan.objects, pk, *TERKAIT)
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    dilihat, kini = request.POST.get("dilihat", ""), timezone.now()
    if "usulkan" in request.POST:
        usulkan_perubahan(satu, dilihat=dilihat, oleh=request.user)
        messages.success(request, "Diusulkan. Admin lain mengonfirmasinya.")
        return redirect("iuran:perubahan_bantuan_detail", pk=pk)
    if "konfirmasi" in request.POST or "keluarkan" in request.POST:
        return _konfirmasi(request, satu, dilihat, keluarkan="keluarkan" in request.POST)
    if "tolak" in request.POST and coba(
        form, lambda isi: tolak_perubahan(satu, alasan=isi["alasan"], oleh=request.user, pada=kini)
    ):
        messages.success(request, "Perubahan ini tidak jadi; tidak ada yang berubah.")
        return redirect("iuran:perubahan_bantuan_detail", pk=pk)
    konteks = konteks_detail(request, satu) | {"form": form}
    return render(request, "iuran/perubahan_bantuan_detail.html", konteks, status=status_form(form))


def _konfirmasi(
    request: PetugasRequest, satu: PerubahanBantuan, dilihat: str, *, keluarkan: bool
) -> HttpResponse:
    """Carry it out: at once for some people, in a job for very many."""
    if satu.daftar_baris.count() > SEKALIGUS:
        tugas = tugas_latar.buat(
            "iuran.konfirmasi_perubahan_bantuan",
            judul=f"Konfirmasi: {satu.sebutan}",
            oleh=request.user,
            parameter={"perubahan": satu.pk, "dilihat": dilihat, "keluarkan": keluarkan},
            kunci=f"iuran.konfirmasi_perubahan_bantuan:{satu.pk}",
        )
        return redirect("tugas:detail", pk=tugas.pk)
    konfirmasi_perubahan(
        satu, dilihat=dilihat, keluarkan=keluarkan, oleh=request.user, pada=timezone.now()
    )
    messages.success(request, "Dikonfirmasi. Bulan dan uangnya sudah berubah.")
    return redirect("iuran:perubahan_bantuan_detail", pk=satu.pk)


def konteks_detail(request: PetugasRequest, satu: PerubahanBantuan) -> dict[str, object]:
    """One change; while it is open with its effect as of now, afterwards with what was done."""
    hasil = akibat(satu) if satu.terbuka else None
    tinggal = request.GET.get("bagian") == "tinggal"
    baris = satu.daftar_baris.exclude(sebab="") if tinggal else satu.daftar_baris.ikut()
    baris = baris.select_related("peserta__kelurahan", "bantuan__sumber", "bantuan_baru__sumber")
    isi = isi_perubahan(satu, hasil)
    baru = Peserta.objects.for_petugas(request.user).in_bulk(hasil.sebab if hasil else [])
    return {
        **tampilan(satu, isi, oleh=request.user, tanpa=SIDIK),
        "akibat": hasil,
        "baru_keluar": [(orang, hasil.sebab[pk]) for pk, orang in baru.items()] if hasil else [],
        "halaman": halaman(request, baris.order_by("pk")),
        "tinggal": tinggal,
        "per_sebab": satu.daftar_baris.per_sebab()[:SEBAB] if tinggal else [],
        "terlambat": satu.terbuka and satu.mulai < awal_bulan(timezone.localdate()),
        "pengembalian": satu.daftar_pengembalian.all(),
        "dapat_kembali": _dapat_kembali(satu),
    }


def _dapat_kembali(satu: PerubahanBantuan) -> bool:
    """Whether it may be taken back: confirmed, and no return of it is open or took everybody."""
    if satu.status != StatusPerubahanBantuan.DIKONFIRMASI:
        return False
    if satu.jenis == JenisPerubahanBantuan.KEMBALIKAN:
        return False
    kembali = satu.daftar_pengembalian.exclude(status=StatusPerubahanBantuan.DITOLAK)
    return all(not k.terbuka and k.daftar_baris.exclude(sebab="").exists() for k in kembali)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def kembalikan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Draft that a confirmed change is taken back, with its paper and reason."""
    satu = ambil(request, PerubahanBantuan.objects, pk, *TERKAIT)
    pada = timezone.localdate()
    form = DasarForm(request.POST or None, pada=pada)
    baru: list[PerubahanBantuan] = []

    def susun(isi: dict[str, object]) -> None:
        rencana = Rencana(JenisPerubahanBantuan.KEMBALIKAN, satu.mulai, **isi)  # type: ignore[arg-type]
        baru.append(kembalikan_perubahan(satu, rencana, oleh=request.user, pada=pada))

    if coba(form, susun):
        return redirect("iuran:perubahan_bantuan_detail", pk=baru[0].pk)
    konteks = {
        "perubahan": satu,
        "form": form,
        "pengembalian": kata_pengembalian(satu.jenis),
        "kepada_bpjs": kata_bpjs(JenisPerubahanBantuan.KEMBALIKAN, satu.jenis),
    }
    return render(
        request, "iuran/perubahan_bantuan_kembali.html", konteks, status=status_form(form)
    )
