"""Checks before an admin changes or applies an opening list."""

from iuran.models import (
    SaldoAwal,
    StatusSaldo,
)
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna


def siap_diperiksa(pk: int) -> SaldoAwal:
    """Lock list ``pk``; raises AturanDilanggarError when it may no longer be changed."""
    SaldoAwal.objects.select_for_update().get(pk=pk)
    saldo = SaldoAwal.objects.select_related("oleh", "tugas").get(pk=pk)
    if saldo.status != StatusSaldo.DIPERIKSA:
        raise AturanDilanggarError(
            f"Daftar saldo awal ini berstatus {saldo.get_status_display()}, jadi tidak dapat "
            "diubah lagi. Muat ulang halaman."
        )
    if saldo.tugas and saldo.tugas.berlangsung:
        raise AturanDilanggarError("Daftar ini sedang diterapkan. Tunggu sampai selesai.")
    return saldo


def pastikan_boleh_menerapkan(saldo: SaldoAwal, oleh: Pengguna) -> None:
    """Raise AturanDilanggarError for an admin of one area and for the uploader of the list."""
    pastikan_seluruh_kota(oleh)
    if saldo.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Daftar ini Anda unggah sendiri, jadi harus diterapkan admin lain. Minta admin lain "
            "membuka halaman ini, memeriksa angkanya, lalu menekan Masukkan."
        )


def pastikan_seluruh_kota(oleh: Pengguna) -> None:
    """Raise AturanDilanggarError for an admin of one area."""
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Saldo awal memuat orang dan uang seluruh kota, sedangkan akun Anda dibatasi pada satu "
            "wilayah. Minta admin tanpa batas wilayah mengerjakannya."
        )
