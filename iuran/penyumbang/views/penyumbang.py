"""One donor: the new one, the page, the corrections, NIP and phone opened with a reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.buku import pastikan_seluruh_kota
from iuran.models import Penyumbang
from iuran.penyumbang.actions import penyumbang as aksi
from iuran.penyumbang.aturan import HAL
from iuran.penyumbang.forms.penyumbang import (
    KeluarForm,
    KembaliForm,
    PenyumbangForm,
    PindahForm,
    UbahForm,
)
from iuran.penyumbang.keadaan import bukti_bayar, janji_penyumbang
from iuran.penyumbang.saringan import keadaannya
from pijar.errors import AturanDilanggarError
from pijar.forms import AlasanBukaForm
from pijar.http import PetugasRequest, ambil, coba, hak, status_form
from pijar.ketikan import beri_lihat, boleh_lihat


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """Record a donor; a NIP that is known is refused, with the way to its donor."""
    pastikan_seluruh_kota(request.user, HAL)
    kini = timezone.localdate()
    form = PenyumbangForm(request.POST or None, pada=kini)
    jadi: list[Penyumbang] = []

    def kerja(_: dict[str, Any]) -> None:
        orang = aksi.catat_penyumbang(form.isi, oleh=request.user)
        if (orang.nama, orang.opd_id) != (form.isi.nama, form.isi.opd_id):
            raise AturanDilanggarError(
                f"NIP ini sudah tercatat atas {orang} ({orang.opd}). Tidak ada yang berubah.",
                tautan=reverse("iuran:penyumbang_detail", args=[orang.pk]),
                label_tautan=f"Lihat {orang}",
            )
        jadi.append(orang)

    if request.method == "POST" and coba(form, kerja):
        messages.success(request, f"{jadi[0]} tercatat. Sekarang pilih pekerjanya.")
        return redirect("iuran:penyumbang_detail", pk=jadi[0].pk)
    konteks = {"form": form}
    return render(request, "iuran/penyumbang_baru.html", konteks, status=status_form(form))


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """The donor; POST logs who reveals NIP and phone and why, this page shows them for a minute."""
    orang, tentang = ambil_penyumbang(request, pk), f"penyumbang {pk}"
    form = AlasanBukaForm(request.POST if request.method == "POST" else None)
    boleh = request.user.has_perm("pijar.buka_nik")
    if form.is_bound and not boleh:
        raise PermissionDenied
    if form.is_valid():
        aksi.buka_nip(orang, alasan=form.kalimat, oleh=request.user)
        beri_lihat(request, tentang)
        return redirect(f"{reverse('iuran:penyumbang_detail', args=[pk])}#data")
    nomor = (orang.nip, orang.hp) if boleh and boleh_lihat(request, tentang) else ("", "")
    konteks = isi_detail(request, orang) | {"form": form, "nomor": nomor}
    return render(request, "iuran/penyumbang_detail.html", konteks, status=status_form(form))


def isi_detail(request: PetugasRequest, orang: Penyumbang) -> dict[str, object]:
    daftar = janji_penyumbang(orang, request.user)
    return {
        "penyumbang": orang,
        "janji": list(keadaannya(daftar, timezone.localdate())),
        "bukti": bukti_bayar(orang, request.user),
        "penempatan": orang.daftar_penempatan.select_related("opd", "oleh"),
        "riwayat": orang.riwayat.select_related("oleh"),
    }


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    """Correct the donor, move him to another office, let him leave or come back."""
    pastikan_seluruh_kota(request.user, HAL)
    orang = ambil_penyumbang(request, pk)
    kini, oleh = timezone.localdate(), request.user
    dipilih = request.POST.get("aksi", "")
    form: dict[str, Any] = {
        "ubah": UbahForm(data_aksi(request, "ubah"), penyumbang=orang, pada=kini),
        "pindah": PindahForm(data_aksi(request, "pindah"), pada=kini),
        "keluar": KeluarForm(data_aksi(request, "keluar"), pada=kini),
        "kembali": KembaliForm(data_aksi(request, "kembali"), pada=kini),
    }
    kerja: dict[str, Callable[[dict[str, Any]], object]] = {
        "ubah": lambda _: aksi.ubah_penyumbang(orang, form["ubah"].isi, oleh=oleh, pada=kini),
        "pindah": lambda d: aksi.pindah_opd(orang, d["opd"], sejak=d["sejak"], oleh=oleh),
        "keluar": lambda d: aksi.keluarkan(
            orang, d["status"], pada=d["tanggal"], alasan=d["alasan"], oleh=oleh
        ),
        "kembali": lambda d: aksi.kembalikan(orang, pada=kini, alasan=d["alasan"], oleh=oleh),
    }
    if dipilih in kerja and coba(form[dipilih], kerja[dipilih]):
        messages.success(request, KABAR[dipilih])
        return redirect("iuran:penyumbang_detail", pk=pk)
    dikirim: BaseForm = form.get(dipilih, form["ubah"])
    konteks = {"penyumbang": orang, "form": form}
    return render(request, "iuran/penyumbang_ubah.html", konteks, status=status_form(dikirim))


KABAR = {
    "ubah": "Data penyumbang disimpan.",
    "pindah": "OPD-nya dicatat.",
    "keluar": "Penyumbang dicatat keluar. Pekerjanya perlu penyumbang baru: alihkan janjinya.",
    "kembali": "Penyumbang aktif lagi.",
}


def data_aksi(request: PetugasRequest, nama: str) -> Any:
    """What was sent, for the form whose button was pressed."""
    return request.POST if request.POST.get("aksi") == nama else None


def ambil_penyumbang(request: PetugasRequest, pk: int) -> Penyumbang:
    return ambil(request, Penyumbang.objects, pk, "opd", "didata_oleh")
