"""Set a row aside because its report is wrong, or take it back; with the reason, for ever kept."""

from datetime import datetime

from django.db import transaction

from iuran.models import BarisPadanan, SisihPadanan, StatusPemadanan
from iuran.pemadanan.keadaan import pastikan_berstatus, pastikan_seluruh_kota
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna

S = StatusPemadanan


@transaction.atomic
def sisihkan(
    baris: BarisPadanan, *, disisihkan: bool, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Set the row aside, or take it back: nobody is named by a row that is set aside.

    Raises BentrokError when it is so already, AturanDilanggarError in a closed list, without a
    reason, and for a row from which an event was proposed that still waits.
    """
    pastikan_seluruh_kota(oleh)
    alasan = " ".join(alasan.split())
    if not alasan:
        raise AturanDilanggarError("Tulis alasannya.")
    baris = BarisPadanan.objects.select_for_update(of=("self",)).get(pk=baris.pk)
    pastikan_berstatus(baris.daftar, [S.DIPERIKSA, S.DITERAPKAN])
    if baris.disisihkan == disisihkan:
        kata = "sudah disisihkan" if disisihkan else "tidak sedang disisihkan"
        raise BentrokError(f"Baris ini {kata}. Muat ulang halaman.")
    if disisihkan and baris.usulan and baris.usulan.menunggu:
        raise AturanDilanggarError(
            "Dari baris ini sudah diusulkan peristiwa. Tolak dahulu usulannya di Usulan peristiwa."
        )
    baris.disisihkan = disisihkan
    baris.save(update_fields=["disisihkan"])
    SisihPadanan.objects.create(
        baris=baris, disisihkan=disisihkan, alasan=alasan[:200], oleh=oleh, pada=pada
    )
