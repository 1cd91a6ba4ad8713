"""Admins tick the rows of an opening list that come in."""

from collections.abc import Collection

from django.db import transaction

from iuran.models import SaldoAwal
from iuran.saldo_awal.keadaan import siap_diperiksa
from peserta.models import Vonis

BISA_DIPILIH = (Vonis.BARU, Vonis.PERINGATAN)


@transaction.atomic
def pilih_baris(saldo: SaldoAwal, *, tampil: Collection[int], dipilih: Collection[int]) -> None:
    """Among the rows ``tampil`` tick exactly ``dipilih``; rows with an error stay unticked."""
    saldo = siap_diperiksa(saldo.pk)
    baris = saldo.daftar_baris.filter(nomor__in=tampil, vonis__in=BISA_DIPILIH)
    baris.filter(nomor__in=dipilih).update(dipilih=True)
    baris.exclude(nomor__in=dipilih).update(dipilih=False)


@transaction.atomic
def pilih_peringatan(saldo: SaldoAwal, *, dipilih: bool) -> int:
    """Tick or untick every row with a warning; returns how many."""
    saldo = siap_diperiksa(saldo.pk)
    return saldo.daftar_baris.filter(vonis=Vonis.PERINGATAN).update(dipilih=dipilih)
