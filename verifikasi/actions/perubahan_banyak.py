"""Apply many changes of data that touch neither a decree nor a month: looked at once, as a list."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from peserta.models import PerubahanData, Status
from peserta.models.perubahan import PerubahanDataQuerySet
from peserta.tampak import baris_orang, sebut_orang
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.sidik import Baris, baris_terlihat, sidik
from pijar.usulan import pastikan_baris
from verifikasi.actions.perubahan_data import akibat_usulan, isi_usulan, terapkan_perubahan
from verifikasi.kelayakan import DIVERIFIKASI

DAFTAR = "Usulan"  # the rows in a button
ISI_PERUBAHAN = ("isi", "alasan", "bukti", "bukti_kertas", "diusulkan_oleh", "status")
SENDIRI = ("nik", "kpj", "tanggal_lahir", "pekerjaan_id")
"""Columns that are looked at one by one: a number of somebody else, months, rupiah."""


class HasilBanyak(NamedTuple):
    """The number of applied changes; of each other one the name, kelurahan and reason."""

    diterapkan: int
    tinggal: list[tuple[str, str, str]]


def bisa_sekaligus(semua: PerubahanDataQuerySet, *, oleh: Pengguna) -> PerubahanDataQuerySet:
    """Waiting proposals of others that change data in place, without a decree or a month."""
    keluar = Q(peserta__status=Status.DITETAPKAN, isi__has_any_keys=sorted(DIVERIFIKASI))
    return (
        semua.menunggu()
        .exclude(diusulkan_oleh=oleh)
        .exclude(isi__has_any_keys=SENDIRI)
        .exclude(keluar)
        .filter(peserta__digabung_ke=None)
    )


def baris_perubahan(pks: Collection[int]) -> Baris:
    """These proposals, each with its person, as the page before applying shows them."""
    semua = PerubahanData.objects.all()
    isi = semua.filter(pk__in=pks)
    return baris_orang(isi, *ISI_PERUBAHAN, kunci="pk", sebut=sebut_orang(semua))


def terapkan_banyak(
    pks: Sequence[int],
    *,
    dilihat: str,
    oleh: Pengguna,
    pada: datetime,
    maju: Callable[[int, int], None],
) -> HasilBanyak:
    """Apply the proposals ``pks`` one by one; a refused one stays and its reason is returned.

    So does one that is not any more as the page showed it, whose seal is ``dilihat``.
    A second call changes nothing: applied ones no longer wait. Only within the area of ``oleh``.
    """
    semua = PerubahanData.objects.for_petugas(oleh).filter(pk__in=pks)
    daftar = list(
        bisa_sekaligus(semua, oleh=oleh).select_related(
            "peserta__kelurahan__kecamatan", "peserta__pekerjaan", "bukti", "mengganti"
        )
    )
    tinggal, terlihat = [], baris_terlihat(dilihat, DAFTAR)
    for nomor, usulan in enumerate(daftar, 1):
        orang = usulan.peserta
        akibat = akibat_usulan(usulan, orang, pada=pada.astimezone(WIB).date())
        cap = sidik(isi_usulan(usulan, akibat))  # before the look at the row, and compared after it
        try:
            pastikan_baris(terlihat, baris_perubahan([usulan.pk]))
            terapkan_perubahan(usulan, dilihat=cap, ikutkan=True, oleh=oleh, pada=pada)
        except AturanDilanggarError as galat:
            tinggal.append((orang.nama, orang.kelurahan.nama, galat.kalimat))
        maju(nomor, len(daftar))
    return HasilBanyak(len(daftar) - len(tinggal), tinggal)
