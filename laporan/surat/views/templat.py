"""Word templates: download, upload, look at, put to use, take back."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from laporan.models import TemplatSurat
from laporan.surat.actions import templat as aksi
from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.berkas.templat import isi_contoh
from laporan.surat.forms_pengaturan import NAMA_BENTUK, TemplatForm
from laporan.surat.isi import Bentuk
from pijar.http import PetugasRequest, ambil, coba, hak, halaman


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def daftar(request: PetugasRequest) -> HttpResponse:
    """What counts for each shape, all uploads, and a new one."""
    form = TemplatForm(request.POST or None, request.FILES or None)
    if coba(form, lambda _: _unggah(request, form)):
        messages.success(request, "Templat disimpan. Lihat contohnya, lalu tekan Pakai.")
        return redirect("laporan:surat_templat")
    semua = TemplatSurat.objects.for_petugas(request.user)
    dipakai = {t.bentuk: t for t in semua.yang_dipakai()}
    hal = halaman(request, semua.select_related("oleh").order_by("-pk"))
    konteks = {
        "form": form,
        "tab": "templat",
        "halaman": hal,
        "baris": [(t, NAMA_BENTUK[Bentuk(t.bentuk)], t.cip(dipakai.get(t.bentuk))) for t in hal],
        "bentuk": [(b, nama, dipakai.get(b)) for b, nama in NAMA_BENTUK.items()],
    }
    status = 422 if form.is_bound else 200
    return render(request, "laporan/surat_templat.html", konteks, status=status)


def _unggah(request: PetugasRequest, form: TemplatForm) -> None:
    aksi.unggah_templat(
        Bentuk(form.cleaned_data["bentuk"]),
        form.isi,
        nama=form.diterima.nama_berkas,
        sha256=form.diterima.sha256,
        oleh=request.user,
    )


@require_GET
@hak("mengelola_pengguna")
def bawaan(request: PetugasRequest, jenis: str) -> FileResponse:
    """The built-in template of a shape, to begin one's own with."""
    if jenis not in {*Bentuk}:
        raise Http404
    return FileResponse(
        templat_bawaan(Bentuk(jenis)), as_attachment=True, filename=f"templat-{jenis}.docx"
    )


@require_GET
@hak("mengelola_pengguna")
def unduh(request: PetugasRequest, pk: int) -> FileResponse:
    """An uploaded template, as it came."""
    templat = ambil(request, TemplatSurat.objects, pk)
    return FileResponse(templat.berkas.open(), as_attachment=True, filename=templat.nama_berkas)


@require_GET
@hak("mengelola_pengguna")
def contoh(request: PetugasRequest, pk: int) -> FileResponse:
    """The template filled with sample data."""
    templat = ambil(request, TemplatSurat.objects, pk)
    with templat.berkas.open() as berkas:
        hasil = isi_contoh(berkas.read(), Bentuk(templat.bentuk))
    return FileResponse(
        BytesIO(hasil), as_attachment=True, filename=f"contoh-{templat.bentuk}.docx"
    )


@require_POST
@hak("mengelola_pengguna")
def pakai(request: PetugasRequest, pk: int) -> HttpResponse:
    templat = ambil(request, TemplatSurat.objects, pk)
    aksi.pakai_templat(templat, pada=timezone.now(), oleh=request.user)
    messages.success(request, f"Surat berikutnya memakai {templat.nama_berkas}.")
    return redirect("laporan:surat_templat")


@require_POST
@hak("mengelola_pengguna")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    templat = ambil(request, TemplatSurat.objects, pk)
    aksi.tarik_templat(templat, pada=timezone.now(), oleh=request.user)
    messages.success(request, f"{templat.nama_berkas} ditarik; templat sebelumnya dipakai lagi.")
    return redirect("laporan:surat_templat")
