"""The cases of one person, and the next steps that the officer may take."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, prefetch_related_objects

from peserta.models import Peserta, Status
from pijar.models import Pengguna
from verifikasi.models import Pengajuan
from verifikasi.penilaian import HasilKriteria, nilai_kasus


class Dapat(NamedTuple):
    """Which buttons the person's page offers this officer."""

    tarik: bool
    periksa_ulang: bool
    buka_lagi: bool


def daftar_kasus(peserta: Peserta, *, pada: date) -> list[tuple[Pengajuan, list[HasilKriteria]]]:
    """Every case of a person and of rows merged into them, newest first, with its answers."""
    kasus = list(
        Pengajuan.objects.filter(Q(peserta=peserta) | Q(peserta__digabung_ke=peserta))
        .dengan_data()
        .prefetch_related("daftar_keberatan")
        .order_by("-pk")
    )
    hasil = nilai_kasus(kasus, pada=pada)
    prefetch_related_objects([h.tersimpan for daftar in hasil.values() for h in daftar], "oleh")
    return [(k, hasil[k.pk]) for k in kasus]


def dapat(peserta: Peserta, *, oleh: Pengguna) -> Dapat:
    """The buttons by the person's status; withdrawing needs an own case that nobody has begun."""
    if not oleh.has_perm("pijar.mendata"):
        return Dapat(tarik=False, periksa_ulang=False, buka_lagi=False)
    return Dapat(
        tarik=Pengajuan.objects.dapat_ditarik(oleh).filter(peserta=peserta).exists(),
        periksa_ulang=peserta.status == Status.LAYAK,
        buka_lagi=peserta.status == Status.TIDAK_LAYAK,
    )
