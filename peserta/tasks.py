"""Background jobs of peserta; Celery imports this module to find them."""

from celery import shared_task

from peserta.duplikat.tasks import cari_kota
from peserta.impor.tasks import baca, batalkan, cari_duplikat, terapkan, unduh_sisa
from peserta.models.kata import lengkapi_kata

__all__ = ["baca", "batalkan", "cari_duplikat", "cari_kota", "rapikan", "terapkan", "unduh_sisa"]


@shared_task(name="peserta.rapikan")
def rapikan() -> None:
    """Every night: complete words of names. Safe to repeat; never retried: the next night does."""
    lengkapi_kata()
