"""The list of months paid in vain, its export, and a new settlement of some of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from iuran.kelebihan.actions.usul import periksa_bebas, usulkan_penyelesaian, yang_dipilih
from iuran.kelebihan.angka import (
    DAPAT_DIMINTA,
    dengan_keadaan,
    dengan_rincian,
    rinci,
    saring_keadaan,
    urut_dan_jumlah,
)
from iuran.kelebihan.forms import KelebihanForm, UsulanForm
from iuran.models import Iuran, PenyelesaianKelebihan
from peserta.daftar import kota_besar
from pijar import tugas
from pijar.bidang import DaftarPkField
from pijar.http import PetugasRequest, hak, halaman, menyusul

TAMPIL = 50  # chosen months that the page of a new settlement lists


@require_GET
@hak("mengelola_iuran")
@menyusul("Menghitung kelebihan bayar …", kota_besar)
def daftar(request: PetugasRequest) -> HttpResponse:
    """Everything paid in vain in the officer's area, with the sums of the filter."""
    form = KelebihanForm(request.GET)
    iuran = Iuran.objects.for_petugas(request.user)
    pks, isi = urut_dan_jumlah(form.saring(iuran))
    hal = halaman(request, pks)
    tampil = dengan_keadaan(iuran.filter(pk__in=list(hal)).dengan_baris())
    baris = rinci(dengan_rincian(tampil))
    konteks = {
        "form": form,
        "saringan": urlencode(form.isian),
        "halaman": hal,
        "baris": baris,
        "dapat_diminta": any(k.dapat_diminta for k in baris),
        "jumlah": isi,
        "menunggu": PenyelesaianKelebihan.objects.for_petugas(request.user).terbuka()[:20],
    }
    return render(request, "iuran/kelebihan.html", konteks)


@require_POST
@hak("mengelola_iuran")
def ekspor(request: PetugasRequest) -> HttpResponse:
    """Order the filtered list as Excel."""
    form = KelebihanForm(request.POST)
    pesanan = tugas.buat(
        "iuran.ekspor_kelebihan",
        judul="Daftar kelebihan bayar",
        oleh=request.user,
        parameter={"saringan": form.isian},
        kunci=f"ekspor-kelebihan-{request.user.pk}",
    )
    return redirect("tugas:detail", pk=pesanan.pk)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """BPJS's letter about the ticked months, or about all of the filter."""
    iuran = Iuran.objects.for_petugas(request.user)
    pilihan = DaftarPkField(required=False)
    data = request.POST or request.GET
    pks = pilihan.clean(data.getlist("iuran"))
    if "semua" in request.GET and not request.POST:
        semua = saring_keadaan(KelebihanForm(request.GET).saring(iuran), *DAPAT_DIMINTA)
        pks = list(semua.order_by("pk").values_list("pk", flat=True))
    if request.method == "GET":
        if not pks:
            return render(request, "iuran/kelebihan_baru.html")
        periksa_bebas(pks)
    dipilih = yang_dipilih(iuran, pks)
    pada = timezone.localdate()
    form = UsulanForm(request.POST or None, daftar=dipilih, pada=pada)
    if form.is_valid():
        baru = usulkan_penyelesaian(pks, form.usulan, oleh=request.user, pada=pada)
        messages.success(
            request,
            "Usulan tercatat. Unggah pindaian surat BPJS-nya, lalu admin lain mengonfirmasinya.",
        )
        return redirect("iuran:penyelesaian", pk=baru.pk)
    konteks = {
        "form": form,
        "dipilih": dipilih[:TAMPIL],
        "sisa": max(0, len(dipilih) - TAMPIL),
        "jumlah": urut_dan_jumlah(iuran.filter(pk__in=pks))[1],
        "sumber": dipilih[0].sumber,
        "pks": ",".join(map(str, pks)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "iuran/kelebihan_baru.html", konteks, status=status)
