"""Cancel a job, and tell the row that it worked on how it ended."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from pijar.bulan import waktu_wib
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, StatusTugas, Tugas

SaatGagal = Callable[[dict[str, Any], AturanDilanggarError], object]
SAAT_GAGAL: dict[str, SaatGagal] = {}
"""What a kind of job tells the row that it worked on when it fails or is cancelled."""
BERTAHAP: set[str] = set()
"""The kinds that commit portion by portion: a cancelled one has done a part."""

DIBATALKAN = "Dibatalkan oleh {nama} pada {waktu}. {akibat}"
TANPA_AKIBAT = "Tidak ada yang berubah dan tidak ada data yang setengah jadi."
SEBAGIAN = "Bagian yang sudah selesai tetap berlaku; Mulai lagi meneruskan sisanya."


def beri_tahu(tugas: Tugas, sebab: AturanDilanggarError) -> None:
    """Nothing waits for a job that has ended."""
    if saat_gagal := SAAT_GAGAL.get(tugas.jenis):
        saat_gagal(tugas.parameter, sebab)


@transaction.atomic
def batalkan(tugas: Tugas, *, oleh: Pengguna, pada: datetime) -> bool:
    """Cancel a job: a waiting one at once (True), a running one as soon as its worker sees it.

    Raises AturanDilanggarError for a job that has ended, or that somebody cancelled before.
    """
    terkini = Tugas.objects.select_for_update(no_key=True).get(pk=tugas.pk)
    if not terkini.berlangsung:
        raise AturanDilanggarError(
            f"Tugas ini sudah berstatus {terkini.get_status_display()}, jadi tidak dapat "
            "dibatalkan lagi. Muat ulang halaman untuk melihat hasilnya."
        )
    if terkini.sedang_dibatalkan:
        raise AturanDilanggarError("Tugas ini sudah dibatalkan; pekerjanya sedang berhenti.")
    terkini.dibatalkan_oleh, terkini.dibatalkan_pada = oleh, pada
    if terkini.antre:
        _tutup_batal(terkini)
        return True
    terkini.save(update_fields=["dibatalkan_oleh", "dibatalkan_pada"])
    return False


@transaction.atomic
def akhiri_batal(pk: int) -> bool:
    """End a running job that somebody has cancelled; the caller holds its lock. False if nobody."""
    berjalan = Tugas.objects.filter(pk=pk, status=StatusTugas.BERJALAN)
    tugas = berjalan.exclude(dibatalkan_pada=None).select_for_update(no_key=True).first()
    if tugas:
        _tutup_batal(tugas)
    return tugas is not None


def _tutup_batal(tugas: Tugas) -> None:
    """Say by whom and when, on the job and on the row that it worked on."""
    oleh, pada = tugas.dibatalkan_oleh, tugas.dibatalkan_pada
    sebagian = tugas.mulai_pada is not None and tugas.jenis in BERTAHAP
    tugas.galat = DIBATALKAN.format(
        nama=oleh.nama if oleh else "",
        waktu=waktu_wib(pada) if pada else "",
        akibat=SEBAGIAN if sebagian else TANPA_AKIBAT,
    )
    beri_tahu(tugas, AturanDilanggarError(tugas.galat))
    tugas.status, tugas.pesan, tugas.selesai_pada = StatusTugas.DIBATALKAN, "", timezone.now()
    tugas.save()
