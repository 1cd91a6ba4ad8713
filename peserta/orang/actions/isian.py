"""Keep what is being typed of a new person, and make it the person in the end."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from peserta.models import IsianTertunda, Peserta
from peserta.orang.actions.data import daftarkan_orang
from pijar.models import Pengguna

PALING_BANYAK = 50
"""Unfinished forms of one officer."""


class TandaHalaman(NamedTuple):
    """The open page: its key, that of the draft it was opened from, whether it ever saved."""

    kunci: UUID
    dari: UUID | None = None
    pernah: bool = False


class Simpanan(StrEnum):
    """What became of the typing. Nothing is raised: a draft never stands in a form's way."""

    KOSONG = "kosong"
    TERSIMPAN = "tersimpan"
    TERPISAH = "terpisah"  # another page went on with the draft, so this became one of its own
    SELESAI = "selesai"  # this page's form is a person already
    PENUH = "penuh"


class HasilSimpan(NamedTuple):
    """The outcome, and the row where there is one."""

    simpanan: Simpanan
    isian: IsianTertunda | None = None


@transaction.atomic
def simpan_isian(isi: Mapping[str, str], *, tanda: TandaHalaman, oleh: Pengguna) -> HasilSimpan:
    """Keep ``isi`` as typed on the page ``tanda``; never over what another page typed."""
    isian = _milik(tanda, oleh)
    if isian and isian.peserta_id:
        return HasilSimpan(Simpanan.SELESAI, isian)
    if not isi:
        if isian:
            isian.delete()
        return HasilSimpan(Simpanan.KOSONG)
    if isian:
        isian.kunci, isian.isi = tanda.kunci, dict(isi)
        isian.save()
        return HasilSimpan(Simpanan.TERSIMPAN, isian)
    if IsianTertunda.objects.for_petugas(oleh).terbuka().count() >= PALING_BANYAK:
        return HasilSimpan(Simpanan.PENUH)
    isian = IsianTertunda.objects.create(kunci=tanda.kunci, isi=dict(isi), oleh=oleh)
    terpisah = tanda.dari or tanda.pernah
    return HasilSimpan(Simpanan.TERPISAH if terpisah else Simpanan.TERSIMPAN, isian)


@transaction.atomic
def daftarkan_isian(
    data: Mapping[str, Any], *, tanda: TandaHalaman | None, oleh: Pengguna
) -> Peserta:
    """Enter the person of a registration page; its draft is emptied in the same transaction.

    A second click of the same page gets the same person. Raises as ``daftarkan_orang``.
    """
    isian = _milik(tanda, oleh) if tanda else None
    if isian and isian.peserta and isian.peserta.nik == data["nik"]:
        return isian.peserta
    peserta = daftarkan_orang(data, oleh=oleh)
    if tanda and not (isian and isian.peserta_id):
        isian = isian or IsianTertunda(oleh=oleh)
        isian.kunci, isian.isi, isian.peserta = tanda.kunci, {}, peserta
        isian.save()
    return peserta


@transaction.atomic
def buang_isian(isian: IsianTertunda, *, oleh: Pengguna) -> None:
    """Forget an unfinished form; what has become a person stays one."""
    IsianTertunda.objects.for_petugas(oleh).terbuka().filter(pk=isian.pk).delete()


def hapus_isian_lama(*, sebelum: datetime) -> int:
    """Forget forms that nobody has touched since ``sebelum``; returns how many."""
    return IsianTertunda.objects.filter(diubah_pada__lt=sebelum).delete()[0]


def _milik(tanda: TandaHalaman, oleh: Pengguna) -> IsianTertunda | None:
    """The row of this page, else the one it was opened from, unless another page took it over.

    The officer's own row is the lock: two saves of one page come one after the other.
    """
    Pengguna.objects.select_for_update(no_key=True).get(pk=oleh.pk)
    semua = IsianTertunda.objects.for_petugas(oleh).select_related("peserta")
    sendiri = semua.filter(kunci=tanda.kunci).first()
    return sendiri or (semua.filter(kunci=tanda.dari).first() if tanda.dari else None)
