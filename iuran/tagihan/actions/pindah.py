"""Move a bill from one status to another; the only writer of it besides payments."""

from collections.abc import Sequence
from typing import Any

from iuran.models import StatusTagihan, Tagihan
from pijar.errors import TransisiDitolakError


def pindahkan(
    tagihan: Tagihan, ke: StatusTagihan, *, dari: Sequence[StatusTagihan], **kolom: Any
) -> None:
    """Move a bill; of two simultaneous calls exactly one succeeds.

    Raises TransisiDitolakError when its status is none of ``dari``.
    """
    kolom["status"] = ke
    if not Tagihan.objects.filter(pk=tagihan.pk, status__in=dari).update(**kolom):
        tagihan.refresh_from_db()
        raise TransisiDitolakError(
            f"Tagihan {tagihan.nomor} sudah {tagihan.get_status_display().lower()}, jadi tidak "
            f"dapat menjadi {ke.label.lower()}. Muat ulang halaman."
        )
    for nama, nilai in kolom.items():
        setattr(tagihan, nama, nilai)
