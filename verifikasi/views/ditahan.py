"""People whom BPJS refused or who were taken out of a batch: one list, one act for many."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.berkas_bpjs import ikutkan_lagi
from iuran.models import BarisBerkasQuerySet
from pijar.http import PetugasRequest, coba, hak, halaman, status_form
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.actions.ditahan import usulkan_keluar_ditahan
from verifikasi.ditahan import belum_diusulkan, daftar_ditahan, gagal_bulan_pertama
from verifikasi.forms.perubahan import DitahanForm


@require_http_methods(["GET", "POST"])
@hak("menetapkan", "mengelola_iuran")
def ditahan(request: PetugasRequest) -> HttpResponse:
    """Held people: let them go on, or propose that they leave their decree."""
    if request.GET.get("lihat") == "syarat":
        return tak_memenuhi(request)
    semua = daftar_ditahan(request.user, request.GET.get("berkas", ""))
    bebas = belum_diusulkan(semua)
    form = DitahanForm(request.POST or None)
    if coba(form, partial(tindak_lanjuti, request, bebas)):
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    urut = semua.order_by("-dijawab_pada", "-pk")
    urut = urut.with_pokok()
    terkait = ("peserta__kelurahan", "bantuan__baris_penetapan__penetapan")
    konteks = {
        "halaman": halaman(request, urut.select_related(*terkait)),
        "gagal": gagal_bulan_pertama(request.user).count(),
        "bebas": bebas.count(),
        "form": form,
        "dicentang": form.cleaned_data.get("baris") or [] if form.is_bound else [],
    }
    return render(request, "verifikasi/ditahan.html", konteks, status=status_form(form))


def tak_memenuhi(request: PetugasRequest) -> HttpResponse:
    """Decreed people who do not pass before their first month, each with the reason."""
    terkait = ("peserta__kelurahan", "penetapan")
    satu_halaman = halaman(request, gagal_bulan_pertama(request.user).select_related(*terkait))
    baris = [(t, " ".join(h["kalimat"] for h in t.gagal)) for t in satu_halaman]
    konteks = {"halaman": satu_halaman, "baris": baris}
    return render(request, "verifikasi/ditahan_syarat.html", konteks)


def tindak_lanjuti(
    request: PetugasRequest, bebas: BarisBerkasQuerySet, isi: dict[str, Any]
) -> None:
    """Do what the form of held people asks for, and say what follows."""
    dipilih = bebas if isi["semua"] else bebas.filter(pk__in=isi["baris"])
    aksi = ikutkan if isi["tindakan"] == "ikutkan" else usulkan
    messages.success(request, aksi(dipilih, isi["alasan"], request.user))


def ikutkan(dipilih: BarisBerkasQuerySet, alasan: str, oleh: Pengguna) -> str:
    jumlah = ikutkan_lagi(dipilih, alasan=alasan, pada=timezone.now(), oleh=oleh)
    return f"{ribuan(jumlah)} orang ikut berkas berikutnya."


def usulkan(dipilih: BarisBerkasQuerySet, alasan: str, oleh: Pengguna) -> str:
    usulan = usulkan_keluar_ditahan(dipilih, alasan=alasan, oleh=oleh)
    nomor = ", ".join(p.penetapan.nomor for p in usulan)
    return f"Usulan keluar dari {nomor} tercatat. Sekarang admin lain mengonfirmasinya."
