"""The only writer of a file's status, and the way back of the people whom it enrols."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from iuran.models import (
    TRANSISI_BERKAS,
    BarisBerkasQuerySet,
    BerkasBPJS,
    HasilBaris,
    StatusBerkas,
)
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from pijar.errors import TransisiDitolakError
from pijar.models import Pengguna


def ubah_status(berkas_bpjs: BerkasBPJS, ke: StatusBerkas, **kolom: Any) -> None:
    """Move a file by TRANSISI_BERKAS; of two simultaneous calls exactly one succeeds."""
    asal = [dari for dari, tujuan in TRANSISI_BERKAS.items() if ke in tujuan]
    baris = BerkasBPJS.objects.filter(pk=berkas_bpjs.pk, status__in=asal)
    if not baris.update(status=ke, **kolom):
        raise TransisiDitolakError(
            f"{berkas_bpjs.nomor} tidak dapat menjadi {ke.label}. "
            "Muat ulang halaman: mungkin orang lain sudah mengubahnya."
        )
    berkas_bpjs.status = ke


def tutup_bila_selesai(berkas_bpjs: BerkasBPJS, pada: datetime) -> None:
    """Close a file without waiting lines; mark any other answered file as sent."""
    if berkas_bpjs.status == StatusBerkas.SELESAI:
        return
    dikirim = berkas_bpjs.dikirim_pada or pada
    if not berkas_bpjs.daftar_baris.menunggu().exists():
        ubah_status(berkas_bpjs, StatusBerkas.SELESAI, dikirim_pada=dikirim)
    elif berkas_bpjs.status == StatusBerkas.DISUSUN:
        ubah_status(berkas_bpjs, StatusBerkas.DIKIRIM, dikirim_pada=dikirim)


def kembalikan_orang(
    berkas_bpjs: BerkasBPJS, orang: Sequence[int], *, alasan: str, oleh: Pengguna | None
) -> None:
    """Let people of an enrolment wait for another one; any other file leaves their status alone."""
    if berkas_bpjs.pendaftaran:
        pindahkan_banyak(
            orang, dari=Status.DIDAFTARKAN, ke=Status.DITETAPKAN, oleh=oleh, alasan=alasan
        )


def batalkan_baris(
    menunggu: BarisBerkasQuerySet, *, alasan: str, pada: datetime, ditahan: bool = False
) -> int:
    """End these waiting lines without an answer; returns how many people wait again.

    Whose matter is gone waits for nothing, and is not held.
    """
    akhir: dict[str, Any] = {"hasil": HasilBaris.BATAL, "keterangan": alasan, "dijawab_pada": pada}
    gugur = list(menunggu.tidak_berlaku_lagi().values_list("pk", flat=True))
    lagi = menunggu.exclude(pk__in=gugur).update(**akhir, ditahan=ditahan)
    menunggu.filter(pk__in=gugur).update(**akhir)
    return lagi
