"""Admins tick the rows of an opening list that come in."""

from collections.abc import Collection

from django.db import transaction

from iuran.models import SaldoAwal
from iuran.saldo_awal.keadaan import siap_diperiksa
from peserta.models import Vonis
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

BISA_DIPILIH = (Vonis.BARU, Vonis.PERINGATAN)


@transaction.atomic
def pilih_baris(
    saldo: SaldoAwal, *, tampil: Collection[int], dipilih: Collection[int], oleh: Pengguna
) -> None:
    """Among the rows ``tampil`` tick exactly ``dipilih``; rows with an error stay unticked.

    Raises AturanDilanggarError for anybody but the uploader.
    """
    saldo = siap_diperiksa(saldo.pk)
    _pastikan_pengunggah(saldo, oleh)
    baris = saldo.daftar_baris.filter(nomor__in=tampil, vonis__in=BISA_DIPILIH)
    baris.filter(nomor__in=dipilih).update(dipilih=True)
    baris.exclude(nomor__in=dipilih).update(dipilih=False)


@transaction.atomic
def pilih_peringatan(saldo: SaldoAwal, *, dipilih: bool, oleh: Pengguna) -> int:
    """Tick or untick every row with a warning; returns how many. Only the uploader may."""
    saldo = siap_diperiksa(saldo.pk)
    _pastikan_pengunggah(saldo, oleh)
    return saldo.daftar_baris.filter(vonis=Vonis.PERINGATAN).update(dipilih=dipilih)


def _pastikan_pengunggah(saldo: SaldoAwal, oleh: Pengguna) -> None:
    if saldo.oleh_id != oleh.pk:
        raise AturanDilanggarError(
            f"Hanya {saldo.oleh.nama}, yang mengunggahnya, yang memilih barisnya, karena admin "
            "lain yang menerapkan. Minta ia mengubah pilihannya, atau buang daftar ini."
        )
