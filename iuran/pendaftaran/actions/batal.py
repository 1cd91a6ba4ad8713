"""Cancel a batch, or let go of the people whom BPJS left unanswered."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from iuran.models import HasilBaris, PendaftaranKolektif, StatusPendaftaran
from iuran.pendaftaran.actions.status import tutup_bila_selesai, ubah_status
from iuran.pendaftaran.actions.terima import cabut_terima, kunci_orang
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


@transaction.atomic
def batalkan_pendaftaran(pendaftaran: PendaftaranKolektif, *, alasan: str, oleh: Pengguna) -> int:
    """Cancel the batch and let its people wait again; returns how many.

    Raises AturanDilanggarError once an answer of BPJS was applied.
    """
    PendaftaranKolektif.objects.select_for_update().get(pk=pendaftaran.pk)
    if pendaftaran.daftar_baris.diterima().exists():
        raise AturanDilanggarError(
            f"BPJS sudah menerima orang dalam {pendaftaran.nomor} untuk dibayar, jadi pendaftaran "
            "ini tidak dibatalkan. Lepaskan orang yang belum dijawab: bulan yang belum ditagih "
            "gugur, yang sudah ditagih disebut."
        )
    if pendaftaran.daftar_baris.dijawab().exists():
        raise AturanDilanggarError(
            f"Jawaban BPJS untuk {pendaftaran.nomor} sudah diterapkan, jadi pendaftaran ini tidak "
            "dapat dibatalkan. Orang yang masih menunggu dapat diselesaikan dengan jawaban "
            "berikutnya."
        )
    ubah_status(pendaftaran, StatusPendaftaran.DIBATALKAN, alasan_batal=alasan)
    menunggu = pendaftaran.daftar_baris.menunggu()
    orang = list(menunggu.values_list("peserta_id", flat=True))
    menunggu.update(hasil=HasilBaris.BATAL, keterangan=alasan)
    return pindahkan_banyak(
        orang,
        dari=Status.DIDAFTARKAN,
        ke=Status.DITETAPKAN,
        oleh=oleh,
        alasan=f"Pendaftaran {pendaftaran.nomor} dibatalkan: {alasan}",
    )


@transaction.atomic
def lepaskan_menunggu(
    pendaftaran: PendaftaranKolektif,
    dipilih: Collection[int] | None = None,
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> int:
    """Let people whom BPJS left unanswered wait for another batch; close this one with the last.

    ``dipilih``: their lines, else all that wait. Only after a list or an answer was applied; before
    that the whole batch is cancelled instead. Months accepted for payment are taken back. Returns
    how many people.
    """
    terkunci = PendaftaranKolektif.objects.select_for_update().get(pk=pendaftaran.pk)
    if not terkunci.terbuka or not terkunci.daftar_baris.ditindak().exists():
        raise AturanDilanggarError(
            "Orang yang belum dijawab baru dapat dilepas setelah jawaban BPJS diterapkan. "
            "Sebelum itu, batalkan pendaftarannya."
        )
    menunggu = terkunci.daftar_baris.menunggu().for_petugas(oleh)
    if dipilih is not None:
        menunggu = menunggu.filter(pk__in=dipilih)
    orang = list(menunggu.values_list("peserta_id", flat=True))
    kunci_orang(orang)
    if dipilih is not None and len(orang) != len(set(dipilih)):
        raise BentrokError("Sebagian orang ini sudah dilepas. Muat ulang halamannya.")
    cabut_terima(menunggu, alasan=f"Dilepas dari {terkunci.nomor}: {alasan}", pada=pada)
    menunggu.update(hasil=HasilBaris.BATAL, keterangan=alasan)
    pindahkan_banyak(
        orang,
        dari=Status.DIDAFTARKAN,
        ke=Status.DITETAPKAN,
        oleh=oleh,
        alasan=f"Tidak dijawab BPJS dalam {terkunci.nomor}: {alasan}",
    )
    tutup_bila_selesai(terkunci, pada)
    return len(orang)
