"""Keep the published facts about coverage: add one, correct one."""

from django.db import transaction

from laporan.models import DataCakupan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna


@transaction.atomic
def simpan_data_cakupan(data: DataCakupan, *, oleh: Pengguna) -> DataCakupan:
    """Save a new or a corrected fact; the history keeps what a corrected one was.

    Raises AturanDilanggarError when a correction changes nothing.
    """
    if data.pk and not _berubah(data):
        raise AturanDilanggarError(
            "Isinya sama dengan yang sudah tersimpan, jadi tidak ada yang diubah."
        )
    data.oleh = oleh
    data.save()
    return data


def _berubah(data: DataCakupan) -> bool:
    lama = DataCakupan.objects.select_for_update().get(pk=data.pk)
    kolom = ("ukuran", "per", "nilai", "sumber", "catatan")
    return any(getattr(lama, n) != getattr(data, n) for n in kolom)
