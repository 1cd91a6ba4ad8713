"""People who soon lose cover, and people near 65."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.daftar.forms import BerakhirForm, UsiaForm
from iuran.models.buku import IuranQuerySet
from iuran.peristiwa import DASAR_USIA, jumlah_usia, mendekati_65, ulang_tahun
from iuran.perlindungan import akan_berakhir, bulan_terakhir, dengan_lanjut, tabel_berakhir
from peserta.models import Peserta
from pijar.beruntun import Bagian, Beruntun
from pijar.http import PetugasRequest, hak, halaman
from pijar.models import DasarHukum


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Counts per month, source and kecamatan in the officer's area, and the people themselves."""
    kini = timezone.localdate()
    form = BerakhirForm(request.GET, petugas=request.user, pada=kini)
    form.is_valid()
    semua = bulan_terakhir(kini, form.ke_depan)
    orang = [baris.for_petugas(request.user).filter(form.syarat) for baris in semua]
    tabel = tabel_berakhir(akan_berakhir(kini, form.ke_depan, di=orang), kini, form.ke_depan)
    # The order is by month first, so a page needs the people of one month, seldom of two.
    urut = map(Bagian, tabel.total.per_bulan, map(menurut_nama, orang))
    konteks = {"form": form, "tabel": tabel, "halaman": halaman(request, Beruntun([*urut]))}
    return render(request, "iuran/berakhir.html", konteks)


def menurut_nama(baris: IuranQuerySet) -> IuranQuerySet:
    """The rows of one month with what the page shows of them."""
    lengkap = dengan_lanjut(baris).select_related("peserta__kelurahan__kecamatan", "sumber")
    return lengkap.order_by("peserta__nama", "pk")


@require_GET
@hak("lihat_peserta")
def usia(request: PetugasRequest) -> HttpResponse:
    """People of the officer's area at or near 65 (within half a year), the oldest first."""
    kini = timezone.localdate()
    form = UsiaForm(request.GET, petugas=request.user)
    dekat = Peserta.objects.for_petugas(request.user).filter(form.syarat)
    orang = mendekati_65(kini, form.bulan, di=dekat)
    urut = orang.select_related("kelurahan__kecamatan").order_by("tanggal_lahir", "pk")
    hal = halaman(request, urut)
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(p, ulang_tahun(p.tanggal_lahir)) for p in hal],
        "jumlah": jumlah_usia(mendekati_65(kini, di=dekat), kini),
        "kini": kini,
        "dasar": DasarHukum.objects.for_petugas(request.user).satu(DASAR_USIA),
    }
    return render(request, "iuran/usia.html", konteks)
