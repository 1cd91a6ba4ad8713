"""Put a list to use: its rows become the last checks of the people in it."""

from datetime import datetime

from django.db import transaction

from iuran.models import DaftarPadanan, StatusPemadanan
from iuran.pemadanan.keadaan import pastikan_berstatus, pastikan_seluruh_kota, siap
from iuran.pemadanan.terakhir import pasang
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas

S = StatusPemadanan


@transaction.atomic
def minta_terapkan(daftar: DaftarPadanan, *, oleh: Pengguna) -> Tugas:
    """Order it, once. Raises AturanDilanggarError unless the list waits to be looked at."""
    pastikan_seluruh_kota(oleh)
    daftar = siap(daftar.pk, S.DIPERIKSA)
    daftar.tugas = tugas.buat(
        "iuran.terapkan_padanan",
        judul=f"Memakai daftar pemadanan {daftar}",
        oleh=oleh,
        parameter={"daftar": daftar.pk},
        kunci=f"pemadanan-{daftar.pk}",
    )
    daftar.save(update_fields=["tugas"])
    return daftar.tugas


@transaction.atomic
def terapkan_padanan(pk: int, *, oleh: Pengguna | None, pada: datetime) -> int:
    """Write the last checks; returns the number of people. A second delivery changes nothing.

    Raises AturanDilanggarError when the list no longer waits.
    """
    daftar = DaftarPadanan.objects.select_for_update().get(pk=pk)
    if daftar.status == S.DITERAPKAN:
        return 0
    pastikan_berstatus(daftar, [S.DIPERIKSA])
    if oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    pastikan_seluruh_kota(oleh)
    daftar.status, daftar.diterapkan_oleh, daftar.diterapkan_pada = S.DITERAPKAN, oleh, pada
    daftar.save(update_fields=["status", "diterapkan_oleh", "diterapkan_pada"])
    return pasang(daftar)
