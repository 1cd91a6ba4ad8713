"""Tick the staged rows that an officer wants to apply."""

from collections.abc import Collection

from django.db import transaction

from peserta.impor.keadaan import siap_diperiksa
from peserta.models import Impor, Vonis

BISA_DIPILIH = (Vonis.BARU, Vonis.UBAH, Vonis.USUL, Vonis.PERINGATAN)


@transaction.atomic
def pilih_baris(impor: Impor, *, tampil: Collection[int], dipilih: Collection[int]) -> int:
    """Of the rows ``tampil`` tick exactly ``dipilih``; return the number of ticked rows in all.

    Rows with verdict galat or sama stay unticked, even if the page sent them.
    """
    impor = siap_diperiksa(impor.pk)
    baris = impor.daftar_baris.filter(nomor__in=tampil, vonis__in=BISA_DIPILIH)
    baris.filter(nomor__in=dipilih).update(dipilih=True)
    baris.exclude(nomor__in=dipilih).update(dipilih=False)
    return impor.daftar_baris.filter(dipilih=True).count()


@transaction.atomic
def pilih_vonis(impor: Impor, vonis: Vonis, *, dipilih: bool) -> int:
    """Tick or untick every row of a verdict that may be ticked; return their number."""
    impor = siap_diperiksa(impor.pk)
    return impor.daftar_baris.filter(vonis=vonis).update(dipilih=dipilih)
