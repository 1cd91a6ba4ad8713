"""A figure opened: one table whose total equals it, for everybody who reads the reports."""

from datetime import date
from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from laporan.bentuk_ukuran import MENURUT
from laporan.dahulu import sebagaimana_diketahui
from laporan.dokumen_rincian import excel_rincian, nama_berkas
from laporan.forms import RincianForm
from laporan.rincian import Rincian, periksa
from laporan.simpan import RINCIAN
from laporan.ukuran import KELOMPOK
from peserta.daftar import kota_besar
from pijar.http import PetugasRequest, hak, menyusul
from pijar.replika import baca_replika
from pijar.terbaca import Disimpan

BAWAAN = "terlindungi"


def tersimpan(request: PetugasRequest) -> bool:
    """Whether the figure that is asked for need not be counted; a past knowledge always is."""
    form = isian(request)
    return form.diketahui is None and RINCIAN.siap(*_kunci(request, form))


@require_GET
@hak("lihat_laporan")
@menyusul("Menghitung rinciannya …", kota_besar, siap=tersimpan)
@baca_replika
def rincian(request: PetugasRequest) -> HttpResponse:
    """Sums of one figure, grouped one way; a link to the people where the list counts the same."""
    form = isian(request)
    disimpan = _hitung(request, form)
    hasil = disimpan.nilai
    konteks = {
        "form": form,
        "rincian": hasil,
        "dihitung_pada": disimpan.pada,
        "menurut": [(m, MENURUT[m]) for m in hasil.ukuran.menurut],
        "kelompok": KELOMPOK,
        "waktu": _waktu(form),
        "daftar": _alamat_daftar(request, form, hasil),
    }
    return render(request, "laporan/rincian.html", konteks)


@require_GET
@hak("lihat_laporan")
@baca_replika
def unduh(request: PetugasRequest) -> FileResponse:
    """The same table as Excel; sums only, so no reason is asked for."""
    form = isian(request)
    hasil = _hitung(request, form).nilai
    isi = BytesIO(excel_rincian(hasil, form.diketahui))
    return FileResponse(isi, as_attachment=True, filename=nama_berkas(hasil))


def isian(request: PetugasRequest) -> RincianForm:
    form = RincianForm(request.GET, hari_ini=timezone.localdate())
    form.is_valid()
    return form


def _hitung(request: PetugasRequest, form: RincianForm) -> Disimpan[Rincian]:
    """Kept, or counted; what was known on an earlier day is never kept."""
    kunci = _kunci(request, form)
    with sebagaimana_diketahui(form.diketahui):
        return RINCIAN.baca(*kunci)


def _kunci(request: PetugasRequest, form: RincianForm) -> tuple[str, str, date, date, date]:
    """The arguments of the figure. Raises AturanDilanggarError for one that is unknown."""
    angka, menurut = request.GET.get("angka") or BAWAAN, request.GET.get("menurut", "")
    ukuran = periksa(angka, menurut)
    return angka, menurut or ukuran.menurut[0], form.bulan, form.hari, form.mulai


def _waktu(form: RincianForm) -> str:
    """The day and what was known, as the address keeps them."""
    isi = {"pada": f"{form.hari:%Y-%m-%d}", "tahu": "dulu" if form.diketahui else "kini"}
    if form.mulai != form.bulan:
        isi["dari"] = f"{form.mulai:%Y-%m}"
    return urlencode(isi)


def _alamat_daftar(request: PetugasRequest, form: RincianForm, hasil: Rincian) -> str:
    """The list of the same people: of today, for who may see the people of the whole city."""
    petugas = request.user
    seluruh_kota = petugas.has_perm("pijar.lihat_peserta") and not petugas.wilayah
    kini = form.hari == form.hari_ini and not form.diketahui
    if not (seluruh_kota and kini and hasil.ukuran.daftar):
        return ""
    return f"{reverse('peserta:daftar')}?{hasil.ukuran.daftar}"
