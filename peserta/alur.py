"""The one table of legal moves of a Peserta's status, and the only writers of it.

Held three times: by :func:`pindahkan_status`, by its conditional UPDATE when two people act at
once, and by a trigger that refuses an illegal bulk update.
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
    """Move ``peserta`` to ``ke`` and record it; of two simultaneous calls exactly one succeeds.

    Raises TransisiDitolakError when the move is not in TRANSISI or somebody was faster.
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
    """Move every person of ``pks`` that still stands at ``dari``; returns how many moved.

    Set-based: one UPDATE and one INSERT. The caller compares the count with what it expected.
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
    """Put a stopped person back to the status ``ke`` of before: only for undoing the stop.

    Raises TransisiDitolakError when the person no longer is stopped.
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
    """The person while he stands at ``status``; nobody once he was merged into another."""
    return Peserta.objects.filter(pk=peserta.pk, status=status, digabung_ke=None)
