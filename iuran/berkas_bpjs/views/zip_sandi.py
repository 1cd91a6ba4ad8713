"""One file to BPJS as a zip with a password: the password is shown once, then the zip comes."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from iuran.berkas_bpjs.views.daftar import ambil_berkas
from iuran.berkas_bpjs.zip_sandi import buat_sandi, isi_berkas, tulis_zip
from iuran.models import BerkasBPJS
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, hak
from pijar.models import JejakAkses


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def zip_sandi(request: PetugasRequest, pk: int) -> HttpResponse | FileResponse:
    """POST shows a new password, ``?unduh`` sends the zip that it opens, once.

    Between the two the password stands in the officer's session, nowhere else.
    """
    berkas_bpjs = ambil_berkas(request, pk)
    if "unduh" in request.GET:
        return unduh(request, berkas_bpjs)
    isi_berkas(berkas_bpjs)
    sandi = ""
    if request.method == "POST":
        sandi = request.session[kunci(berkas_bpjs)] = buat_sandi()
    konteks = {"berkas_bpjs": berkas_bpjs, "sandi": sandi}
    return render(request, "iuran/berkas_bpjs_zip.html", konteks)


def unduh(request: PetugasRequest, berkas_bpjs: BerkasBPJS) -> FileResponse:
    """Send the zip, and log the download."""
    isi = isi_berkas(berkas_bpjs)
    sandi = request.session.pop(kunci(berkas_bpjs), "")
    if not sandi:
        raise AturanDilanggarError(
            "Zip ini sudah diunduh, atau sandinya belum dibuat. Buat sandi baru, lalu unduh.",
            tautan=request.path,
            label_tautan="Buat sandi",
        )
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"zip bersandi {berkas_bpjs.nomor}: {isi.nama}",
        alasan=isi.alasan,
        jumlah=berkas_bpjs.jumlah_orang,
    )
    nama = f"{berkas_bpjs.nomor}-bersandi.zip"
    return FileResponse(tulis_zip(isi, sandi), as_attachment=True, filename=nama)


def kunci(berkas_bpjs: BerkasBPJS) -> str:
    return f"sandi_zip_{berkas_bpjs.pk}"
