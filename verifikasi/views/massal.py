"""Approve many cases at once: the selection is kept, a tenth of it opened, then confirmed."""

from hashlib import sha256
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, coba, hak, halaman, status_form
from pijar.ketikan import ambil_titipan, titip
from pijar.rupiah import ribuan
from verifikasi import actions
from verifikasi.actions.massal import PALING_BANYAK
from verifikasi.forms import MassalForm, PilihKasusForm
from verifikasi.models import Pengajuan
from verifikasi.models.pengajuan import PengajuanQuerySet
from verifikasi.views.antrean import saring

LEWAT_TUGAS = 500
PER_HALAMAN, CONTOH_TAMPIL = 200, 50
SESI_HASIL = "verifikasi_massal"


class Pilihan(NamedTuple):
    """Chosen cases, and those of them that are opened one by one first; ``ke`` is its mark."""

    ke: str
    kasus: list[int]
    contoh: list[int]

    @property
    def alamat(self) -> str:
        return f"{reverse('verifikasi:massal_setujui')}?ke={self.ke}"


@require_POST
@hak("memverifikasi")
def massal(request: PetugasRequest) -> HttpResponse:
    """Keep the selection; its page shows what approving it does, and asks once more."""
    pks = list(terpilih(request).values_list("pk", flat=True)[:PALING_BANYAK])
    if not pks:
        raise AturanDilanggarError(
            "Tidak ada pengajuan yang dapat Anda putuskan di antara pilihan."
        )
    return redirect(simpan_pilihan(request, pks).alamat)


def terpilih(request: PetugasRequest) -> PengajuanQuerySet:
    """The ticked cases, or everything that the queue's filters let through, in its order."""
    if "semua" in request.POST:
        daftar = saring(request, QueryDict(request.POST.get("kueri", ""))).antrean()
    else:
        form = PilihKasusForm(request.POST)
        pks = form.cleaned_data["kasus"] if form.is_valid() else []
        daftar = saring(request, {}).antrean().filter(pk__in=pks)
    return daftar.boleh_diputuskan(request.user).bebas(request.user)


def simpan_pilihan(request: PetugasRequest, pks: list[int]) -> Pilihan:
    """Keep it with the cases drawn from it; the end of the session does not lose them."""
    contoh = actions.ambil_contoh(pks, oleh=request.user)
    isi = [("kasus", str(pk)) for pk in pks] + [("contoh", str(pk)) for pk in contoh]
    return Pilihan(titip(request, isi), pks, contoh)


def baca_pilihan(request: PetugasRequest, ke: str) -> Pilihan | None:
    isi = ambil_titipan(request.user, ke, reverse("verifikasi:massal")) if ke else None
    if isi is None:
        return None
    kasus, contoh = ([int(pk) for nama, pk in isi if nama == n] for n in ("kasus", "contoh"))
    return Pilihan(ke, kasus, contoh)


@require_http_methods(["GET", "POST"])
@hak("memverifikasi")
def massal_setujui(request: PetugasRequest) -> HttpResponse:
    """Who is approved and what is answered for them; with POST approve them."""
    pilihan = baca_pilihan(request, request.GET.get("ke", ""))
    if pilihan is None:
        messages.info(request, "Pilihan itu sudah tidak tersimpan. Centang lagi pengajuannya.")
        return redirect("verifikasi:antrean")
    form = MassalForm(request.POST if request.method == "POST" else None)
    jadi: list[str] = []
    if coba(form, lambda isi: jadi.append(setujui_massal(request, pilihan, isi))):
        return redirect(jadi[0])
    return halaman_massal(request, pilihan, form)


def halaman_massal(request: PetugasRequest, pilihan: Pilihan, form: MassalForm) -> HttpResponse:
    menunggu = Pengajuan.objects.for_petugas(request.user).menunggu()
    kasus = list(menunggu.filter(pk__in=pilihan.kasus).select_related("peserta__kelurahan"))
    diambil = set(pilihan.contoh)
    belum = set(actions.belum_dibuka(pilihan.contoh, oleh=request.user))
    contoh = sorted((k for k in kasus if k.pk in diambil), key=lambda k: k.pk not in belum)
    konteks = {
        "form": form,
        "pilihan": pilihan,
        "halaman": halaman(request, kasus, PER_HALAMAN),
        "contoh": [(k, k.pk in belum) for k in contoh[:CONTOH_TAMPIL]],
        "belum": len(belum),
        "pratinjau": actions.pratinjau(kasus, pada=timezone.localdate()),
    }
    return render(request, "verifikasi/massal.html", konteks, status=status_form(form))


def setujui_massal(request: PetugasRequest, pilihan: Pilihan, isi: dict[str, Any]) -> str:
    """Approve the selection at once or in a job; returns the address that tells the result."""
    actions.pastikan_contoh_dibuka(pilihan.contoh, oleh=request.user)
    pks = pilihan.kasus
    if len(pks) > LEWAT_TUGAS:
        tugas = tugas_latar.buat(
            "verifikasi.setujui_banyak",
            judul=f"Setujui {ribuan(len(pks))} pengajuan",
            oleh=request.user,
            parameter={"pks": pks, **isi, "oleh": request.user.pk},
            kunci=f"verifikasi.setujui_banyak:{request.user.pk}:{sidik(pks)}",
        )
        return reverse("tugas:detail", args=[tugas.pk])
    hasil = actions.setujui_banyak(pks, **isi, oleh=request.user, pada=timezone.localdate())
    sebab = {t.pengajuan_id: t.sebab for t in hasil.tinggal}
    request.session[SESI_HASIL] = {"disetujui": hasil.disetujui, "sebab": sebab}
    return reverse("verifikasi:massal_hasil")


def sidik(pks: list[int]) -> str:
    """Short name of a selection, so that a double click makes one job."""
    return sha256(",".join(map(str, pks)).encode()).hexdigest()[:20]


@require_GET
@hak("memverifikasi")
def massal_hasil(request: PetugasRequest) -> HttpResponse:
    """The result of the last mass approval: how many, and the cases left out and why."""
    hasil = request.session.get(SESI_HASIL, {"disetujui": 0, "sebab": {}})
    daftar = Pengajuan.objects.for_petugas(request.user).filter(pk__in=hasil["sebab"])
    baris = [(k, hasil["sebab"][str(k.pk)]) for k in daftar.select_related("peserta__kelurahan")]
    konteks = {"disetujui": hasil["disetujui"], "baris": baris}
    return render(request, "verifikasi/massal_hasil.html", konteks)


def alamat_contoh(request: PetugasRequest, ke: str) -> str:
    """The next case of the sample to open, or the page of the selection; empty without one."""
    pilihan = baca_pilihan(request, ke)
    if pilihan is None:
        return ""
    belum = actions.belum_dibuka(pilihan.contoh, oleh=request.user)
    if not belum:
        return pilihan.alamat
    return f"{reverse('verifikasi:kasus', args=[belum[0]])}?massal={ke}"
