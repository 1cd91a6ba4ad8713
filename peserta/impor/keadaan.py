"""What an import allows now: its lock, its status, the job that works on it."""

from collections.abc import Sequence
from typing import Any

from peserta.models import Impor, StatusImpor
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

BACA, TERAPKAN, BATALKAN = (
    "peserta.baca_impor",
    "peserta.terapkan_impor",
    "peserta.batalkan_impor",
)


BISA_DIBACA_ULANG = (StatusImpor.DIPERIKSA, StatusImpor.PEMETAAN)


def siap_diperiksa(pk: int) -> Impor:
    """Import ``pk``, locked, if its rows may be changed; raises AturanDilanggarError otherwise."""
    return belum_masuk(pk, [StatusImpor.DIPERIKSA], "pilihannya tidak dapat diubah lagi.")


def belum_masuk(pk: int, boleh: Sequence[str], sebab: str) -> Impor:
    """Import ``pk``, locked, if its status is one of ``boleh`` and nobody is coming in with it.

    Raises AturanDilanggarError with ``sebab``, what cannot be done and what to do, otherwise.
    """
    impor = kunci(pk)
    if impor.status not in boleh:
        raise AturanDilanggarError(f"Impor ini berstatus {impor.get_status_display()}, {sebab}")
    if sedang_diterapkan(impor):
        raise AturanDilanggarError("Impor ini sedang diterapkan. Tunggu sampai selesai.")
    return impor


def kunci(pk: int) -> Impor:
    """Lock first, read then: a row that was waited for joins its old job, not the new one."""
    Impor.objects.select_for_update().get(pk=pk)
    return Impor.objects.select_related("oleh", "tugas").get(pk=pk)


def sedang_diterapkan(impor: Impor) -> bool:
    """Whether its rows are on their way in right now."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == TERAPKAN and tugas_kini.berlangsung)


def sedang_dibatalkan(impor: Impor) -> bool:
    """Whether its people are on their way out right now."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == BATALKAN and tugas_kini.berlangsung)


def batal_gagal(impor: Impor) -> bool:
    """Whether the last undo failed: its page says why, and offers to try again."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == BATALKAN and tugas_kini.bisa_dicoba_lagi)


def kerjakan_baca(impor: Impor, *, oleh: Pengguna) -> None:
    """Queue the reading of ``impor``; once for each time that its columns were chosen."""
    ke = impor.tugas_id or 0
    kerjakan(impor, BACA, f"Membaca impor {impor.pk}", oleh=oleh, tanda=f":{ke}")


def kerjakan(
    impor: Impor, jenis: str, judul: str, *, oleh: Pengguna, tanda: str = "", **lain: Any
) -> None:
    """Queue a job of ``impor`` with the parameters ``lain``; its page shows this one from now."""
    impor.tugas = tugas.buat(
        jenis,
        judul=judul,
        oleh=oleh,
        parameter={"impor": impor.pk} | lain,
        kunci=f"{jenis}:{impor.pk}{tanda}",
    )
    impor.save(update_fields=["tugas"])
