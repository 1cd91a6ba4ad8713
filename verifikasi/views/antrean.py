"""The queue, and approving many of its cases at once."""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from pijar import tugas as tugas_latar
from pijar.http import PetugasRequest, hak, halaman
from pijar.rupiah import ribuan
from verifikasi import actions
from verifikasi.actions.massal import PALING_BANYAK
from verifikasi.actions.penilaian import Hasil, nilai_kasus
from verifikasi.forms import MassalForm, SaringAntreanForm
from verifikasi.models import Jawaban, Pengajuan

LEWAT_TUGAS = 500
SESI = "verifikasi_massal"


@require_GET
@hak("memverifikasi")
def antrean(request: PetugasRequest) -> HttpResponse:
    form = SaringAntreanForm(request.GET, petugas=request.user)
    hal = halaman(request, form.antrean().select_related("peserta__kelurahan__kecamatan"))
    hasil = nilai_kasus(hal.object_list, pada=timezone.localdate())
    konteks = {
        "form": form,
        "halaman": hal,
        "baris": [(k, *pisahkan(hasil[k.pk]), request.user.pk in k.semua_terlibat) for k in hal],
        "paling_banyak": PALING_BANYAK,
    }
    template = "verifikasi/_antrean_tabel.html" if request.htmx else "verifikasi/antrean.html"
    return render(request, template, konteks)


def pisahkan(hasil: list[Hasil]) -> tuple[list[Hasil], list[Hasil]]:
    """Criteria that need a look, and those that are met."""
    return (
        [h for h in hasil if h.jawaban != Jawaban.YA],
        [h for h in hasil if h.jawaban == Jawaban.YA],
    )


@require_POST
@hak("memverifikasi")
def massal(request: PetugasRequest) -> HttpResponse:
    """What approving the selection would do; the page asks once more."""
    return halaman_massal(request, MassalForm(request.POST))


@require_POST
@hak("memverifikasi")
def massal_setujui(request: PetugasRequest) -> HttpResponse:
    """Approve the selection."""
    form = MassalForm(request.POST)
    if not form.is_valid():
        return halaman_massal(request, form, dikirim=True)
    return setujui_massal(request, form)


def halaman_massal(
    request: PetugasRequest, form: MassalForm, *, dikirim: bool = False
) -> HttpResponse:
    kasus = list(terpilih(request, form))
    if not kasus:
        messages.warning(request, "Tidak ada pengajuan yang dapat Anda putuskan di antara pilihan.")
        return redirect("verifikasi:antrean")
    konteks = {
        "form": form,
        "dikirim": dikirim,
        "kasus": ",".join(str(k.pk) for k in kasus),
        "pratinjau": actions.pratinjau(kasus, pada=timezone.localdate()),
    }
    return render(request, "verifikasi/massal.html", konteks, status=422 if dikirim else 200)


def terpilih(request: PetugasRequest, form: MassalForm) -> list[Pengajuan]:
    """The ticked cases, or everything that the queue's filters let through, oldest first."""
    form.is_valid()
    saring = QueryDict(request.POST.get("kueri", "")) if "semua" in request.POST else QueryDict()
    daftar = SaringAntreanForm(saring, petugas=request.user).antrean()
    if "semua" not in request.POST:
        daftar = daftar.filter(pk__in=form.cleaned_data.get("kasus", []))
    return list(daftar.boleh_diputuskan(request.user)[:PALING_BANYAK])


def setujui_massal(request: PetugasRequest, form: MassalForm) -> HttpResponse:
    isi, pada = form.cleaned_data, timezone.localdate()
    if len(isi["kasus"]) > LEWAT_TUGAS:
        tugas = tugas_latar.buat(
            "verifikasi.setujui_banyak",
            judul=f"Setujui {ribuan(len(isi['kasus']))} pengajuan",
            oleh=request.user,
            parameter={
                "pks": isi["kasus"],
                "kode": isi["kode"],
                "dasar": isi["dasar"],
                "oleh": request.user.pk,
            },
            kunci=f"verifikasi.setujui_banyak:{sidik(isi['kasus'])}",
        )
        return redirect("tugas:detail", pk=tugas.pk)
    hasil = actions.setujui_banyak(
        isi["kasus"], kode=isi["kode"], dasar=isi["dasar"], oleh=request.user, pada=pada
    )
    sebab = {t.pengajuan_id: t.sebab for t in hasil.tinggal}
    request.session[SESI] = {"disetujui": hasil.disetujui, "sebab": sebab}
    return redirect("verifikasi:massal_hasil")


def sidik(pks: list[int]) -> str:
    """Short name of a selection, so that a double click makes one job."""
    return sha256(",".join(map(str, pks)).encode()).hexdigest()[:20]


@require_GET
@hak("memverifikasi")
def massal_hasil(request: PetugasRequest) -> HttpResponse:
    """What the last approval of many did: how many, and who stayed and why."""
    hasil = request.session.get(SESI, {"disetujui": 0, "sebab": {}})
    daftar = Pengajuan.objects.for_petugas(request.user).filter(pk__in=hasil["sebab"])
    baris = [(k, hasil["sebab"][str(k.pk)]) for k in daftar.select_related("peserta__kelurahan")]
    konteks = {"disetujui": hasil["disetujui"], "baris": baris}
    return render(request, "verifikasi/massal_hasil.html", konteks)
