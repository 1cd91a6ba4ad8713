"""Lock an import, check its status, and queue the job that works on it."""

from collections.abc import Sequence
from typing import Any

from peserta.models import Impor, StatusImpor
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.unggahan.terima import pastikan_ada

BACA, TERAPKAN, BATALKAN = (
    "peserta.baca_impor",
    "peserta.terapkan_impor",
    "peserta.batalkan_impor",
)
AJUKAN = "verifikasi.ajukan_impor"
"""The job that submits the people of a list; it belongs to an app that this one does not know."""


BISA_DIBACA_ULANG = (StatusImpor.DIPERIKSA, StatusImpor.PEMETAAN)


def siap_diperiksa(pk: int) -> Impor:
    """Lock import ``pk``; raises AturanDilanggarError if its rows may not change now."""
    return belum_masuk(pk, [StatusImpor.DIPERIKSA], "pilihannya tidak dapat diubah lagi.")


def belum_masuk(pk: int, boleh: Sequence[str], sebab: str) -> Impor:
    """Lock import ``pk``, whose status must be in ``boleh`` and which no job may be applying.

    Otherwise raises AturanDilanggarError; ``sebab`` ends its sentence.
    """
    impor = kunci(pk)
    if impor.status not in boleh:
        raise AturanDilanggarError(f"Impor ini berstatus {impor.get_status_display()}, {sebab}")
    if sedang_diterapkan(impor):
        raise AturanDilanggarError("Impor ini sedang diterapkan. Tunggu sampai selesai.")
    return impor


def kunci(pk: int) -> Impor:
    """Lock import ``pk``, then read it again, because a waiting SELECT joins the old job.

    Raises AturanDilanggarError for a list that was erased since its term is over.
    """
    Impor.objects.select_for_update().get(pk=pk)
    impor = Impor.objects.select_related("oleh", "tugas").get(pk=pk)
    pastikan_ada(impor.berkas)
    return impor


def sedang_diterapkan(impor: Impor) -> bool:
    """Whether a job is applying its rows now, or waits to do so."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == TERAPKAN and tugas_kini.berlangsung)


def sedang_diajukan(impor: Impor) -> bool:
    """Whether a job is submitting its people now, or waits to do so."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == AJUKAN and tugas_kini.berlangsung)


def sedang_dibatalkan(impor: Impor) -> bool:
    """Whether a job is undoing it now, or waits to do so."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == BATALKAN and tugas_kini.berlangsung)


def batal_gagal(impor: Impor) -> bool:
    """Whether the last undo failed; the page then offers to try again."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == BATALKAN and tugas_kini.bisa_dicoba_lagi)


def kerjakan_baca(impor: Impor, *, oleh: Pengguna) -> None:
    """Queue the reading of ``impor``; each choice of columns makes one new job."""
    ke = impor.tugas_id or 0
    kerjakan(impor, BACA, f"Membaca impor {impor.pk}", oleh=oleh, tanda=f":{ke}")


def kerjakan(
    impor: Impor, jenis: str, judul: str, *, oleh: Pengguna, tanda: str = "", **lain: Any
) -> None:
    """Queue a job of ``impor`` with parameters ``lain``; its page shows this job from now on."""
    impor.tugas = tugas.buat(
        jenis,
        judul=judul,
        oleh=oleh,
        parameter={"impor": impor.pk} | lain,
        kunci=f"{jenis}:{impor.pk}{tanda}",
    )
    impor.save(update_fields=["tugas"])
