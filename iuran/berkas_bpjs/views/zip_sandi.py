"""One file to BPJS as a zip with a password: the password is shown once, then the zip comes."""

import secrets

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from iuran.berkas_bpjs.views.daftar import ambil_berkas
from iuran.berkas_bpjs.zip_sandi import buat_sandi, isi_berkas, tulis_zip
from iuran.models import BerkasBPJS
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, hak
from pijar.models import JejakAkses
from pijar.pengguna.gerbang import tanya_kode

DISIMPAN = 5  # passwords of one file that wait for their download: one for each tab


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
@tanya_kode
def zip_sandi(request: PetugasRequest, pk: int) -> HttpResponse | FileResponse:
    """POST makes a password, ``?sandi=<its token>`` shows it, ``?unduh=<its token>`` sends its zip.

    Until the zip is sent, once, the password stands in the officer's session, nowhere else. Each
    password has a token of its own, so that no tab sends the zip of another tab's password.
    """
    berkas_bpjs = ambil_berkas(request, pk)
    if "unduh" in request.GET:
        return unduh(request, berkas_bpjs)
    isi_berkas(berkas_bpjs)
    if request.method == "POST":
        return redirect(f"{request.path}?sandi={simpan_sandi(request, berkas_bpjs)}")
    token = request.GET.get("sandi", "")
    sandi = request.session.get(kunci(berkas_bpjs), {}).get(token, "")
    konteks = {"berkas_bpjs": berkas_bpjs, "sandi": sandi, "token": token}
    return render(request, "iuran/berkas_bpjs_zip.html", konteks)


def simpan_sandi(request: PetugasRequest, berkas_bpjs: BerkasBPJS) -> str:
    """Make a new password; returns its token. The session keeps the newest few."""
    sandi, token = buat_sandi(), secrets.token_urlsafe(16)
    lama = request.session.get(kunci(berkas_bpjs), {})
    semua = [*lama.items(), (token, sandi)]
    request.session[kunci(berkas_bpjs)] = dict(semua[-DISIMPAN:])
    return token


def ambil_sandi(request: PetugasRequest, berkas_bpjs: BerkasBPJS) -> str:
    """The password of the link's token, which serves once; empty for any other token."""
    semua = request.session.get(kunci(berkas_bpjs), {})
    sandi: str = semua.pop(request.GET["unduh"], "")
    request.session[kunci(berkas_bpjs)] = semua
    return sandi


def unduh(request: PetugasRequest, berkas_bpjs: BerkasBPJS) -> FileResponse:
    """Send the zip, and log the download."""
    isi = isi_berkas(berkas_bpjs)
    sandi = ambil_sandi(request, berkas_bpjs)
    if not sandi:
        raise AturanDilanggarError(
            "Zip dari tautan ini sudah diunduh, atau sandinya tidak disimpan lagi. Buat sandi "
            "baru, lalu unduh zipnya.",
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
    return f"daftar_sandi_zip_{berkas_bpjs.pk}"
