"""Bills: the year's table, drafting, one bill, issuing, cancelling."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.buku import lewat_tempo
from iuran.models import Klaim, Tagihan
from iuran.tagihan.actions.susun import batalkan_tagihan, ganti_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import keluarkan_lalu_terbitkan, minta_daftar
from iuran.tagihan.angka import (
    baris_tagihan,
    dengan_sebab,
    isi_terbit,
    orang_keluar,
    papan_kertas,
    rincian,
)
from iuran.tagihan.calon import siap_disusun, tabel_tahun
from iuran.tagihan.forms.tagihan import SampaiForm, SusunTagihanForm, TerbitForm
from iuran.tagihan.padanan import asing_di_bpjs, padanan_tagihan
from peserta.daftar import kota_besar
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, hak, halaman, menyusul
from pijar.pengguna.gerbang import tanya_kode
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import sidik


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Months × sources of one year, each with its bills and its unbilled rows."""
    kini = timezone.localdate()
    semua = Tagihan.objects.for_petugas(request.user)
    daftar_tahun = sorted({kini.year, *semua.daftar_tahun()}, reverse=True)
    dipilih = request.GET.get("tahun", "")
    tahun = int(dipilih) if dipilih in map(str, daftar_tahun) else kini.year
    konteks = {
        "tahun": tahun,
        "daftar_tahun": daftar_tahun,
        "tabel": tabel_tahun(tahun, kini),
        "dibatalkan": semua.dibatalkan().filter(bulan__year=tahun),
    }
    return render(request, "iuran/tagihan.html", konteks)


@require_GET
@hak("mengelola_iuran")
def lewat(request: PetugasRequest) -> HttpResponse:
    """What was not paid on its due day; the first page leads here with one such day."""
    semua = lewat_tempo(timezone.localdate()) if not request.user.wilayah else []
    tempo = request.GET.get("tempo", "")
    dipilih = [b for b in semua if f"{b.tempo:%Y-%m-%d}" == tempo] or semua
    konteks = {
        "halaman": halaman(request, dipilih),
        "orang": sum(b.orang for b in dipilih),
        "rupiah": sum(b.rupiah for b in dipilih),
        "sebagian": len(dipilih) < len(semua),
    }
    return render(request, "iuran/tagihan_lewat.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """Months and sources that wait for a bill; one click drafts it."""
    form = SusunTagihanForm(request.POST or None)
    if form.is_valid():
        tagihan = susun_tagihan(**form.cleaned_data, oleh=request.user)
        messages.success(
            request,
            f"{tagihan.nomor} disusun: {ribuan(tagihan.jumlah_orang)} orang, "
            f"{rupiah(tagihan.total)}. Sekarang admin lain menerbitkannya.",
        )
        return redirect("iuran:tagihan_detail", pk=tagihan.pk)
    sampai = SampaiForm(request.GET or None)
    bulan = sampai.bulan(timezone.localdate())
    konteks = {"form": form, "sampai": sampai, "bulan": bulan, "daftar": siap_disusun(bulan)}
    return render(request, "iuran/tagihan_baru.html", konteks, status=422 if form.is_bound else 200)


@require_GET
@hak("mengelola_iuran")
@menyusul("Menghitung tagihan …", kota_besar)
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return render(request, "iuran/tagihan_detail.html", konteks_detail(request, pk))


def konteks_detail(request: PetugasRequest, pk: int) -> dict[str, object]:
    """One bill with its breakdown, parts, papers and edits."""
    tagihan = ambil_tagihan(request, pk)
    return {
        "tagihan": tagihan,
        "rincian": rincian(tagihan),
        "belum_dikonfirmasi": tagihan.daftar_iuran.belum_dikonfirmasi().count(),
        "pembayaran": tagihan.pembayaran,
        "bagian": tagihan.daftar_bagian.order_by("pk"),
        "kertas": papan_kertas(tagihan),
        "perubahan": tagihan.daftar_perubahan.select_related("oleh")[:20],
        "alasan_form": AlasanSingkatForm(),
        "daftar_excel": tagihan.tugas_excel,
        "keluar": baris_tagihan(tagihan).sudah_keluar().count(),
        "klaim": Klaim.objects.for_petugas(request.user)
        .menunggu_bayar(tagihan)
        .select_related("peserta"),
        "sendiri": tagihan.disusun_oleh_id == request.user.pk,
    }


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
@menyusul("Memeriksa tagihan …", kota_besar)
@tanya_kode
def terbit(request: PetugasRequest, pk: int) -> HttpResponse:
    """The date on the paper, and everybody who must leave before the bill is issued."""
    tagihan = ambil_tagihan(request, pk)
    form = TerbitForm(request.POST or None, tagihan=tagihan, pada=timezone.localdate())
    if form.is_valid():
        return _terbitkan(request, tagihan, form)
    keluar = halaman(request, orang_keluar(tagihan.daftar_iuran.all()))
    konteks = {
        "tagihan": tagihan,
        "form": form,
        "segel": sidik(isi_terbit(tagihan)),
        "halaman": keluar,
        "daftar": dengan_sebab(keluar),
        "sendiri": tagihan.disusun_oleh_id == request.user.pk,
        "padanan": padanan_tagihan(tagihan, timezone.localdate()),
        "asing": asing_di_bpjs(tagihan),
    }
    status = 422 if form.is_bound else 200
    return render(request, "iuran/tagihan_terbit.html", konteks, status=status)


def _terbitkan(request: PetugasRequest, tagihan: Tagihan, form: TerbitForm) -> HttpResponse:
    orang = keluarkan_lalu_terbitkan(
        tagihan, **form.cleaned_data, oleh=request.user, pada=timezone.now()
    )
    kata = f"{ribuan(orang)} orang dikeluarkan. " if orang else ""
    messages.success(request, f"{kata}{tagihan.nomor} diterbitkan. Daftar namanya sedang dibuat.")
    return redirect("iuran:tagihan_detail", pk=tagihan.pk)


@require_POST
@hak("mengelola_iuran")
def dokumen(request: PetugasRequest, pk: int) -> HttpResponse:
    minta_daftar(ambil_tagihan(request, pk), oleh=request.user)
    return redirect("iuran:tagihan_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel an unpaid bill; the page asks for the reason."""
    tagihan = ambil_tagihan(request, pk)
    form = AlasanSingkatForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        konteks = konteks_detail(request, pk) | {"alasan_form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "iuran/tagihan_detail.html", konteks, status=status)
    if "ganti" in request.POST:
        baru = ganti_tagihan(tagihan, alasan=form.cleaned_data["alasan"], oleh=request.user)
        messages.success(
            request,
            f"{tagihan.nomor} dibatalkan, penggantinya {baru.nomor}: "
            f"{ribuan(baru.jumlah_orang)} orang. Sekarang admin lain menerbitkannya.",
        )
        return redirect("iuran:tagihan_detail", pk=baru.pk)
    lepas = batalkan_tagihan(tagihan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(
        request, f"{tagihan.nomor} dibatalkan. {ribuan(lepas)} iuran menunggu tagihan baru."
    )
    return redirect("iuran:tagihan_detail", pk=pk)


def ambil_tagihan(request: PetugasRequest, pk: int) -> Tagihan:
    return get_object_or_404(Tagihan.objects.for_petugas(request.user).with_orang(), pk=pk)
