"""Settings of papers: letterhead, signatories, number patterns. Each has a history."""

import base64
from collections.abc import Mapping
from functools import partial
from mimetypes import guess_type

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form, ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from laporan.models import PolaNomor
from laporan.surat.actions import pengaturan as aksi
from laporan.surat.forms_pengaturan import AkhirForm, KopForm, PenandatanganForm, PolaForm
from laporan.surat.jenis import PILIHAN_JENIS
from laporan.surat.nomor import nomor_terdekat
from pijar.http import PetugasRequest, ambil, coba, hak, halaman
from pijar.ketikan import pratinjau
from pijar.models import Kop, Penandatangan


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def kop(request: PetugasRequest) -> HttpResponse:
    """The letterhead: how it looks as typed, and a new row from a day on."""
    semua = Kop.objects.for_petugas(request.user)
    kini = semua.pada(timezone.localdate())
    form = KopForm(request.POST or None, request.FILES or None, initial=_awal(kini))
    if form.is_valid() and "contoh" not in request.POST:
        kerja = partial(
            aksi.tambah_kop,
            form.instance,
            logo=form.logo,
            tanpa_logo=form.cleaned_data["tanpa_logo"],
            oleh=request.user,
        )
        if coba(form, lambda _: kerja()):
            messages.success(request, "Kop surat disimpan.")
            return redirect("laporan:surat_kop")
    contoh = form.instance if form.is_bound else kini
    konteks = {"tab": "kop", "contoh": contoh, "logo": _logo(form, kini)}
    return _tampil(request, form, semua.select_related("oleh"), konteks)


def _awal(kini: Kop | None) -> dict[str, object]:
    isi = {n: getattr(kini, n) for n in ("pemerintah", "instansi", "alamat", "kota", "kertas")}
    return (isi if kini else {}) | {"mulai": timezone.localdate()}


def _logo(form: KopForm, kini: Kop | None) -> str:
    """The logo as an address that holds it; as it would be saved."""
    if form.is_bound and form.data.get("tanpa_logo"):
        return ""
    if form.logo:
        isi, nama = form.logo[0], f"logo{form.logo[1]}"
    elif kini and kini.logo:
        (nama, isi), *_ = kini.gambar.items()
    else:
        return ""
    return f"data:{guess_type(nama)[0]};base64,{base64.b64encode(isi).decode()}"


@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def penandatangan(request: PetugasRequest) -> HttpResponse:
    """Who signs what, from a day on."""
    hari_ini = timezone.localdate()
    form = PenandatanganForm(request.POST or None, initial={"mulai": hari_ini})
    if coba(form, lambda _: aksi.tambah_penandatangan(form.instance, oleh=request.user)):
        messages.success(request, "Penandatangan disimpan.")
        return redirect("laporan:surat_penandatangan")
    semua = Penandatangan.objects.for_petugas(request.user)
    konteks = {
        "tab": "penandatangan",
        "nama_jenis": _nama_jenis(form),
        "akhir_form": AkhirForm(),
        "akhir_pk": 0,
    }
    return _tampil(request, form, semua, konteks)


def _nama_jenis(form: Form | ModelForm) -> dict[str, str]:
    return dict(form.fields["jenis"].choices)  # type: ignore[attr-defined]  # a ChoiceField


@require_POST
@hak("mengelola_pengguna")
def akhiri(request: PetugasRequest, pk: int) -> HttpResponse:
    """Somebody's last day of signing."""
    satu = ambil(request, Penandatangan.objects, pk)
    form = AkhirForm(request.POST)
    if coba(form, lambda _: aksi.akhiri_penandatangan(satu, sampai=form.cleaned_data["sampai"])):
        messages.success(request, f"{satu.nama} tidak lagi menandatangani sesudah hari itu.")
        return redirect("laporan:surat_penandatangan")
    semua = Penandatangan.objects.for_petugas(request.user)
    isian = PenandatanganForm(initial={"mulai": timezone.localdate()})
    konteks = {
        "tab": "penandatangan",
        "nama_jenis": _nama_jenis(isian),
        "akhir_form": form,
        "akhir_pk": pk,
    }
    return _tampil(request, isian, semua, konteks, status=409)


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("mengelola_pengguna")
def nomor(request: PetugasRequest) -> HttpResponse:
    """How papers are numbered, with the number that comes next."""
    hari_ini = timezone.localdate()
    form = PolaForm(request.POST or None, initial={"mulai": hari_ini})
    if (
        form.is_valid()
        and "contoh" not in request.POST
        and coba(form, lambda _: aksi.tambah_pola(form.instance, oleh=request.user))
    ):
        messages.success(request, "Pola nomor disimpan.")
        return redirect("laporan:surat_pola")
    semua = PolaNomor.objects.for_petugas(request.user)
    konteks = {
        "tab": "pola",
        "nama_jenis": _nama_jenis(form),
        "berikutnya": _berikutnya(form),
        "berlaku": [
            (nama, pola and pola.pola and nomor_terdekat(pola, hari_ini)[1], pola)
            for nama, pola in _pola_berlaku(semua)
        ],
    }
    return _tampil(request, form, semua.select_related("oleh"), konteks)


def _berikutnya(form: PolaForm) -> str:
    """The next number by the pattern as typed."""
    pola = form.instance
    if not form.is_bound or form.errors or not pola.pola:
        return ""
    return nomor_terdekat(pola, pola.mulai)[1]


def _pola_berlaku(semua: "QuerySet[PolaNomor]") -> list[tuple[str, PolaNomor | None]]:
    """Today's general pattern, and those of kinds that have their own."""
    berlaku: dict[str, PolaNomor] = {}
    for pola in semua.filter(mulai__lte=timezone.localdate()).order_by("mulai", "pk"):
        berlaku[pola.jenis] = pola
    khusus = [(nama, berlaku[kode]) for kode, nama in PILIHAN_JENIS if kode in berlaku]
    return [("Semua jenis yang tidak diatur sendiri", berlaku.get("")), *khusus]


def _tampil(
    request: PetugasRequest,
    form: Form | ModelForm,
    semua: QuerySet,
    konteks: Mapping[str, object],
    *,
    status: int = 0,
) -> HttpResponse:
    """One tab of the settings (``konteks["tab"]``); a preview of what was typed is no mistake."""
    lihat = "contoh" in request.POST and form.is_valid()
    status = status or (422 if form.is_bound and not lihat else 200)
    isi = {"form": form, "halaman": halaman(request, semua), **konteks}
    return render(request, f"laporan/surat_{konteks['tab']}.html", isi, status=status)
