"""Checks before an admin changes a list of the movement."""

from iuran.models import DaftarSetoran, StatusSetoran
from pijar.errors import AturanDilanggarError, BentrokError


def siap(pk: int, *status: StatusSetoran) -> DaftarSetoran:
    """Lock list ``pk``, which has one of ``status``, rests, and counts.

    Raises BentrokError for another status, AturanDilanggarError while a job works on it or when a
    newer list of the month stands in its place.
    """
    DaftarSetoran.objects.select_for_update().get(pk=pk)
    daftar = DaftarSetoran.objects.select_related("tugas").get(pk=pk)
    if daftar.status not in status:
        raise BentrokError(
            f"Daftar {daftar} berstatus {daftar.get_status_display().lower()}, jadi ini tidak "
            "dapat dilakukan. Muat ulang halaman: mungkin admin lain sudah mengerjakannya."
        )
    if daftar.tugas and daftar.tugas.berlangsung:
        raise AturanDilanggarError("Daftar ini sedang dikerjakan. Tunggu sampai selesai.")
    pastikan_berlaku(daftar)
    return daftar


def pastikan_berlaku(daftar: DaftarSetoran) -> None:
    """Raise AturanDilanggarError when a newer list of the month stands in its place."""
    if daftar.digantikan:
        raise AturanDilanggarError(
            f"Daftar {daftar} sudah digantikan daftar yang lebih baru untuk bulan yang sama; "
            "isinya hanya untuk dibaca. Buka daftar yang berlaku."
        )
