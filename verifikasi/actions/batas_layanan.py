"""Set the days of a stage from a day on."""

from django.db import transaction

from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Pengguna
from verifikasi.models import BatasLayanan


@transaction.atomic
def catat_batas(batas: BatasLayanan, *, oleh: Pengguna) -> BatasLayanan:
    """Keep a limit; a stage that begins on its day or later is measured by it.

    It may begin in the past: what was measured by another limit is then measured anew. Raises
    AturanDilanggarError when the same days already hold from then on.
    """
    Kunci.BATAS_LAYANAN.pegang()  # the second of two clicks waits here, and then finds the first
    kini = BatasLayanan.objects.pada(batas.tahap, batas.berlaku_mulai)
    if kini and (kini.hari, kini.perlu_konfirmasi) == (batas.hari, batas.perlu_konfirmasi):
        raise AturanDilanggarError(
            f"Batas itu sudah {kini.hari} hari sejak {tanggal_panjang(kini.berlaku_mulai)}. "
            "Ubah lamanya, atau tidak perlu dicatat lagi."
        )
    batas.oleh = oleh
    batas.save()
    return batas
