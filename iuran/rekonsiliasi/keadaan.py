"""Checks before an admin changes a list of BPJS."""

from iuran.models import DaftarBPJS, StatusDaftar
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


def siap_diubah(pk: int) -> DaftarBPJS:
    """Lock list ``pk``, which was read and nobody has looked at.

    Raises BentrokError when an admin has, AturanDilanggarError when it was not read.
    """
    DaftarBPJS.objects.select_for_update().get(pk=pk)
    daftar = DaftarBPJS.objects.select_related("diperiksa_oleh", "tugas").get(pk=pk)
    if daftar.diperiksa_oleh:
        raise BentrokError(
            f"Daftar ini sudah ditandai selesai diperiksa oleh {daftar.diperiksa_oleh.nama}, jadi "
            "angkanya tetap. Daftar yang lebih baru diunggah sebagai daftar baru."
        )
    if daftar.status != StatusDaftar.DIPERIKSA:
        raise AturanDilanggarError(
            f"Daftar ini berstatus {daftar.get_status_display().lower()}. Muat ulang halaman."
        )
    return daftar


def pastikan_seluruh_kota(oleh: Pengguna) -> None:
    """Raise AturanDilanggarError for an admin of one area."""
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Daftar BPJS memuat orang dan uang seluruh cabang, sedangkan akun Anda dibatasi pada "
            "satu wilayah. Minta admin tanpa batas wilayah mengunggahnya."
        )
