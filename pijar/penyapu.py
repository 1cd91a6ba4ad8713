"""The sweeper: send what the broker never got, and what lost its worker, or end it."""

from datetime import datetime, timedelta

from pijar import giliran
from pijar.batal_tugas import akhiri_batal
from pijar.models import StatusTugas, Tugas
from pijar.pengirim import kirim
from pijar.tugas import PALING_BANYAK_TERHENTI, gagalkan, kunci_pekerja

HILANG_SETELAH = timedelta(seconds=60)
KIRIM_ULANG_SETELAH = timedelta(seconds=60)
DIULANG = (
    "Pekerja berhenti di tengah jalan, misalnya karena server dimulai ulang, jadi tugas ini "
    "dijalankan lagi otomatis (percobaan ke-{ke} dari {dari}). Tidak ada data yang setengah jadi."
)


def sapu(kini: datetime) -> dict[str, int]:
    """Send waiting jobs and those that lost their worker, or end them; return both counts.

    A job that waits for its owner's turn is sent when the turn is free.
    """
    dikirim = hilang = 0
    lama, penuh = kini - KIRIM_ULANG_SETELAH, giliran.pemilik_penuh()
    for tugas in Tugas.objects.hidup().filter(dibuat_pada__lt=lama).order_by("pk")[:500]:
        if tugas.status == StatusTugas.ANTRE:
            belum = tugas.dikirim_pada is None or tugas.dikirim_pada < lama
            if belum and tugas.oleh_id not in penuh:
                if not kirim(tugas.pk, tugas.jenis):
                    break
                dikirim += 1
        elif tugas.detak_pada is None or tugas.detak_pada < kini - HILANG_SETELAH:
            lagi, gagal = lanjutkan_yang_hilang(tugas)
            dikirim, hilang = dikirim + lagi, hilang + gagal
    return {"dikirim": dikirim, "hilang": hilang}


def lanjutkan_yang_hilang(tugas: Tugas) -> tuple[int, int]:
    """Send the job again if no session holds its lock, or end it: how many of each.

    Every job may run twice (see :func:`pijar.tugas.pekerjaan`). It is sent after the lock is given
    back: a worker that found it taken would drop the message.
    """
    with kunci_pekerja(tugas.pk) as dapat:
        if not dapat:
            return 0, 0
        if akhiri_batal(tugas.pk):
            return 0, 1
        if not (lagi := antrekan_lagi(tugas.pk)):
            return 0, gagalkan(tugas.pk)
    kirim(tugas.pk, tugas.jenis)
    return lagi, 0


def antrekan_lagi(pk: int) -> int:
    """Let a running job that lost its worker wait again, and say so; 0 after the last attempt."""
    berjalan = Tugas.objects.filter(pk=pk, status=StatusTugas.BERJALAN, dibatalkan_pada=None)
    percobaan = berjalan.values_list("percobaan", flat=True).first()
    if percobaan is None or percobaan >= PALING_BANYAK_TERHENTI:
        return 0
    return berjalan.update(
        status=StatusTugas.ANTRE,
        pesan=DIULANG.format(ke=percobaan + 1, dari=PALING_BANYAK_TERHENTI),
        dikirim_pada=None,
    )
