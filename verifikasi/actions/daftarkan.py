"""Register one person with the papers and submit the case in one act."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from peserta.models import Peserta, Status, TandaHalaman
from peserta.orang import daftarkan_isian
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from verifikasi.actions.pengajuan import Keterangan, ajukan


@transaction.atomic
def daftarkan_dan_ajukan(
    data: Mapping[str, Any],
    *,
    keterangan: Keterangan,
    tanda: TandaHalaman | None,
    oleh: Pengguna,
    pada: date,
) -> Peserta:
    """Register the person of a page, with the photos that wait, and submit; all or nothing.

    ``keterangan`` is the attestation, perhaps empty; then the case waits for its basis.
    A second click of the same page finds both done. Raises as ``daftarkan_isian`` and ``ajukan``,
    and AturanDilanggarError if the person cannot be submitted.
    """
    peserta = daftarkan_isian(data, tanda=tanda, oleh=oleh)
    if peserta.status != Status.DRAF:
        return peserta
    hasil = ajukan(
        [peserta.pk],
        oleh=oleh,
        pada=pada,
        keterangan_kerja_tanggal=keterangan.tanggal,
        keterangan_kerja_oleh=keterangan.oleh,
        keterangan_kerja_bukti=keterangan.bukti,
    )
    if hasil.dilewati:
        raise AturanDilanggarError(f"Tidak dapat diajukan: {hasil.dilewati[0].sebab}.")
    return peserta
