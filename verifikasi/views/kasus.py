"""One case: its papers beside its data, the open questions, and the decision."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from peserta.models import BerkasPeserta
from peserta.orang import buka_nik
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from pijar.ketikan import beri_lihat, boleh_lihat
from pijar.models import JejakAkses
from verifikasi import actions
from verifikasi.actions.putusan import alasan_dari
from verifikasi.beda import perubahan, perubahan_berkas, tampilan_data
from verifikasi.forms import JawabanForm, PutusanForm
from verifikasi.kriteria import FaktaKasus
from verifikasi.models import Pengajuan, SaatTinjauan
from verifikasi.models.pengajuan import PengajuanQuerySet
from verifikasi.penilaian import HasilKriteria, nilai_dan_fakta
from verifikasi.tetangga import tetangga
from verifikasi.views.antrean import saring
from verifikasi.views.massal import alamat_contoh

PUTUSAN: dict[str, tuple[Callable[..., None], str]] = {
    "setujui": (actions.setujui, "disetujui"),
    "kembalikan": (actions.kembalikan, "dikembalikan untuk dilengkapi"),
    "tolak": (actions.tolak, "ditolak"),
}


@require_GET
@hak("memverifikasi")
def kasus(request: PetugasRequest, pk: int) -> HttpResponse:
    """The case, held for this verifier from now on; to htmx only its NIK."""
    pengajuan, hasil, fakta = ambil_kasus(request, pk)
    if request.htmx:
        nik = nik_terbuka(request, pengajuan)
        konteks = {"pengajuan": pengajuan, "nik": nik, "kueri": kueri(request).urlencode()}
        return render(request, "verifikasi/_nik.html", konteks)
    JejakAkses.lihat(pengajuan.peserta_id, oleh=request.user)
    form = JawabanForm(hasil=hasil, pada=timezone.localdate())
    return tampilkan(request, pengajuan, form, fakta=fakta)


@require_POST
@hak("memverifikasi", "buka_nik")
def lihat_nik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Log who reveals the NIK, with the case as reason; its page shows it for a minute."""
    pengajuan = ambil(request, Pengajuan.objects, pk, "peserta")
    buka_nik(pengajuan.peserta, alasan=f"Memeriksa pengajuan {pk}", oleh=request.user)
    beri_lihat(request, f"pengajuan {pk}")
    return redirect(alamat_kasus(request, pk))


@require_POST
@hak("memverifikasi")
def jawab(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan, hasil, fakta = ambil_kasus(request, pk)
    pada = timezone.localdate()
    form = JawabanForm(request.POST, hasil=hasil, pada=pada)
    if not coba(
        form, lambda _: actions.jawab(pengajuan, form.daftar(), oleh=request.user, pada=pada)
    ):
        return tampilkan(request, pengajuan, form, fakta=fakta)
    messages.success(request, "Jawaban disimpan.")
    return redirect(alamat_kasus(request, pk))


@require_POST
@hak("memverifikasi")
def putuskan(request: PetugasRequest, pk: int, putusan: str) -> HttpResponse:
    """Approve, return or refuse, with the answers that the page sends along."""
    pengajuan, hasil, fakta = ambil_kasus(request, pk)
    pada = timezone.localdate()
    form = JawabanForm(request.POST, hasil=hasil, pada=pada)
    tindakan, kata = PUTUSAN[putusan]
    alasan = PutusanForm(request.POST, prefix=putusan) if putusan != "setujui" else None

    def kerja(_: dict[str, Any]) -> None:
        isi = alasan.cleaned_data if alasan else {}
        tindakan(pengajuan, jawaban=form.daftar(), oleh=request.user, pada=pada, **isi)

    if (alasan and not alasan.is_valid()) or not coba(form, kerja):
        lain = {putusan: alasan} if alasan else {}
        return tampilkan(request, pengajuan, form, fakta=fakta, alasan=lain)
    kabarkan(request, pengajuan, kata)
    return berikutnya(request, pengajuan)


@require_POST
@hak("memverifikasi")
def lewati(request: PetugasRequest, pk: int) -> HttpResponse:
    """Leave the case undecided to whoever opens it next."""
    pengajuan = get_object_or_404(semua(request), pk=pk)
    actions.lepas(pengajuan, oleh=request.user)
    return berikutnya(request, pengajuan)


@require_POST
@hak("memverifikasi")
def urungkan(request: PetugasRequest, pk: int) -> HttpResponse:
    pengajuan = ambil(request, Pengajuan.objects, pk)
    actions.urungkan(pengajuan, oleh=request.user)
    messages.success(request, "Putusannya diurungkan. Pengajuan ini menunggu keputusan lagi.")
    return redirect("verifikasi:kasus", pk=pk)


def nik_terbuka(request: PetugasRequest, pengajuan: Pengajuan) -> str:
    """The NIK of the case for the minute in which it may be seen."""
    return pengajuan.cuplikan["nik"] if boleh_lihat(request, f"pengajuan {pengajuan.pk}") else ""


def semua(request: PetugasRequest) -> PengajuanQuerySet:
    """The cases of this verifier's area, with what their page names."""
    return Pengajuan.objects.for_petugas(request.user).dengan_data()


def ambil_kasus(
    request: PetugasRequest, pk: int
) -> tuple[Pengajuan, list[HasilKriteria], FaktaKasus]:
    pengajuan = get_object_or_404(semua(request), pk=pk)
    hasil, fakta = nilai_dan_fakta([pengajuan], pada=timezone.localdate())
    prefetch_related_objects([h.tersimpan for h in hasil[pk]], "oleh")
    return pengajuan, hasil[pk], fakta[pk]


def tampilkan(
    request: PetugasRequest,
    pengajuan: Pengajuan,
    form: JawabanForm,
    *,
    fakta: FaktaKasus,
    alasan: Mapping[str, AlasanForm] | None = None,
) -> HttpResponse:
    antrean = saring(request, kueri(request)).antrean()
    berkas = BerkasPeserta.objects.for_petugas(request.user).ada()
    daftar_berkas = list(berkas.milik(pengajuan.peserta_id).select_related("oleh"))
    konteks = {
        "pengajuan": pengajuan,
        "form": form,
        "kembalikan": PutusanForm(prefix="kembalikan"),
        "tolak": PutusanForm(prefix="tolak", initial={"alasan": alasan_dari(form.hasil)}),
        **(alasan or {}),
        "nik": nik_terbuka(request, pengajuan),
        "data": tampilan_data(pengajuan.cuplikan, pengajuan.peserta),
        "fakta": fakta,
        "tetangga": tetangga(pengajuan.peserta, request.user),
        "daftar_berkas": daftar_berkas,
        "dibuka_lagi": pengajuan.daftar_tinjauan.filter(saat=SaatTinjauan.PEMBEKUAN).first(),
        "perubahan": perubahan(pengajuan.cuplikan, pengajuan.peserta),
        "perubahan_berkas": perubahan_berkas(pengajuan.berkas, daftar_berkas),
        "kueri": kueri(request).urlencode(),
        "sisa": antrean.boleh_diputuskan(request.user).count(),
        **keadaan(request, pengajuan),
    }
    status = max(map(status_form, (form, *(alasan or {}).values())))
    return render(request, "verifikasi/kasus.html", konteks, status=status)


def keadaan(request: PetugasRequest, pengajuan: Pengajuan) -> dict[str, object]:
    """Whether this verifier may decide the case, which opening it makes theirs, or undo it."""
    terlibat = request.user.pk in pengajuan.semua_terlibat
    dipegang = ""
    memutus = request.user.has_perm("pijar.memverifikasi")  # an auditor only reads
    if memutus and pengajuan.dapat_diputuskan and not terlibat:
        dipegang = actions.pegang(pengajuan, oleh=request.user)
    sendiri = pengajuan.diputuskan_oleh_id == request.user.pk
    return {
        "terlibat": terlibat,
        "dipegang": dipegang,
        "dapat_diputuskan": memutus and pengajuan.dapat_diputuskan and not (terlibat or dipegang),
        "dapat_diurungkan": sendiri and not actions.halangan_urung(pengajuan, request.user),
        "contoh": alamat_contoh(request, kueri(request).get("massal", "")),
    }


def kueri(request: PetugasRequest) -> QueryDict:
    """The queue's filters, carried along from case to case."""
    if request.method == "POST":
        return QueryDict(request.POST.get("kueri", ""))
    return request.GET


def alamat_kasus(request: PetugasRequest, pk: int) -> str:
    """The page of a case under the same filters."""
    saringan = kueri(request).urlencode()
    return reverse("verifikasi:kasus", args=[pk]) + (f"?{saringan}" if saringan else "")


def kabarkan(request: PetugasRequest, pengajuan: Pengajuan, kata: str) -> None:
    """Say what was decided, with the way to undo it."""
    alamat = reverse("verifikasi:kasus", args=[pengajuan.pk])
    kalimat = '{} {}. <a class="alert-link" href="{}">Lihat atau urungkan</a>'
    messages.success(request, format_html(kalimat, pengajuan.nama, kata, alamat))


def berikutnya(request: PetugasRequest, pengajuan: Pengajuan) -> HttpResponse:
    """On to the next case of the sample, or of the queue under the same filters and order."""
    saringan = kueri(request)
    if contoh := alamat_contoh(request, saringan.get("massal", "")):
        return redirect(contoh)
    form = saring(request, saringan)
    antrean = form.antrean().boleh_diputuskan(request.user).bebas(request.user)
    antrean = antrean.exclude(pk=pengajuan.pk)
    lanjut = antrean.sesudah(pengajuan, form.kolom_urut).first() or antrean.first()
    if lanjut is None:
        messages.info(request, "Tidak ada lagi pengajuan yang menunggu dengan saringan ini.")
        return redirect("verifikasi:antrean")
    return redirect(alamat_kasus(request, lanjut.pk))
