"""Admins tick the answers that come in."""

from collections.abc import Collection

from django.db import transaction

from iuran.impor_penyumbang.keadaan import siap_diperiksa
from iuran.models import ImporPenyumbang
from iuran.models.impor_penyumbang import BISA_DIPILIH
from peserta.models import Vonis


@transaction.atomic
def pilih_baris(
    impor: ImporPenyumbang, *, tampil: Collection[int], dipilih: Collection[int]
) -> None:
    """Among the rows ``tampil`` tick exactly ``dipilih``; rows with an error stay unticked."""
    impor = siap_diperiksa(impor.pk)
    baris = impor.daftar_baris.filter(nomor__in=tampil, vonis__in=BISA_DIPILIH)
    baris.filter(nomor__in=dipilih).update(dipilih=True)
    baris.exclude(nomor__in=dipilih).update(dipilih=False)


@transaction.atomic
def pilih_vonis(impor: ImporPenyumbang, vonis: Vonis, *, dipilih: bool) -> int:
    """Tick or untick every row of a verdict that may be ticked; returns how many."""
    impor = siap_diperiksa(impor.pk)
    return impor.daftar_baris.filter(vonis=vonis, vonis__in=BISA_DIPILIH).update(dipilih=dipilih)
