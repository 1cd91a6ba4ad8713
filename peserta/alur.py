"""The only functions that change the status of a Peserta.

Three guards hold the table of legal moves (``TRANSISI``): :func:`pindahkan_status` checks it, the
conditional UPDATE lets one of two simultaneous calls win, and a trigger refuses illegal updates.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from peserta.models import Peserta, RiwayatStatus, Status
from peserta.models.peserta import PesertaQuerySet
from peserta.models.status import BATAL_BERHENTI, TRANSISI
from pijar.errors import TransisiDitolakError
from pijar.models import Pengguna


@transaction.atomic
def pindahkan_status(
    peserta: Peserta, ke: Status, *, oleh: Pengguna | None, alasan: str = ""
) -> None:
    """Change the status to ``ke`` and record the move; of two simultaneous calls one succeeds.

    Raises TransisiDitolakError when TRANSISI lacks the move or another call was faster.
    """
    dari = Status(peserta.status)
    boleh = ke in TRANSISI[dari]
    if not boleh or not _orang(peserta, dari).update(status=ke):
        raise TransisiDitolakError(
            f"Status tidak dapat berubah dari {dari.label} ke {ke.label}. "
            "Muat ulang halaman: mungkin orang lain sudah memutuskan."
        )
    RiwayatStatus.objects.create(peserta=peserta, dari=dari, ke=ke, oleh=oleh, alasan=alasan)
    peserta.status = ke


@transaction.atomic
def pindahkan_banyak(
    pks: Iterable[int], *, dari: Status, ke: Status, oleh: Pengguna | None, alasan: str = ""
) -> int:
    """Change ``dari`` to ``ke`` for every person of ``pks`` still at ``dari``; return the count.

    One statement for all: the caller compares the count with the number it expected.
    """
    if ke not in TRANSISI[dari]:
        raise TransisiDitolakError(f"Status tidak dapat berubah dari {dari.label} ke {ke.label}.")
    with connection.cursor() as kursor:
        kursor.execute(
            """
            WITH pindah AS (
                UPDATE peserta_peserta SET status = %s
                WHERE id = ANY(%s::bigint[]) AND status = %s AND digabung_ke_id IS NULL
                RETURNING id
            )
            INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, oleh_id, alasan, pada)
            SELECT id, %s, %s, %s, %s, now() FROM pindah
            """,
            [ke, list(pks), dari, dari, ke, oleh.pk if oleh else None, alasan],
        )
        return kursor.rowcount


@transaction.atomic
def batalkan_berhenti(peserta: Peserta, ke: Status, *, oleh: Pengguna, alasan: str) -> None:
    """Give a stopped person the earlier status ``ke`` back, when the stop itself is undone.

    Raises TransisiDitolakError when the person is no longer stopped.
    """
    terhenti = _orang(peserta, Status.BERHENTI)
    if ke not in BATAL_BERHENTI or not terhenti.update(status=ke):
        raise TransisiDitolakError(
            f"Penghentian tidak dapat dibatalkan ke status {ke.label}. Muat ulang halaman."
        )
    RiwayatStatus.objects.create(
        peserta=peserta, dari=Status.BERHENTI, ke=ke, oleh=oleh, alasan=alasan
    )
    peserta.status = ke


def _orang(peserta: Peserta, status: Status) -> PesertaQuerySet:
    """The person as a queryset; empty unless the status is ``status`` and nobody merged them."""
    return Peserta.objects.filter(pk=peserta.pk, status=status, digabung_ke=None)
