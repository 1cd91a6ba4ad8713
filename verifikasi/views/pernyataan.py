"""Attestations: a kelurahan's list to tick, and one person's answers with their history."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.models import Kelurahan, Peserta, Status
from peserta.orang.views.berkas import CSP_FOTO, CSP_PDF
from peserta.orang.views.data import ambil_orang
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.rupiah import ribuan
from pijar.unggahan import MIME
from verifikasi.actions.pernyataan import (
    buka_pindaian_pernyataan,
    catat_banyak,
    catat_pernyataan,
    tarik_pernyataan,
)
from verifikasi.forms.pernyataan import CentangForm, PernyataanForm
from verifikasi.models import LAYAK_LANJUT, BarisPerpanjangan, Pernyataan, VonisLanjut
from verifikasi.models.baris_perpanjangan import BarisPerpanjanganQuerySet

DINYATAKAN = Q(vonis__in=LAYAK_LANJUT) | Q(sebab__in=["tidak_bekerja", "sakit"])
PERLU = Q(vonis=VonisLanjut.PERNYATAAN)
CONTOH = 5


@require_http_methods(["GET", "POST"])
@hak("mendata")
def daftar(request: PetugasRequest) -> HttpResponse:
    """The officer's kelurahan with their progress; of one, the people to tick."""
    kode = (request.POST or request.GET).get("kelurahan", "")
    kelurahan = Kelurahan.objects.for_petugas(request.user).filter(pk=kode).first()
    if kelurahan is None:
        return render(request, "verifikasi/pernyataan.html", {"daftar": kemajuan(request)})
    kini = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = CentangForm(data, pada=kini)
    if data and coba(form, lambda _: simpan(request, form)):
        jawaban = redirect("verifikasi:pernyataan")
        jawaban["Location"] += f"?kelurahan={kelurahan.pk}"
        return jawaban
    menunggu = milik(request).filter(PERLU, peserta__kelurahan=kelurahan)
    urut = menunggu.select_related("peserta").order_by("peserta__rw", "peserta__rt", "pk")
    konteks = {
        "kelurahan": kelurahan,
        "form": form,
        "halaman": halaman(request, urut),
        "dicentang": {*request.POST.getlist("orang")},
        "maju": next((k for k in kemajuan(request) if k["kode"] == kelurahan.pk), None),
    }
    return render(request, "verifikasi/pernyataan_centang.html", konteks, status=status_form(form))


def milik(request: PetugasRequest) -> BarisPerpanjanganQuerySet:
    return BarisPerpanjangan.objects.for_petugas(request.user).menunggu()


def kemajuan(request: PetugasRequest) -> list[dict[str, Any]]:
    """For each kelurahan: people who need an attestation, and how many have one (n of m)."""
    kolom = {
        "kode": "peserta__kelurahan",
        "nama": "peserta__kelurahan__nama",
        "kecamatan": "peserta__kelurahan__kecamatan__nama",
    }
    baris = milik(request).filter(DINYATAKAN | PERLU).order_by().values_list(*kolom.values())
    hitung = baris.annotate(m=Count("pk"), n=Count("pk", filter=DINYATAKAN))
    semua = [dict(zip([*kolom, "m", "n"], b, strict=True)) for b in hitung]
    for k in semua:
        k["sisa"] = k["m"] - k["n"]
    return sorted(semua, key=lambda k: (not k["sisa"], k["kecamatan"], k["nama"]))


def simpan(request: PetugasRequest, form: CentangForm) -> None:
    hasil = catat_banyak(
        form.cleaned_data["orang"], form.isi(), oleh=request.user, pada=timezone.localdate()
    )
    if hasil.dicatat:
        messages.success(request, f"{ribuan(hasil.dicatat)} pernyataan dicatat.")
    else:
        messages.info(request, "Pernyataan itu sudah tercatat; tidak ada yang berubah.")
    if hasil.dilewati:
        sebut = "; ".join(f"{nama}: {sebab}" for nama, sebab in hasil.dilewati[:CONTOH])
        lain = "; dan lainnya" if len(hasil.dilewati) > CONTOH else ""
        jumlah = ribuan(len(hasil.dilewati))
        messages.warning(request, f"{jumlah} orang dilewati. {sebut}{lain}.")


@require_GET
@hak("lihat_peserta")
def orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Everything that was attested of one person, and the form for a new one."""
    return tampilkan(request, ambil_orang(request, pk))


@require_POST
@hak("mendata")
def catat(request: PetugasRequest, pk: int) -> HttpResponse:
    """Record one attestation, also that somebody works no more or is ill."""
    peserta = ambil_orang(request, pk)
    kini = timezone.localdate()
    form = PernyataanForm(request.POST, request.FILES, pada=kini)

    def kerja(_: dict[str, Any]) -> None:
        catat_pernyataan(peserta, form.isi(), oleh=request.user, pada=kini, pindaian=form.bersih)

    if not coba(form, kerja):
        return tampilkan(request, peserta, form=form)
    messages.success(request, "Pernyataan dicatat.")
    return redirect("verifikasi:pernyataan_orang", pk=pk)


@require_POST
@hak("mendata")
def tarik(request: PetugasRequest, pk: int) -> HttpResponse:
    """Withdraw a wrong attestation of a colleague."""
    pernyataan = ambil(request, Pernyataan.objects, pk, "peserta")
    form = AlasanSingkatForm(request.POST)

    def kerja(isi: dict[str, Any]) -> None:
        kini, hari = timezone.now(), timezone.localdate()
        tarik_pernyataan(pernyataan, **isi, oleh=request.user, pada=kini, hari=hari)

    if not coba(form, kerja):
        peserta = ambil_orang(request, pernyataan.peserta_id)
        return tampilkan(request, peserta, tarik=form, salah=pernyataan.pk)
    messages.success(request, "Pernyataan ditarik; orangnya dinilai ulang.")
    return redirect("verifikasi:pernyataan_orang", pk=pernyataan.peserta_id)


@require_GET
@hak("lihat_peserta")
def pindaian(request: PetugasRequest, pk: int) -> FileResponse:
    """Show the scan in the browser, and log the access."""
    pernyataan = ambil(request, Pernyataan.objects, pk)
    buka_pindaian_pernyataan(pernyataan, oleh=request.user)
    mime = pernyataan.pindaian_mime
    nama = f"pernyataan-{pk}{MIME[mime]}"
    jawaban = FileResponse(pernyataan.pindaian.open(), content_type=mime, filename=nama)
    jawaban["Content-Security-Policy"] = CSP_FOTO if mime.startswith("image/") else CSP_PDF
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def tampilkan(request: PetugasRequest, peserta: Peserta, **terisi: Any) -> HttpResponse:
    """The page of one person's attestations, with the form that has mistakes or was refused."""
    semua = Pernyataan.objects.for_petugas(request.user).filter(
        Q(peserta=peserta) | Q(peserta__digabung_ke=peserta)
    )
    konteks = {
        "peserta": peserta,
        "daftar": semua.select_related("dicatat_oleh", "ditarik_oleh"),
        "form": PernyataanForm(pada=timezone.localdate()),
        "tarik": AlasanSingkatForm(),
        "salah": None,
        "dapat_dicatat": peserta.status == Status.TERDAFTAR
        and request.user.has_perm("pijar.mendata"),
    } | terisi
    status = (
        max(status_form(terisi[k]) for k in ("form", "tarik") if k in terisi) if terisi else 200
    )
    return render(request, "verifikasi/pernyataan_orang.html", konteks, status=status)
