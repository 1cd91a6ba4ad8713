"""One case: its facts, criteria, answers and decision."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peserta.models import BerkasPeserta
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, hak
from verifikasi import actions
from verifikasi.actions.putusan import alasan_dari
from verifikasi.beda import perubahan, perubahan_berkas
from verifikasi.forms import JawabanForm, SaringAntreanForm
from verifikasi.models import Pengajuan, SaatTinjauan
from verifikasi.penilaian import HasilKriteria, nilai_kasus


@require_GET
@hak("memverifikasi")
def kasus(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan, hasil = ambil_kasus(request, pk)
    return tampilkan(request, pengajuan, hasil, JawabanForm(hasil=hasil))


@require_POST
@hak("memverifikasi")
def jawab(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan, hasil = ambil_kasus(request, pk)
    form = JawabanForm(request.POST, hasil=hasil)
    if not form.is_valid():
        return tampilkan(request, pengajuan, hasil, form, status=422)
    pada = timezone.localdate()
    actions.jawab(pengajuan, form.daftar(), oleh=request.user, pada=pada)
    messages.success(request, "Jawaban disimpan.")
    alamat = reverse("verifikasi:kasus", args=[pk])
    return redirect(f"{alamat}?{kueri(request).urlencode()}")


@require_POST
@hak("memverifikasi")
def setujui(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan, hasil = ambil_kasus(request, pk)
    form = JawabanForm(request.POST, hasil=hasil)
    if not form.is_valid():
        return tampilkan(request, pengajuan, hasil, form, status=422)
    pada = timezone.localdate()
    actions.setujui(pengajuan, oleh=request.user, pada=pada, jawaban=form.daftar())
    messages.success(request, f"{pengajuan.nama} disetujui.")
    return berikutnya(request, pengajuan)


@require_POST
@hak("memverifikasi")
def kembalikan(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan, hasil = ambil_kasus(request, pk)
    form = AlasanForm(request.POST, prefix="kembalikan")
    if not form.is_valid():
        jawaban = JawabanForm(hasil=hasil)
        return tampilkan(request, pengajuan, hasil, jawaban, status=422, kembalikan=form)
    alasan, pada = form.cleaned_data["alasan"], timezone.localdate()
    actions.kembalikan(pengajuan, alasan=alasan, oleh=request.user, pada=pada)
    messages.success(request, f"{pengajuan.nama} dikembalikan untuk dilengkapi.")
    return berikutnya(request, pengajuan)


@require_POST
@hak("memverifikasi")
def tolak(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan, hasil = ambil_kasus(request, pk)
    form = AlasanForm(request.POST, prefix="tolak")
    if not form.is_valid():
        jawaban = JawabanForm(hasil=hasil)
        return tampilkan(request, pengajuan, hasil, jawaban, status=422, tolak=form)
    alasan, pada = form.cleaned_data["alasan"], timezone.localdate()
    actions.tolak(pengajuan, alasan=alasan, oleh=request.user, pada=pada)
    messages.success(request, f"{pengajuan.nama} ditolak.")
    return berikutnya(request, pengajuan)


def ambil_kasus(request: PetugasRequest, pk: int) -> tuple[Pengajuan, list[HasilKriteria]]:
    daftar = Pengajuan.objects.for_petugas(request.user).dengan_data()
    pengajuan = get_object_or_404(daftar, pk=pk)
    hasil = nilai_kasus([pengajuan], pada=timezone.localdate())[pk]
    prefetch_related_objects([h.tersimpan for h in hasil], "oleh")
    return pengajuan, hasil


def tampilkan(
    request: PetugasRequest,
    pengajuan: Pengajuan,
    hasil: list[HasilKriteria],
    form: JawabanForm,
    status: int = 200,
    **alasan: AlasanForm,
) -> HttpResponse:
    terlibat = request.user.pk in pengajuan.semua_terlibat
    antrean = SaringAntreanForm(kueri(request), petugas=request.user).antrean()
    berkas = BerkasPeserta.objects.for_petugas(request.user).ada()
    daftar_berkas = list(berkas.milik(pengajuan.peserta_id).select_related("oleh"))
    konteks = {
        "pengajuan": pengajuan,
        "form": form,
        "kembalikan": AlasanForm(prefix="kembalikan"),
        "tolak": AlasanForm(prefix="tolak", initial={"alasan": alasan_dari(hasil)}),
        **alasan,
        "daftar_berkas": daftar_berkas,
        "dibuka_lagi": pengajuan.daftar_tinjauan.filter(saat=SaatTinjauan.PEMBEKUAN).first(),
        "perubahan": perubahan(pengajuan.cuplikan, pengajuan.peserta),
        "perubahan_berkas": perubahan_berkas(pengajuan.berkas, daftar_berkas),
        "terlibat": terlibat,
        "dapat_diputuskan": pengajuan.dapat_diputuskan and not terlibat,
        "kueri": kueri(request).urlencode(),
        "sisa": antrean.boleh_diputuskan(request.user).count(),
    }
    return render(request, "verifikasi/kasus.html", konteks, status=status)


def kueri(request: PetugasRequest) -> QueryDict:
    """The queue's filters, carried along from case to case."""
    if request.method == "POST":
        return QueryDict(request.POST.get("kueri", ""))
    return request.GET


def berikutnya(request: PetugasRequest, pengajuan: Pengajuan) -> HttpResponse:
    """On to the next case of the queue under the same filters."""
    saring = kueri(request)
    antrean = SaringAntreanForm(saring, petugas=request.user).antrean()
    antrean = antrean.boleh_diputuskan(request.user)
    lanjut = antrean.sesudah(pengajuan).first() or antrean.first()
    if lanjut is None:
        messages.info(request, "Tidak ada lagi pengajuan yang menunggu dengan saringan ini.")
        return redirect("verifikasi:antrean")
    return redirect(f"{reverse('verifikasi:kasus', args=[lanjut.pk])}?{saring.urlencode()}")
