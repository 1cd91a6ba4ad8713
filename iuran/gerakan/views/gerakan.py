"""The movement by office for one month: the page, and the same as Excel. Sums only."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.gerakan.angka import GERAKAN, jumlahkan, menurut_jenis
from iuran.gerakan.banding_bpjs import bandingkan_bpjs, selisih_nama
from iuran.gerakan.dokumen_angka import excel_gerakan, nama_berkas
from iuran.gerakan.forms.saring import GerakanForm
from iuran.gerakan.ukuran import gerakan_besar
from pijar.http import PetugasRequest, hak, halaman, menyusul


def tersimpan(request: PetugasRequest) -> bool:
    """Whether the month that is asked for need not be counted."""
    return GERAKAN.siap(isian(request).bulan_dipilih, timezone.localdate())


@require_GET
@hak("lihat_laporan")
@menyusul("Menghitung gerakan menurut OPD …", gerakan_besar, siap=tersimpan)
def layar(request: PetugasRequest) -> HttpResponse:
    """The sums of a month; the offices by kind, in the order asked for."""
    form = isian(request)
    disimpan = GERAKAN.baca(form.bulan_dipilih, timezone.localdate())
    gerakan = disimpan.nilai
    tampil = form.pilih(gerakan.baris)
    tampak = {b.opd for b in tampil}
    tersembunyi = [b for b in gerakan.baris if b.opd not in tampak]
    konteks = {
        "form": form,
        "gerakan": gerakan,
        "dihitung_pada": disimpan.pada,
        "total": gerakan.total,
        "jenis": list(menurut_jenis(gerakan.baris)),
        "halaman": halaman(request, tampil),
        "lain": jumlahkan(tersembunyi, "OPD lain") if tersembunyi else None,
        "banyak_lain": len(tersembunyi),
        "banding": bandingkan_bpjs(gerakan.bulan),
        "selisih": selisih_nama(gerakan.bulan, request.user),
    }
    return render(request, "iuran/gerakan.html", konteks)


@require_GET
@hak("lihat_laporan")
def unduh(request: PetugasRequest) -> FileResponse:
    """Every office of the month; sums only, so no reason is asked for."""
    gerakan = GERAKAN.baca(isian(request).bulan_dipilih, timezone.localdate()).nilai
    isi = BytesIO(excel_gerakan(gerakan))
    return FileResponse(isi, as_attachment=True, filename=nama_berkas(gerakan))


def isian(request: PetugasRequest) -> GerakanForm:
    form = GerakanForm(request.GET, pada=timezone.localdate())
    form.is_valid()
    return form
