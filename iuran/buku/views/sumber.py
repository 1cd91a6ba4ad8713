"""The page of the sources: their money, and how much of it is left."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.buku.forms import TahunForm
from iuran.buku.kuota import perkiraan_habis
from iuran.models import SumberDana
from pijar.http import PetugasRequest, hak


@require_GET
@hak("mengelola_iuran")
def sumber(request: PetugasRequest) -> HttpResponse:
    """Every source of a year: places, ceiling, promised, in the ledger, paid, left."""
    hari_ini = timezone.localdate()
    form = TahunForm(request.GET)
    tahun = (form.is_valid() and form.cleaned_data["tahun"]) or hari_ini.year
    bulan = bulan_acuan(tahun, hari_ini)
    semua = SumberDana.objects.for_petugas(request.user)
    daftar = list(semua.filter(tahun=tahun).with_keuangan().with_orang(bulan))
    habis = perkiraan_habis(daftar, bulan)
    konteks = {
        "tahun": tahun,
        "bulan": bulan,
        "daftar_tahun": sorted({*semua.values_list("tahun", flat=True), tahun}, reverse=True),
        "daftar": [(s, habis.get(s.pk)) for s in daftar],
    }
    return render(request, "iuran/sumber.html", konteks)


def bulan_acuan(tahun: int, hari_ini: date) -> date:
    """The month in which people are counted: this month, or the nearest month of another year."""
    if tahun == hari_ini.year:
        return hari_ini.replace(day=1)
    return date(tahun, 12 if tahun < hari_ini.year else 1, 1)
