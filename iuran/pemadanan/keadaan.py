"""Checks before an admin changes a list of another office, and the words by which it is named."""

from collections.abc import Sequence

from iuran.models import DaftarPadanan, StatusPemadanan
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna


def siap(pk: int, *status: StatusPemadanan) -> DaftarPadanan:
    """Lock list ``pk``; raises AturanDilanggarError unless it has one of ``status`` and rests."""
    DaftarPadanan.objects.select_for_update().get(pk=pk)
    daftar = DaftarPadanan.objects.select_related("tugas", "oleh").get(pk=pk)
    pastikan_berstatus(daftar, status)
    if daftar.sibuk:
        raise AturanDilanggarError("Daftar ini sedang dikerjakan. Tunggu sampai selesai.")
    return daftar


def pastikan_berstatus(daftar: DaftarPadanan, status: Sequence[StatusPemadanan]) -> None:
    if daftar.status not in status:
        raise AturanDilanggarError(
            f"Daftar {daftar} berstatus {daftar.get_status_display()}, jadi ini tidak dapat "
            "dilakukan. Muat ulang halaman."
        )


def pastikan_seluruh_kota(oleh: Pengguna) -> None:
    """Raise AturanDilanggarError for an admin of one area."""
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Daftar pemadanan memuat orang seluruh kota, sedangkan akun Anda dibatasi pada satu "
            "wilayah. Minta admin tanpa batas wilayah mengerjakannya."
        )


def sebutan(daftar: DaftarPadanan) -> str:
    """The list in words: its kind, its day, its number."""
    return f"{daftar.get_jenis_display()} {tanggal_panjang(daftar.tanggal)} ({daftar})"
