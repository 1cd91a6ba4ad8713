"""Lapsed people whom an admin ticked come back: one press drafts a decree with exactly these."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from peserta.models import Peserta
from pijar.bidang import DaftarPkField
from pijar.errors import AturanDilanggarError
from pijar.http import PetugasRequest, coba, hak, status_form
from pijar.ketikan import pratinjau
from pijar.rupiah import ribuan
from verifikasi.actions.kembali import Kepala, susun_kembali
from verifikasi.calon import bulan_kembali, draf_berkunci, halangan_kembali
from verifikasi.forms.kembali import KembaliForm, KepalaForm
from verifikasi.models import Penetapan


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def kembali(request: PetugasRequest) -> HttpResponse:
    """Show who comes back and who cannot, ask for the decree and its grant, and draft it."""
    orang = dicentang(request)
    if not orang and request.method == "POST":
        raise AturanDilanggarError("Centang dahulu orang yang diaktifkan kembali.")
    data = request.POST if "susun" in request.POST else None
    kepala = KepalaForm(data)
    tanggal = kepala.cleaned_data.get("tanggal") if kepala.is_valid() else None
    form = KembaliForm(data, tanggal=tanggal, bulan=bulan_kembali(orang, timezone.localdate()))
    if draf := draf_diminta(request, orang, kepala, form):
        return redirect("verifikasi:penetapan_detail", pk=draf.pk)
    return tampilkan(request, orang, kepala, form)


def draf_diminta(
    request: PetugasRequest, orang: QuerySet[Peserta], kepala: KepalaForm, form: KembaliForm
) -> Penetapan | None:
    """The draft that the forms ask for; a second click finds the first one's."""
    if not form.is_valid():
        return None
    lama = draf_berkunci(form.cleaned_data["kunci"], request.user)
    return lama or (susun(request, orang, kepala, form) if kepala.is_valid() else None)


def dicentang(request: PetugasRequest) -> QuerySet[Peserta]:
    """The ticked people of this officer's area, by name."""
    isian = request.POST or request.GET
    pks = DaftarPkField(required=False).clean(isian.getlist("orang"))
    milik = Peserta.objects.for_petugas(request.user).filter(pk__in=pks)
    return milik.select_related("kelurahan__kecamatan").order_by("nama", "pk")


def susun(
    request: PetugasRequest, orang: QuerySet[Peserta], kepala: KepalaForm, form: KembaliForm
) -> Penetapan | None:
    """Draft the decree; None when a rule refused it, which the form then says."""
    jadi: list[Penetapan] = []
    pks = list(orang.values_list("pk", flat=True))

    def kerja(_: dict[str, Any]) -> None:
        rencana = form.rencana()
        jadi.append(susun_kembali(Kepala(**kepala.cleaned_data), pks, rencana, oleh=request.user))

    if not coba(form, kerja):
        return None
    messages.success(request, f"Draf dibuat untuk {ribuan(len(pks))} orang.")
    return jadi[0]


def tampilkan(
    request: PetugasRequest, orang: QuerySet[Peserta], kepala: KepalaForm, form: KembaliForm
) -> HttpResponse:
    isi = form.cleaned_data if form.is_bound else {}
    bulan = isi.get("bulan_awal") or form.fields["bulan_awal"].initial
    pada = form.tanggal or timezone.localdate()
    hasil = halangan_kembali(orang, bulan_awal=bulan, pada=pada)
    konteks = {
        "ikut": [o for o, halangan in hasil if not halangan],
        "tertinggal": [(o, halangan) for o, halangan in hasil if halangan],
        "kepala": kepala,
        "form": form,
    }
    status = max(status_form(kepala), status_form(form))
    return render(request, "verifikasi/kembali.html", konteks, status=status)
