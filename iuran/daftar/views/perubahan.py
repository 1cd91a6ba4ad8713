"""A new change of grants, or a stop, for the people of any list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.daftar.forms import Pilihan
from iuran.models import PerubahanBantuan
from iuran.peristiwa import RencanaHenti, pratinjau_henti
from iuran.peristiwa.forms import HentiForm
from iuran.perubahan_bantuan import SEKALIGUS, susun_perubahan
from iuran.perubahan_bantuan.forms import PerubahanForm
from peserta.models import Peserta
from pijar import tugas as tugas_latar
from pijar.http import PetugasRequest, coba, hak, status_form
from pijar.ketikan import pratinjau
from pijar.models import Tugas
from pijar.rupiah import ribuan

CONTOH = 10  # names by which an admin recognises the choice
PALING_BANYAK = 5_000  # people whom one act proposes to stop


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran", "putus_peristiwa")
def baru(request: PetugasRequest) -> HttpResponse:
    """The form for the chosen people: shorten, move, or stop; the effect is shown before anything.

    A draft of some people is written at once, of very many by a job.
    """
    pada = timezone.localdate()
    pilihan = Pilihan(request.GET, petugas=request.user, pada=pada)
    if "henti" in request.POST:
        return _henti(request, pilihan)
    form = PerubahanForm(request.POST or None, pada=pada, sumber_lama=pilihan.sumber)
    jadi: list[PerubahanBantuan | Tugas] = []

    def kerja(isi: dict[str, Any]) -> None:
        jadi.append(_susun(request, pilihan, form, isi))

    if not coba(form, kerja):
        return _tampilkan(request, pilihan, form, _henti_form(request, kosong=True))
    if isinstance(jadi[0], Tugas):
        return redirect("tugas:detail", pk=jadi[0].pk)
    return redirect("iuran:perubahan_bantuan_detail", pk=jadi[0].pk)


def _susun(
    request: PetugasRequest, pilihan: Pilihan, form: PerubahanForm, isi: dict[str, Any]
) -> PerubahanBantuan | Tugas:
    rencana = form.rencana(isi)
    if len(pilihan.pks) <= SEKALIGUS:
        return susun_perubahan(pilihan.pks, rencana, oleh=request.user, pada=form.pada)
    teks: dict[str, Any] = {k: getattr(v, "pk", v) for k, v in rencana._asdict().items()}
    teks |= {k: teks[k].isoformat() for k in ("mulai", "dasar_tanggal")}
    teks["kunci"] = str(rencana.kunci) if rencana.kunci else None
    return tugas_latar.buat(
        "iuran.susun_perubahan_bantuan",
        judul=f"Susun perubahan bantuan {ribuan(len(pilihan.pks))} orang",
        oleh=request.user,
        parameter={"pilihan": pilihan.kueri.urlencode(), **teks},
        kunci=f"iuran.susun_perubahan_bantuan:{request.user.pk}",
    )


def _tampilkan(
    request: PetugasRequest, pilihan: Pilihan, form: PerubahanForm, henti: HentiForm
) -> HttpResponse:
    milik = Peserta.objects.for_petugas(request.user)
    konteks = {
        "form": form,
        "henti": henti,
        "sumber": pilihan.sumber,
        "jumlah": len(pilihan.pks),
        "contoh": milik.filter(pk__in=pilihan.pks[:CONTOH]).order_by("nama", "pk"),
        "selebihnya": max(0, len(pilihan.pks) - CONTOH),
        "kembali": pilihan.kembali,
        "paling_banyak": PALING_BANYAK,
    }
    status = max(status_form(form), status_form(henti))
    return render(request, "iuran/perubahan_bantuan_baru.html", konteks, status=status)


def _henti_form(request: PetugasRequest, *, kosong: bool = False) -> HentiForm:
    kini = timezone.localdate()
    data = None if kosong else request.POST.copy()
    if data is not None:
        data["semua"] = "on"
    return HentiForm(data, auto_id="henti_%s", pada=kini, initial={"tanggal": kini})


def _henti(request: PetugasRequest, pilihan: Pilihan) -> HttpResponse:
    """Show who would be proposed to stop by a life event, and who cannot go along."""
    form = _henti_form(request)
    if not form.is_valid():
        kosong = PerubahanForm(pada=pilihan.pada, sumber_lama=pilihan.sumber)
        return _tampilkan(request, pilihan, kosong, form)
    isi = form.cleaned_data
    milik = Peserta.objects.for_petugas(request.user).order_by("nama", "pk")
    orang = list(milik.filter(pk__in=pilihan.pks[:PALING_BANYAK]))
    rencana = RencanaHenti(isi["jenis"], isi["tanggal"], isi["keterangan"])
    pratinjau = pratinjau_henti(orang, None, rencana, pada=pilihan.pada)
    konteks = {
        "rencana": rencana,
        "pratinjau": pratinjau,
        "orang": ",".join(map(str, pratinjau.ikut)),
        "kueri": "",
        "terlindungi": True,
        "alamat": request.get_full_path(),
    }
    return render(request, "iuran/habis_henti.html", konteks)
