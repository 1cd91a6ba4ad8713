"""Checks before an admin changes or applies the answers of the form."""

from collections.abc import Sequence

from iuran.models import ImporPenyumbang, StatusImporPenyumbang
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import pastikan_ada


def siap(pk: int, *status: StatusImporPenyumbang) -> ImporPenyumbang:
    """Lock import ``pk``; raises AturanDilanggarError unless it has one of ``status`` and rests."""
    impor = kunci(pk)
    pastikan_berstatus(impor, status)
    if impor.sibuk:
        raise AturanDilanggarError("Impor ini sedang dikerjakan. Tunggu sampai selesai.")
    return impor


def siap_diperiksa(pk: int) -> ImporPenyumbang:
    """Lock import ``pk`` while its rows may be ticked."""
    return siap(pk, StatusImporPenyumbang.DIPERIKSA)


def kunci(pk: int) -> ImporPenyumbang:
    """Lock import ``pk``, then read it again, because a waiting SELECT joins the old job.

    Raises AturanDilanggarError for a list that was erased since its term is over.
    """
    ImporPenyumbang.objects.select_for_update().get(pk=pk)
    impor = ImporPenyumbang.objects.select_related("oleh", "tugas").get(pk=pk)
    pastikan_ada(impor.berkas)
    return impor


def pastikan_berstatus(impor: ImporPenyumbang, status: Sequence[StatusImporPenyumbang]) -> None:
    if impor.status not in status:
        raise AturanDilanggarError(
            f"Impor {impor} berstatus {impor.get_status_display()}, jadi ini tidak dapat "
            "dilakukan. Muat ulang halaman."
        )


def pastikan_seluruh_kota(oleh: Pengguna) -> None:
    """Raise AturanDilanggarError for an admin of one area."""
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Jawaban formulir memuat orang seluruh kota, sedangkan akun Anda dibatasi pada satu "
            "wilayah. Minta admin tanpa batas wilayah mengerjakannya."
        )


def pesan_baca(impor: ImporPenyumbang, *, oleh: Pengguna) -> Tugas:
    """Order the reading of ``impor``, which the caller has locked or just made."""
    impor.status, impor.galat = StatusImporPenyumbang.DIBACA, ""
    impor.tugas = tugas.buat(
        "iuran.baca_penyumbang",
        judul=f"Membaca jawaban formulir {impor}",
        oleh=oleh,
        parameter={"impor": impor.pk},
        kunci=f"impor-penyumbang-{impor.pk}",
    )
    impor.save(update_fields=["status", "galat", "tugas"])
    return impor.tugas
