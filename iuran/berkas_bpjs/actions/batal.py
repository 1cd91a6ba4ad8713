"""Cancel a file, or let go of the people whom BPJS left unanswered."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from iuran.berkas_bpjs.actions.status import (
    batalkan_baris,
    kembalikan_orang,
    tutup_bila_selesai,
    ubah_status,
)
from iuran.berkas_bpjs.actions.terima import cabut_terima, kunci_orang
from iuran.models import BerkasBPJS, StatusBerkas
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


@transaction.atomic
def batalkan_berkas(berkas_bpjs: BerkasBPJS, *, alasan: str, pada: datetime, oleh: Pengguna) -> int:
    """Cancel the file and let its people wait again; returns how many of them do.

    Months of an extension fall with it: those in no bill die, those in a bill are named.

    Raises AturanDilanggarError once an answer of BPJS was applied.
    """
    terkunci = BerkasBPJS.objects.select_for_update().get(pk=berkas_bpjs.pk)
    if terkunci.pendaftaran and terkunci.daftar_baris.diterima().exists():
        raise AturanDilanggarError(
            f"BPJS sudah menerima orang dalam {terkunci.nomor} untuk dibayar, jadi pendaftaran "
            "ini tidak dibatalkan. Lepaskan orang yang belum dijawab: bulan yang belum ditagih "
            "gugur, yang sudah ditagih disebut."
        )
    if terkunci.daftar_baris.dijawab().exists():
        raise AturanDilanggarError(
            f"Jawaban BPJS untuk {terkunci.nomor} sudah diterapkan, jadi berkas ini tidak "
            "dapat dibatalkan. Orang yang masih menunggu dapat diselesaikan dengan jawaban "
            "berikutnya."
        )
    ubah_status(berkas_bpjs, StatusBerkas.DIBATALKAN, alasan_batal=alasan)
    menunggu = terkunci.daftar_baris.menunggu()
    orang = list(menunggu.values_list("peserta_id", flat=True))
    kunci_orang(orang)
    sebab = f"{terkunci.kata.judul} {terkunci.nomor} dibatalkan: {alasan}"
    cabut_terima(menunggu, alasan=sebab, pada=pada)
    lagi = batalkan_baris(menunggu, alasan=alasan, pada=pada)
    kembalikan_orang(terkunci, orang, alasan=sebab, oleh=oleh)
    return lagi


@transaction.atomic
def lepaskan_menunggu(
    berkas_bpjs: BerkasBPJS,
    dipilih: Collection[int] | None = None,
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> int:
    """Let people whom BPJS left unanswered wait for another file; close this one with the last.

    ``dipilih``: their lines, else all that wait. Only after a list or an answer was applied; before
    that the whole file is cancelled instead. Months accepted for payment are taken back. Returns
    how many people wait again.
    """
    terkunci = BerkasBPJS.objects.select_for_update().get(pk=berkas_bpjs.pk)
    if not terkunci.terbuka or not terkunci.daftar_baris.ditindak().exists():
        raise AturanDilanggarError(
            "Orang yang belum dijawab baru dapat dilepas setelah jawaban BPJS diterapkan. "
            "Sebelum itu, batalkan berkasnya."
        )
    menunggu = terkunci.daftar_baris.menunggu().for_petugas(oleh)
    if dipilih is not None:
        menunggu = menunggu.filter(pk__in=dipilih)
    orang = list(menunggu.values_list("peserta_id", flat=True))
    kunci_orang(orang)
    if dipilih is not None and len(orang) != len(set(dipilih)):
        raise BentrokError("Sebagian orang ini sudah dilepas. Muat ulang halamannya.")
    cabut_terima(menunggu, alasan=f"Dilepas dari {terkunci.nomor}: {alasan}", pada=pada)
    lagi = batalkan_baris(menunggu, alasan=alasan, pada=pada)
    sebab = f"Tidak dijawab BPJS dalam {terkunci.nomor}: {alasan}"
    kembalikan_orang(terkunci, orang, alasan=sebab, oleh=oleh)
    tutup_bila_selesai(terkunci, pada)
    return lagi
