"""Take people out of a batch, hold who cannot be enrolled, and let held people go on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from iuran.models import (
    BarisPendaftaran,
    BarisPendaftaranQuerySet,
    HasilBaris,
    PendaftaranKolektif,
    StatusPendaftaran,
)
from iuran.pendaftaran.actions.status import tutup_bila_selesai
from iuran.pendaftaran.actions.susun import minta_ekspor
from iuran.pendaftaran.actions.terima import cabut_terima, kunci_orang
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


@transaction.atomic
def keluarkan_baris(
    pendaftaran: PendaftaranKolektif,
    dipilih: Collection[int],
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> int:
    """Take these lines out of a batch, with a reason; returns how many people.

    They wait again, held until an admin lets them go on: the next batch does not take them by
    itself. Months that BPJS had accepted for payment are taken back. Before the batch is sent its
    file is made again; afterwards only people whom a pre-check refused can be taken out, or whom an
    applied answer left out.
    """
    terkunci = PendaftaranKolektif.objects.select_for_update().get(pk=pendaftaran.pk)
    menunggu = terkunci.daftar_baris.menunggu().for_petugas(oleh).filter(pk__in=dipilih)
    baris = list(menunggu)
    if not baris or len(baris) != len(set(dipilih)):
        raise BentrokError(
            "Sebagian orang ini sudah dikeluarkan atau dijawab BPJS. Muat ulang halamannya."
        )
    _periksa_boleh(terkunci, baris)
    if terkunci.status == StatusPendaftaran.DISUSUN and len(baris) == terkunci.jumlah_orang:
        raise AturanDilanggarError(
            f"Ini semua orang dalam {terkunci.nomor}. Batalkan pendaftarannya saja."
        )
    orang = [b.peserta_id for b in baris]
    kunci_orang(orang)
    cabut_terima(menunggu, alasan=f"Dikeluarkan dari {terkunci.nomor}: {alasan}", pada=pada)
    menunggu.update(hasil=HasilBaris.BATAL, keterangan=alasan, dijawab_pada=pada, ditahan=True)
    pindahkan_banyak(
        orang,
        dari=Status.DIDAFTARKAN,
        ke=Status.DITETAPKAN,
        oleh=oleh,
        alasan=f"Dikeluarkan dari pendaftaran {terkunci.nomor}: {alasan}",
    )
    _sesudah_keluar(terkunci, len(orang), pada, oleh)
    return len(orang)


def _periksa_boleh(pendaftaran: PendaftaranKolektif, baris: list[BarisPendaftaran]) -> None:
    if pendaftaran.status == StatusPendaftaran.DISUSUN:
        return
    if not pendaftaran.terbuka:
        raise AturanDilanggarError(
            f"{pendaftaran.nomor} sudah {pendaftaran.get_status_display().lower()}."
        )
    boleh = pendaftaran.daftar_baris.filter(pk__in=[b.pk for b in baris]).ditolak_cek_awal()
    dijawab = pendaftaran.daftar_baris.dijawab().exists()
    if not dijawab and boleh.count() < len(baris):
        raise AturanDilanggarError(
            f"{pendaftaran.nomor} sudah dikirim, jadi hanya orang yang ditolak pada cek awal yang "
            "dapat dikeluarkan. Tunggu jawaban BPJS untuk yang lain."
        )


def _sesudah_keluar(
    pendaftaran: PendaftaranKolektif, jumlah: int, pada: datetime, oleh: Pengguna
) -> None:
    """Keep the batch true: its number of people and file before sending, its end afterwards."""
    if pendaftaran.status == StatusPendaftaran.DISUSUN:
        pendaftaran.jumlah_orang -= jumlah
        pendaftaran.save(update_fields=["jumlah_orang"])
        minta_ekspor(pendaftaran, oleh=oleh)
    elif pendaftaran.daftar_baris.dijawab().exists():
        tutup_bila_selesai(pendaftaran, pada)


@transaction.atomic
def ikutkan_lagi(
    daftar: BarisPendaftaranQuerySet, *, alasan: str, pada: datetime, oleh: Pengguna
) -> int:
    """Let held people go into the next batch, with a reason; returns how many.

    Whoever shall not go on leaves the decree instead, by two admins (``verifikasi``).
    """
    jumlah = (
        daftar.for_petugas(oleh)
        .ditahan()
        .update(ditahan=False, dibuka_oleh=oleh, dibuka_pada=pada, alasan_buka=alasan)
    )
    if not jumlah:
        raise BentrokError("Orang ini sudah diikutkan lagi. Muat ulang halamannya.")
    return jumlah
