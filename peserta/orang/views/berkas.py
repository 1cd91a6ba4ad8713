"""Screens of a person's papers: list, add, open, delete."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.models import BerkasPeserta, JenisBerkas, Peserta
from peserta.orang.actions import berkas as aksi
from peserta.orang.forms.berkas import BerkasForm, HapusBerkasForm
from peserta.orang.views.data import ambil_orang
from pijar.http import PetugasRequest, hak
from pijar.unggahan import MIME

# For a photo only styles are allowed, with which browsers fit it into the window. A PDF needs the
# browser's own viewer, which a sandbox would block; its clean copy has no scripts anyway.
CSP_FOTO = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; "
    "base-uri 'none'; frame-ancestors 'none'"
)
CSP_PDF = "default-src 'none'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def berkas(request: PetugasRequest, pk: int) -> HttpResponse:
    """Show the person's papers; with POST add one."""
    peserta = ambil_orang(request, pk)
    if request.method == "POST":
        return unggah(request, peserta)
    return tampilkan(request, peserta)


def unggah(request: PetugasRequest, peserta: Peserta) -> HttpResponse:
    if not request.user.has_perm("pijar.mendata"):
        raise PermissionDenied
    form = BerkasForm(request.POST, request.FILES)
    if not form.is_valid() or form.bersih is None:
        return tampilkan(request, peserta, form)
    baru = aksi.unggah_berkas(
        peserta,
        jenis=form.cleaned_data["jenis"],
        bersih=form.bersih,
        nama=form.cleaned_data["berkas"].name,
        sidik=form.sidik,
        oleh=request.user,
    )
    messages.success(request, f"{baru.get_jenis_display()} tersimpan.")
    return redirect("peserta:berkas", pk=peserta.pk)


def tampilkan(
    request: PetugasRequest,
    peserta: Peserta,
    form: BerkasForm | None = None,
    hapus: tuple[int, HapusBerkasForm] | None = None,
) -> HttpResponse:
    """Render the page, with status 422 if a form has errors; few papers fit on one page."""
    ada = BerkasPeserta.objects.for_petugas(request.user).ada().milik(peserta.pk)
    semua = [*ada.select_related("oleh")]
    kurang = jenis_kurang(semua)
    konteks = {
        "peserta": peserta,
        "aktif": "peserta:berkas",
        "daftar_berkas": semua,
        "kurang": kurang,
        "form": form or BerkasForm(initial={"jenis": kurang[0] if kurang else JenisBerkas.LAINNYA}),
        "boleh_hapus": aksi.bisa_dihapus(peserta, request.user),
        "hapus_pk": hapus[0] if hapus else None,
        "hapus": hapus[1] if hapus else HapusBerkasForm(),
    }
    return render(request, "peserta/berkas.html", konteks, status=422 if form or hapus else 200)


def jenis_kurang(ada: Iterable[BerkasPeserta]) -> list[JenisBerkas]:
    """The kinds of papers that a person still has to bring."""
    tidak_perlu = {JenisBerkas.LAINNYA, *(b.jenis for b in ada)}
    return [jenis for jenis in JenisBerkas if jenis not in tidak_perlu]


@require_GET
@hak("lihat_peserta")
def isi(request: PetugasRequest, pk: int, berkas_pk: int) -> FileResponse:
    """Show the paper in the browser, and log the access."""
    satu = ambil_berkas(request, pk, berkas_pk)
    aksi.catat_buka(satu, oleh=request.user)
    jawaban = FileResponse(
        satu.isi.open(),
        content_type=satu.mime,
        filename=f"{satu.jenis}-{pk}-{satu.pk}{MIME[satu.mime]}",
    )
    jawaban["Content-Security-Policy"] = CSP_FOTO if satu.gambar else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_POST
@hak("mendata")
def hapus(request: PetugasRequest, pk: int, berkas_pk: int) -> HttpResponse:
    satu = ambil_berkas(request, pk, berkas_pk)
    form = HapusBerkasForm(request.POST)
    if not form.is_valid():
        return tampilkan(request, ambil_orang(request, pk), hapus=(satu.pk, form))
    alasan = form.cleaned_data["alasan"]
    aksi.hapus_berkas(satu, alasan=alasan, oleh=request.user, pada=timezone.now())
    messages.success(request, f"{satu.get_jenis_display()} dihapus.")
    return redirect("peserta:berkas", pk=pk)


def ambil_berkas(request: PetugasRequest, pk: int, berkas_pk: int) -> BerkasPeserta:
    """A paper not deleted, of a person whom this officer may see; else 404."""
    semua = BerkasPeserta.objects.for_petugas(request.user).ada().select_related("peserta")
    return get_object_or_404(semua.milik(pk), pk=berkas_pk)
