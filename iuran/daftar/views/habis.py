"""Whom BPJS accepts without their being protected today: lapsed, not begun, or without a month."""

from hashlib import sha256

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from iuran.daftar.forms import HabisForm
from iuran.peristiwa import RencanaHenti, pratinjau_henti
from iuran.peristiwa.forms import HentiForm
from iuran.perlindungan import sebab_habis, tanpa_perlindungan
from peserta.daftar import kota_besar
from peserta.models import Peserta, UsulanPeristiwa
from peserta.models.peserta import PesertaQuerySet
from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, hak, halaman, menyusul
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan

PALING_BANYAK = 5_000  # people of one act


@require_GET
@hak("lihat_peserta")
@menyusul("Mencari siapa yang habis atau nonaktif …", kota_besar)
def daftar(request: PetugasRequest) -> HttpResponse:
    """The people of the officer's area, each with the cause and the next step."""
    return tampilkan(request, request.GET, henti_form(None))


def tampilkan(
    request: PetugasRequest, saringan: QueryDict, henti: HentiForm, status: int = 200
) -> HttpResponse:
    """The list under its filter, with the form that stops many."""
    kini = timezone.localdate()
    form = HabisForm(saringan, petugas=request.user)
    hal = halaman(request, tersaring(request, form).select_related("kelurahan__kecamatan"))
    semua = UsulanPeristiwa.objects.for_petugas(request.user).menunggu()
    usulan = semua.filter(peserta__in=[p.pk for p in hal])
    konteks = {
        "form": form,
        "henti": henti,
        "halaman": hal,
        "baris": sebab_habis(list(hal), kini),
        "kini": kini,
        "diusulkan": {u.peserta_id: u for u in usulan},
        "paling_banyak": PALING_BANYAK,
        "dicentang": henti.cleaned_data.get("orang") or [] if henti.is_bound else [],
    }
    return render(request, "iuran/habis.html", konteks, status=status)


def tersaring(request: PetugasRequest, form: HabisForm) -> PesertaQuerySet:
    """The people that the filter lets through, by name."""
    dekat = Peserta.objects.for_petugas(request.user).filter(form.syarat)
    return tanpa_perlindungan(dekat, timezone.localdate(), form.pilihan).order_by("nama", "pk")


def henti_form(data: QueryDict | None) -> HentiForm:
    kini = timezone.localdate()
    return HentiForm(data, auto_id="henti_%s", pada=kini, initial={"tanggal": kini})


@pratinjau
@require_POST
@hak("putus_peristiwa")
def henti(request: PetugasRequest) -> HttpResponse:
    """Show who would be proposed to stop, who cannot go along and why; nothing is written."""
    form = henti_form(request.POST)
    saringan = QueryDict(request.POST.get("kueri", ""))
    if not form.is_valid():
        return tampilkan(request, saringan, form, 422)
    isi = form.cleaned_data
    habis = tersaring(request, HabisForm(saringan, petugas=request.user))
    milik = Peserta.objects.for_petugas(request.user)
    orang = milik.filter(pk__in=isi["orang"]).order_by("nama", "pk")
    dipilih = list((habis if isi["semua"] else orang)[:PALING_BANYAK])
    rencana = RencanaHenti(isi["jenis"], isi["tanggal"], isi["keterangan"])
    kini = timezone.localdate()
    tanpa = tanpa_perlindungan(milik.filter(pk__in=[p.pk for p in dipilih]), kini).order_by()
    pratinjau = pratinjau_henti(dipilih, tanpa.values_list("pk", flat=True), rencana, pada=kini)
    konteks = {
        "rencana": rencana,
        "pratinjau": pratinjau,
        "orang": ",".join(map(str, pratinjau.ikut)),
        "kueri": request.POST.get("kueri", ""),
        "terlindungi": False,
        "alamat": "",
    }
    return render(request, "iuran/habis_henti.html", konteks)


@require_POST
@hak("putus_peristiwa")
def henti_usulkan(request: PetugasRequest) -> HttpResponse:
    """Start one job per selection, so that a double click makes only one."""
    form = henti_form(request.POST)
    if not form.is_valid():
        return tampilkan(request, QueryDict(request.POST.get("kueri", "")), form, 422)
    isi = form.cleaned_data
    milik = Peserta.objects.for_petugas(request.user).filter(pk__in=isi["orang"])
    pks = list(milik.order_by("pk").values_list("pk", flat=True)[:PALING_BANYAK])
    if not pks:
        raise AturanDilanggarError("Orang yang dipilih tidak ada lagi di wilayah Anda.")
    sidik = sha256(f"{isi['jenis']}:{isi['tanggal']}:{pks}".encode()).hexdigest()[:20]
    tugas = tugas_latar.buat(
        "iuran.usulkan_henti",
        judul=f"Usulkan {ribuan(len(pks))} orang berhenti: {isi['jenis'].label}",
        oleh=request.user,
        parameter={
            "pks": pks,
            "terlindungi": "terlindungi" in request.POST,
            "jenis": isi["jenis"].value,
            "tanggal": isi["tanggal"].isoformat(),
            "keterangan": isi["keterangan"],
        },
        kunci=f"iuran.usulkan_henti:{request.user.pk}:{sidik}",
    )
    return redirect("tugas:detail", pk=tugas.pk)
