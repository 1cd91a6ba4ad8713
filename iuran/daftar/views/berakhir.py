"""People who soon lose cover, and people near 65."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.daftar.forms import BerakhirForm, UsiaForm
from iuran.peristiwa import DASAR_USIA, jumlah_usia, mendekati_65, ulang_tahun
from iuran.perlindungan import akan_berakhir, bulan_terakhir, tabel_berakhir
from peserta.models import Peserta
from pijar.http import PetugasRequest, hak, halaman
from pijar.models import DasarHukum


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Counts per month, source and kecamatan in the officer's area, and the people themselves."""
    kini = timezone.localdate()
    form = BerakhirForm(request.GET, petugas=request.user, pada=kini)
    form.is_valid()
    orang = bulan_terakhir(kini, form.ke_depan).for_petugas(request.user).filter(form.syarat)
    baris = akan_berakhir(kini, form.ke_depan, di=orang)
    urut = orang.select_related("peserta__kelurahan__kecamatan", "sumber").order_by(
        "bulan", "peserta__nama", "pk"
    )
    konteks = {
        "form": form,
        "tabel": tabel_berakhir(baris, kini, form.ke_depan),
        "halaman": halaman(request, urut),
    }
    return render(request, "iuran/berakhir.html", konteks)


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
