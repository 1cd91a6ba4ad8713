"""Payments: the list, recording one for several bills, one payment, its corrections and scans."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.models import KoreksiPembayaran, Pembayaran, StatusKoreksi, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.koreksi import (
    isi_koreksi,
    konfirmasi_koreksi,
    tolak_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.pindai import Pindaian, buka_pindaian, simpan_pindaian
from iuran.tagihan.aturan import catatan_tahun
from iuran.tagihan.bulan import bulan_orang, janji_dibayar, tanpa_tagihan
from iuran.tagihan.forms.bayar import KoreksiForm, PembayaranForm, SaringTagihanForm
from peserta.bersih.teks import ada_isi
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, hak, halaman
from pijar.ketikan import pratinjau
from pijar.pengguna.gerbang import tanya_kode
from pijar.rupiah import rupiah
from pijar.unggahan import MIME
from pijar.unggahan.forms import LampiranForm
from pijar.usulan import tampilan

CSP_FOTO = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; "
    "base-uri 'none'; frame-ancestors 'none'"
)
CSP_PDF = "default-src 'none'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
DISEBUT = 5  # the most bills that a message names one by one


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Every payment, the newest paper first, found by its number."""
    cari = request.GET.get("cari", "").strip()
    semua = Pembayaran.objects.for_petugas(request.user).bertagihan().with_tagihan()
    if cari:
        semua = semua.filter(nomor__icontains=cari) if ada_isi(cari) else semua.none()
    menunggu = KoreksiPembayaran.objects.for_petugas(request.user).terbuka()
    konteks = {"cari": cari, "halaman": halaman(request, semua), "menunggu": menunggu[:20]}
    return render(request, "iuran/pembayaran.html", konteks)


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
@tanya_kode
def baru(request: PetugasRequest) -> HttpResponse:
    """Tick the bills that one paper pays, and type the paper.

    The buttons that list other bills send the form too: what was ticked and typed stays.
    """
    semua = Tagihan.objects.for_petugas(request.user)
    form = PembayaranForm(
        None if "tampilkan" in request.POST else request.POST or None,
        semua=semua.hidup(),
        pada=timezone.localdate(),
        initial=yang_diisi(request),
    )
    if form.is_valid():
        daftar = list(form.cleaned_data["tagihan"])
        pembayaran = catat_pembayaran(
            daftar, form.bukti, oleh=request.user, pada=timezone.localdate()
        )
        sedikit = len(daftar) <= DISEBUT
        apa = ", ".join(sorted(t.nomor for t in daftar)) if sedikit else f"{len(daftar)} tagihan"
        messages.success(request, f"{apa} lunas dengan {pembayaran}, {rupiah(pembayaran.nominal)}.")
        return redirect("iuran:pembayaran_detail", pk=pembayaran.pk)
    terbuka, terpilih = semua.menunggu_bayar(), list(form.terpilih)
    saring = SaringTagihanForm(request.POST or None, terbuka=terbuka, prefix="saring")
    lain = saring.daftar.exclude(pk__in=[t.pk for t in terpilih])
    konteks = {
        "form": form,
        "saring": saring,
        "terpilih": terpilih,
        "total": sum(t.total for t in terpilih),
        "halaman": halaman(request, lain, tombol="tampilkan"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "iuran/pembayaran_baru.html", konteks, status=status)


def yang_diisi(request: PetugasRequest) -> dict[str, Any]:
    """What stands in the form before it is checked: the bills of the link, or all that was sent."""
    dikirim = request.POST or request.GET
    return {n: v for n, v in dikirim.items() if n in PembayaranForm.base_fields} | {
        "tagihan": dikirim.getlist("tagihan")
    }


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One payment with its bills, corrections and scans; POST adds a scan."""
    terkait = ("oleh", "slip__penyumbang__opd", "bayar_setoran__daftar")
    pembayaran = ambil(request, Pembayaran.objects, pk, *terkait)
    form = LampiranForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.bersih is not None:
        simpan_pindaian(
            pembayaran,
            bersih=form.bersih,
            nama=form.cleaned_data["berkas"].name,
            sidik=form.sidik,
            oleh=request.user,
        )
        messages.success(request, f"Pindaian {pembayaran} tersimpan.")
        return redirect("iuran:pembayaran_detail", pk=pk)
    konteks = {
        "pembayaran": pembayaran,
        **_yang_dibayar(request, pembayaran),
        "koreksi": pembayaran.daftar_koreksi.select_related("diusulkan_oleh", "diputus_oleh"),
        "terbuka": pembayaran.daftar_koreksi.filter(status=StatusKoreksi.DIUSULKAN).exists(),
        "pindaian": pembayaran.daftar_pindaian.select_related("oleh"),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "iuran/pembayaran_detail.html", konteks, status=status)


def _yang_dibayar(request: PetugasRequest, p: Pembayaran) -> dict[str, Any]:
    """The bills that it pays; of a civil servant's evidence the donor, workers and months."""
    if tanpa_tagihan(p):
        hal = halaman(request, janji_dibayar(p))
        slip, menurut = getattr(p, "slip", None), getattr(p, "bayar_setoran", None)
        return {
            "bukti": True,
            "halaman": hal,
            "baris": bulan_orang(p, hal),
            "slip": slip,
            "menurut": menurut,
        }
    alokasi = list(p.daftar_alokasi.select_related("tagihan__sumber"))
    dibayar = [a.tagihan for a in alokasi if a.berlaku]
    return {"bukti": False, "alokasi": alokasi, "catatan": catatan_tahun(dibayar, p.tanggal)}


@require_GET
@hak("mengelola_iuran")
def pindaian(request: PetugasRequest, pk: int, pindaian_pk: int) -> FileResponse:
    """Show a scan in the browser, and log the access."""
    pembayaran = ambil(request, Pembayaran.objects, pk)
    satu = get_object_or_404(pembayaran.daftar_pindaian.all(), pk=pindaian_pk)
    buka_pindaian(satu, oleh=request.user)
    return jawaban_pindaian(satu, f"pembayaran-{pk}-{satu.pk}")


def jawaban_pindaian(pindaian: Pindaian, nama: str) -> FileResponse:
    """A scan for the browser, which shows it and may run nothing in it."""
    nama = f"{nama}{MIME[pindaian.mime]}"
    jawaban = FileResponse(pindaian.isi.open(), content_type=pindaian.mime, filename=nama)
    foto = pindaian.mime.startswith("image/")
    jawaban["Content-Security-Policy"] = CSP_FOTO if foto else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def koreksi_baru(request: PetugasRequest, pk: int) -> HttpResponse:
    """Propose the paper's true number or date, or the payment's cancellation."""
    pembayaran = ambil(request, Pembayaran.objects, pk, "oleh")
    pada = timezone.localdate()
    form = KoreksiForm(request.POST or None, pembayaran=pembayaran, pada=pada)
    if form.is_valid():
        koreksi = usulkan_koreksi(pembayaran, form.usulan, oleh=request.user, pada=pada)
        messages.success(request, "Usulan tercatat. Sekarang admin lain mengonfirmasinya.")
        return redirect("iuran:koreksi", pk=pk, koreksi_pk=koreksi.pk)
    konteks = {"pembayaran": pembayaran, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "iuran/koreksi_baru.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
@tanya_kode
def koreksi(request: PetugasRequest, pk: int, koreksi_pk: int) -> HttpResponse:
    """One proposal: another admin confirms what the page shows, or either drops it."""
    satu = ambil(
        request, KoreksiPembayaran.objects, koreksi_pk, "pembayaran", "diusulkan_oleh",
        "diputus_oleh", pembayaran=pk,
    )  # fmt: skip
    form = AlasanSingkatForm(request.POST if "tolak" in request.POST else None)
    if "konfirmasi" in request.POST:
        dilihat = request.POST.get("dilihat", "")
        konfirmasi_koreksi(satu, dilihat=dilihat, oleh=request.user, pada=timezone.now())
        messages.success(request, f"{satu.get_jenis_display()}: dikonfirmasi.")
        return redirect("iuran:pembayaran_detail", pk=pk)
    if form.is_valid():
        tolak_koreksi(
            satu, alasan=form.cleaned_data["alasan"], oleh=request.user, pada=timezone.now()
        )
        messages.success(request, "Usulan tidak jadi; pembayarannya tetap.")
        return redirect("iuran:pembayaran_detail", pk=pk)
    konteks = tampilan(satu, isi_koreksi(satu), oleh=request.user) | {"form": form}
    return render(request, "iuran/koreksi.html", konteks, status=422 if form.is_bound else 200)
