"""The public page behind the QR of a paper: no sign-in, no cookie, no number of a person."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from laporan.surat.actions.periksa import Keadaan
from laporan.surat.actions.periksa import periksa as cari
from laporan.surat.jenis import JENIS
from pijar.catatan import ALAMAT
from pijar.http import alamat_klien

TUNGGU_DETIK = "60"


@require_GET
@login_not_required
def periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """Which paper it is, what it confirmed on its date, and whether it still counts."""
    request.META[ALAMAT] = "-"  # who looks at a paper is not written down, not even when refused
    hasil = cari(kode, alamat=alamat_klien(request), pada=timezone.now())
    konteks = {
        "keadaan": hasil.keadaan.name,
        "surat": hasil.surat,
        "jenis": JENIS[hasil.surat.jenis].nama if hasil.surat else "",
        "versi": hasil.versi,
        "menerangkan": hasil.versi.isi["qr"] if hasil.versi else "",
    }
    # Without the request: no menu, no token of a form, no session.
    html = render_to_string("laporan/periksa.html", konteks)
    jawaban = HttpResponse(html, status=hasil.keadaan.status)
    jawaban["X-Robots-Tag"] = "noindex, nofollow"
    jawaban["Cache-Control"] = "no-store"
    if hasil.keadaan == Keadaan.TERLALU_SERING:
        jawaban["Retry-After"] = TUNGGU_DETIK
    return jawaban
