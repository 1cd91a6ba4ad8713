"""Whose turn it is: of one person's jobs at most two run, a third waits and starts by itself.

The advisory lock of the person is held while a worker counts and claims, so that two workers never
start a third. Jobs of the system have no owner and never wait.
"""

from django.db import transaction
from django.db.models import Count

from pijar.kunci import Kunci
from pijar.models import StatusTugas, Tugas
from pijar.pengirim import kirim

BERSAMAAN = 2  # running jobs of one person


def pegang(oleh: int) -> None:
    """Let nobody else claim a job of this person until the transaction ends."""
    Kunci.GILIRAN.pegang(oleh)


def penuh(tugas: Tugas) -> bool:
    """Whether its owner has as many other jobs running as one person may."""
    berjalan = Tugas.objects.filter(oleh=tugas.oleh_id, status=StatusTugas.BERJALAN)
    return tugas.oleh_id is not None and berjalan.exclude(pk=tugas.pk).count() >= BERSAMAAN


def pemilik_penuh() -> set[int]:
    """The people whose next job has to wait."""
    berjalan = Tugas.objects.filter(status=StatusTugas.BERJALAN, oleh__isnull=False).order_by()
    banyak = berjalan.values("oleh").annotate(n=Count("pk")).filter(n__gte=BERSAMAAN)
    return set(banyak.values_list("oleh", flat=True))


def kirim_berikutnya(oleh: int) -> None:
    """Send the jobs of this person that waited for a turn; called after one of them has ended.

    Under the lock it sees each job that a worker has sent back, or that worker sees the turn free.
    """
    with transaction.atomic():
        pegang(oleh)
        menunggu = Tugas.objects.filter(oleh=oleh, status=StatusTugas.ANTRE, dikirim_pada=None)
        berikutnya = list(menunggu.order_by("pk").values_list("pk", "jenis")[:BERSAMAAN])
    for pk, jenis in berikutnya:
        kirim(pk, jenis)
