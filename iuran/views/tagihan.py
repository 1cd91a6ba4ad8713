"""Bills: the year's table, drafting, one bill, issuing, paying, cancelling."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.actions import tagihan as aksi
from iuran.forms.tagihan import SampaiForm, SP2DForm, SusunTagihanForm
from iuran.models import Tagihan
from iuran.rincian import rincian, siap_disusun, tabel_tahun
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, hak
from pijar.rupiah import ribuan, rupiah


@require_GET
@hak("mengelola_iuran")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Months × sources of one year, each with its bills and what still waits."""
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


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """What waits for a bill; one click drafts it."""
    form = SusunTagihanForm(request.POST or None)
    if form.is_valid():
        tagihan = aksi.susun_tagihan(**form.cleaned_data, oleh=request.user)
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
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return render(request, "iuran/tagihan_detail.html", konteks_detail(request, pk))


def konteks_detail(request: PetugasRequest, pk: int) -> dict[str, object]:
    """One bill with its breakdown; forms are empty unless a caller replaces one."""
    tagihan = ambil_tagihan(request, pk)
    return {
        "tagihan": tagihan,
        "rincian": rincian(tagihan),
        "sp2d_form": SP2DForm(),
        "alasan_form": AlasanSingkatForm(),
        "dokumen": [t for t in (tagihan.tugas_pdf, tagihan.tugas_excel) if t],
        "lewat": tagihan.daftar_iuran.melewati_bantuan().count(),
        "sendiri": tagihan.disusun_oleh_id == request.user.pk,
    }


@require_POST
@hak("mengelola_iuran")
def terbitkan(request: PetugasRequest, pk: int) -> HttpResponse:
    tagihan = ambil_tagihan(request, pk)
    aksi.terbitkan(tagihan, oleh=request.user, pada=timezone.now())
    messages.success(request, f"{tagihan.nomor} diterbitkan. Surat dan daftarnya sedang dibuat.")
    return redirect("iuran:tagihan_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def dokumen(request: PetugasRequest, pk: int) -> HttpResponse:
    aksi.minta_dokumen(ambil_tagihan(request, pk), oleh=request.user)
    return redirect("iuran:tagihan_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def bayar(request: PetugasRequest, pk: int) -> HttpResponse:
    tagihan = ambil_tagihan(request, pk)
    form = SP2DForm(request.POST)
    if not form.is_valid():
        return _salah(request, pk, sp2d_form=form)
    bukti = aksi.catat_sp2d(
        tagihan, **form.cleaned_data, oleh=request.user, pada=timezone.localdate()
    )
    messages.success(
        request, f"{tagihan.nomor} lunas dengan SP2D {bukti.nomor_sp2d}, {rupiah(bukti.nominal)}."
    )
    return redirect("iuran:tagihan_detail", pk=pk)


@require_POST
@hak("mengelola_iuran")
def batal(request: PetugasRequest, pk: int) -> HttpResponse:
    tagihan = ambil_tagihan(request, pk)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        return _salah(request, pk, alasan_form=form)
    lepas = aksi.batalkan_tagihan(tagihan, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(
        request, f"{tagihan.nomor} dibatalkan. {ribuan(lepas)} iuran menunggu tagihan baru."
    )
    return redirect("iuran:tagihan_detail", pk=pk)


def _salah(request: PetugasRequest, pk: int, **form: Form) -> HttpResponse:
    """The bill's page once more, with a form that has mistakes."""
    konteks = konteks_detail(request, pk) | form
    return render(request, "iuran/tagihan_detail.html", konteks, status=422)


def ambil_tagihan(request: PetugasRequest, pk: int) -> Tagihan:
    return get_object_or_404(Tagihan.objects.for_petugas(request.user).with_orang(), pk=pk)
