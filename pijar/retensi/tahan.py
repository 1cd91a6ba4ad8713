"""An admin holds deletion back, and lets it go again."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import PenahananRetensi, Pengguna
from pijar.retensi.tabel import tabel


def pastikan_seluruh_kota(oleh: Pengguna) -> None:
    """Raise PermissionDenied for an admin of one area: retention covers the whole city."""
    if oleh.wilayah:
        raise PermissionDenied


@transaction.atomic
def tahan(
    entri: str, *, alasan: str, sampai: date, oleh: Pengguna, pada: datetime
) -> PenahananRetensi:
    """Hold an entry, or all with an empty code; a second click gets the same hold.

    It waits for the batch that runs, so nothing of the entry goes once it is there. Raises
    AturanDilanggarError for an entry that the job never ends, or a day that is not to come.
    """
    pastikan_seluruh_kota(oleh)
    if entri and not (entri in tabel() and tabel()[entri].sapuan):
        raise AturanDilanggarError("Butir ini tidak dihapus oleh sistem, jadi tidak perlu ditahan.")
    if sampai <= pada.date():
        raise AturanDilanggarError("Ditahan sampai hari yang akan datang. Pilih tanggal lain.")
    Kunci.RETENSI.pegang()
    isi = {"entri": entri, "alasan": alasan, "sampai": sampai}
    sama = PenahananRetensi.objects.filter(**isi, dilepas_pada=None).first()
    return sama or PenahananRetensi.objects.create(**isi, oleh=oleh, pada=pada)


@transaction.atomic
def lepas(satu: PenahananRetensi, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Let a hold go; the next run deletes again what is past its term.

    Raises BentrokError when somebody let it go already.
    """
    pastikan_seluruh_kota(oleh)
    terbuka = PenahananRetensi.objects.filter(pk=satu.pk, dilepas_pada=None)
    if not terbuka.update(dilepas_oleh=oleh, dilepas_pada=pada, alasan_lepas=alasan):
        raise BentrokError("Penahanan ini sudah dilepas orang lain. Muat ulang halaman.")
