"""Take people out of a batch, hold who cannot be enrolled, and let held people go on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from iuran.berkas_bpjs.actions.status import (
    batalkan_baris,
    kembalikan_orang,
    tutup_bila_selesai,
)
from iuran.berkas_bpjs.actions.susun import minta_ekspor
from iuran.berkas_bpjs.actions.terima import cabut_terima, kunci_orang
from iuran.models import (
    BarisBerkas,
    BarisBerkasQuerySet,
    BerkasBPJS,
    StatusBerkas,
)
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


@transaction.atomic
def keluarkan_baris(
    berkas_bpjs: BerkasBPJS,
    dipilih: Collection[int],
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> int:
    """Take these lines out of a batch, with a reason; returns how many people.

    They wait again, held until an admin lets them go on where the file asks for months: the next
    one does not take them by itself. Who died or left is not held. Months that were payable are
    taken back. Before sending, the Excel is made again; afterwards only people whom a pre-check
    refused can be taken out, or whom an applied answer left out.
    """
    terkunci = BerkasBPJS.objects.select_for_update().get(pk=berkas_bpjs.pk)
    menunggu = terkunci.daftar_baris.menunggu().for_petugas(oleh).filter(pk__in=dipilih)
    baris = list(menunggu)
    if not baris or len(baris) != len(set(dipilih)):
        raise BentrokError(
            "Sebagian orang ini sudah dikeluarkan atau dijawab BPJS. Muat ulang halamannya."
        )
    _periksa_boleh(terkunci, baris)
    if terkunci.status == StatusBerkas.DISUSUN and len(baris) == terkunci.jumlah_orang:
        raise AturanDilanggarError(
            f"Ini semua orang dalam {terkunci.nomor}. Batalkan berkasnya saja."
        )
    orang = [b.peserta_id for b in baris]
    kunci_orang(orang)
    cabut_terima(menunggu, alasan=f"Dikeluarkan dari {terkunci.nomor}: {alasan}", pada=pada)
    batalkan_baris(menunggu, alasan=alasan, pada=pada, ditahan=terkunci.berbantuan)
    sebab = f"Dikeluarkan dari {terkunci.kata.judul.lower()} {terkunci.nomor}: {alasan}"
    kembalikan_orang(terkunci, orang, alasan=sebab, oleh=oleh)
    _sesudah_keluar(terkunci, len(orang), pada, oleh)
    return len(orang)


def _periksa_boleh(berkas_bpjs: BerkasBPJS, baris: list[BarisBerkas]) -> None:
    if berkas_bpjs.status == StatusBerkas.DISUSUN:
        return
    if not berkas_bpjs.terbuka:
        raise AturanDilanggarError(
            f"{berkas_bpjs.nomor} sudah {berkas_bpjs.get_status_display().lower()}."
        )
    boleh = berkas_bpjs.daftar_baris.filter(pk__in=[b.pk for b in baris]).ditolak_cek_awal()
    dijawab = berkas_bpjs.daftar_baris.dijawab().exists()
    if not dijawab and boleh.count() < len(baris):
        raise AturanDilanggarError(
            f"{berkas_bpjs.nomor} sudah dikirim, jadi hanya orang yang ditolak pada cek awal yang "
            "dapat dikeluarkan. Tunggu jawaban BPJS untuk yang lain."
        )


def _sesudah_keluar(berkas_bpjs: BerkasBPJS, jumlah: int, pada: datetime, oleh: Pengguna) -> None:
    """Keep the batch true: its number of people and file before sending, its end afterwards."""
    if berkas_bpjs.status == StatusBerkas.DISUSUN:
        berkas_bpjs.jumlah_orang -= jumlah
        berkas_bpjs.save(update_fields=["jumlah_orang"])
        minta_ekspor(berkas_bpjs, oleh=oleh)
    elif berkas_bpjs.daftar_baris.dijawab().exists():
        tutup_bila_selesai(berkas_bpjs, pada)


@transaction.atomic
def ikutkan_lagi(
    daftar: BarisBerkasQuerySet, *, alasan: str, pada: datetime, oleh: Pengguna
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
