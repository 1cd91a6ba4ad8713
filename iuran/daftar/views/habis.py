"""Who is terdaftar without being protected today: lapsed, not begun, or without a month."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.daftar.forms import HabisForm
from iuran.perlindungan import sebab_habis, tanpa_perlindungan
from peserta.models import Peserta
from pijar.http import PetugasRequest, hak, halaman


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The people of the officer's area, each with the cause and the next step."""
    kini = timezone.localdate()
    form = HabisForm(request.GET, petugas=request.user)
    dekat = Peserta.objects.for_petugas(request.user).filter(form.syarat)
    orang = tanpa_perlindungan(dekat, kini, form.pilihan)
    hal = halaman(request, orang.select_related("kelurahan__kecamatan").order_by("nama", "pk"))
    konteks = {"form": form, "halaman": hal, "baris": sebab_habis(list(hal), kini), "kini": kini}
    return render(request, "iuran/habis.html", konteks)
