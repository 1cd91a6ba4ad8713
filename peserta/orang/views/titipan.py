"""Three places for photos in the registration form: sent while one types, kept until it is saved."""

from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from peserta.models import JenisBerkas
from peserta.orang.actions.titipan import titip
from pijar.http import PetugasRequest, hak
from pijar.models import Titipan
from pijar.unggahan.forms import LampiranForm

TEMPAT = (JenisBerkas.KTP, JenisBerkas.KK, JenisBerkas.KETERANGAN_KERJA)


class Tempat(NamedTuple):
    """One place: which paper, the photo that waits there, or why it was refused."""

    jenis: JenisBerkas
    titipan: Titipan | None = None
    galat: str = ""


@require_POST
@hak("mendata")
def titip_berkas(request: PetugasRequest, jenis: str) -> HttpResponse:
    """Keep one photo (htmx), and show its place again."""
    if jenis not in TEMPAT:
        raise Http404
    satu = baca_tempat(request, JenisBerkas(jenis))
    return render(request, "peserta/_tempat_berkas.html", {"tempat": satu})


def semua_tempat(request: PetugasRequest) -> list[Tempat]:
    """The places as the form sends them; a photo that comes with it is kept at once."""
    return [baca_tempat(request, jenis) for jenis in TEMPAT]


def baca_tempat(request: PetugasRequest, jenis: JenisBerkas) -> Tempat:
    if berkas := request.FILES.get(f"berkas_{jenis}"):
        form = LampiranForm({}, {"berkas": berkas})
        if not form.is_valid() or form.bersih is None:
            return Tempat(jenis, galat=" ".join(form.errors["berkas"]))
        nama, kini = berkas.name or "", timezone.now()
        return Tempat(
            jenis, titip(form.bersih, nama=nama, sidik=form.sidik, oleh=request.user, pada=kini)
        )
    token = request.POST.get(f"titipan_{jenis}", "")
    semua = Titipan.objects.for_petugas(request.user)
    return Tempat(jenis, semua.filter(token=token).first() if token else None)
