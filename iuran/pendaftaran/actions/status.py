"""The only writer of a batch's status."""

from datetime import datetime
from typing import Any

from iuran.models import TRANSISI_PENDAFTARAN, PendaftaranKolektif, StatusPendaftaran
from pijar.errors import TransisiDitolakError


def ubah_status(pendaftaran: PendaftaranKolektif, ke: StatusPendaftaran, **kolom: Any) -> None:
    """Move a batch by TRANSISI_PENDAFTARAN; of two simultaneous calls exactly one succeeds."""
    asal = [dari for dari, tujuan in TRANSISI_PENDAFTARAN.items() if ke in tujuan]
    baris = PendaftaranKolektif.objects.filter(pk=pendaftaran.pk, status__in=asal)
    if not baris.update(status=ke, **kolom):
        raise TransisiDitolakError(
            f"Pendaftaran {pendaftaran.nomor} tidak dapat menjadi {ke.label}. "
            "Muat ulang halaman: mungkin orang lain sudah mengubahnya."
        )
    pendaftaran.status = ke


def tutup_bila_selesai(pendaftaran: PendaftaranKolektif, pada: datetime) -> None:
    """Close a batch without waiting lines; mark any other answered batch as sent."""
    if pendaftaran.status == StatusPendaftaran.SELESAI:
        return
    dikirim = pendaftaran.dikirim_pada or pada
    if not pendaftaran.daftar_baris.menunggu().exists():
        ubah_status(pendaftaran, StatusPendaftaran.SELESAI, dikirim_pada=dikirim)
    elif pendaftaran.status == StatusPendaftaran.DISUSUN:
        ubah_status(pendaftaran, StatusPendaftaran.DIKIRIM, dikirim_pada=dikirim)
