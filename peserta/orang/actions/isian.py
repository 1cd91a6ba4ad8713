"""Save drafts of the registration form, and register the person from a draft."""

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
"""Most drafts of one officer."""


class TandaHalaman(NamedTuple):
    """The open page: its key, the key of the draft it began with, whether it has saved."""

    kunci: UUID
    dari: UUID | None = None
    pernah: bool = False


class Simpanan(StrEnum):
    """Outcome of saving a draft; a failure raises nothing, so that the form works on."""

    KOSONG = "kosong"
    TERSIMPAN = "tersimpan"
    TERPISAH = "terpisah"  # another page took the draft over, so this page made a new one
    SELESAI = "selesai"  # this page has already registered the person
    PENUH = "penuh"


class HasilSimpan(NamedTuple):
    """The outcome, and the draft if there is one."""

    simpanan: Simpanan
    isian: IsianTertunda | None = None


@transaction.atomic
def simpan_isian(isi: Mapping[str, str], *, tanda: TandaHalaman, oleh: Pengguna) -> HasilSimpan:
    """Save ``isi`` as the draft of page ``tanda``; never overwrite another page's draft."""
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
    """Register the person of a page, and empty its draft in the same transaction.

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
    """Delete the officer's own draft, unless it has become a person."""
    IsianTertunda.objects.for_petugas(oleh).terbuka().filter(pk=isian.pk).delete()


def hapus_isian_lama(*, sebelum: datetime) -> int:
    """Delete drafts unchanged since ``sebelum``; return their number."""
    return IsianTertunda.objects.filter(diubah_pada__lt=sebelum).delete()[0]


def _milik(tanda: TandaHalaman, oleh: Pengguna) -> IsianTertunda | None:
    """The page's own draft, else the one it began with, unless another page took that over.

    It locks the officer's user row, so that two saves of one page run one after the other.
    """
    Pengguna.objects.select_for_update(no_key=True).get(pk=oleh.pk)
    semua = IsianTertunda.objects.for_petugas(oleh).select_related("peserta")
    sendiri = semua.filter(kunci=tanda.kunci).first()
    return sendiri or (semua.filter(kunci=tanda.dari).first() if tanda.dari else None)
