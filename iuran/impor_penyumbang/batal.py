"""Discard the answers before they are applied; take them back afterwards."""

from datetime import datetime

from django.db import transaction

from iuran.impor_penyumbang.keadaan import kunci, pastikan_seluruh_kota, siap, siap_diperiksa
from iuran.impor_penyumbang.keluarkan import HasilBatal, bisa_dibatalkan, keluarkan
from iuran.models import ImporPenyumbang, StatusImporPenyumbang
from iuran.models.impor_penyumbang import SUDAH_MASUK
from peserta.impor import kunci_impor
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas

S = StatusImporPenyumbang
TIDAK_ADA_LAGI = (
    "Tidak ada lagi yang dapat dibatalkan: semua janjinya sudah dibayar atau diubah. Perbaiki di "
    "halaman janjinya masing-masing."
)


@transaction.atomic
def buang(impor: ImporPenyumbang, *, oleh: Pengguna, pada: datetime) -> None:
    """Drop a list that nobody has applied; nothing else changes."""
    pastikan_seluruh_kota(oleh)
    impor = siap_diperiksa(impor.pk)
    impor.status, impor.ditutup_oleh, impor.ditutup_pada = S.DIBUANG, oleh, pada
    impor.save(update_fields=["status", "ditutup_oleh", "ditutup_pada"])


@transaction.atomic
def minta_batal(impor: ImporPenyumbang, *, oleh: Pengguna) -> Tugas:
    """Queue the undo of an applied list; raises AturanDilanggarError when nothing can be undone."""
    pastikan_seluruh_kota(oleh)
    impor = siap(impor.pk, *SUDAH_MASUK)
    if not bisa_dibatalkan(impor):
        raise AturanDilanggarError(TIDAK_ADA_LAGI)
    impor.tugas = tugas.buat(
        "iuran.batalkan_penyumbang",
        judul=f"Membatalkan impor penyumbang {impor}",
        oleh=oleh,
        parameter={"impor": impor.pk, "sudah": impor.jumlah.get("batal", 0)},
        kunci=f"impor-penyumbang-{impor.pk}",
    )
    impor.save(update_fields=["tugas"])
    return impor.tugas


@transaction.atomic
def batalkan_penyumbang(
    pk: int, *, sudah: int, oleh: Pengguna | None, pada: datetime
) -> HasilBatal | None:
    """Take back what nothing was built on; None when this undo is done already.

    ``sudah`` is the number of answers taken back when it was ordered: another number now means that
    an earlier delivery did it. Raises AturanDilanggarError when nothing is left to take back.
    """
    impor = kunci(pk)
    if impor.status not in SUDAH_MASUK or impor.jumlah.get("batal", 0) != sudah:
        return None
    if oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    pastikan_seluruh_kota(oleh)
    kunci_impor()
    hasil = keluarkan(impor, oleh=oleh, pada=pada)
    if not hasil.batal:
        raise AturanDilanggarError(TIDAK_ADA_LAGI)
    impor.jumlah |= {
        "batal": sudah + hasil.batal,
        "tetap": hasil.tetap,
        "pekerja_tetap": impor.jumlah.get("pekerja_tetap", 0) + hasil.pekerja_tetap,
        "penyumbang_tetap": impor.jumlah.get("penyumbang_tetap", 0) + hasil.penyumbang_tetap,
    }
    impor.status = S.SEBAGIAN if hasil.tetap else S.DITARIK
    impor.ditutup_oleh, impor.ditutup_pada = oleh, pada
    impor.save(update_fields=["jumlah", "status", "ditutup_oleh", "ditutup_pada"])
    return hasil
