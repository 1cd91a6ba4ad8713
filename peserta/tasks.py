"""Background jobs of peserta; Celery imports this module to find them."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from peserta.duplikat.tasks import cari_kota
from peserta.impor.tasks import baca, batalkan, cari_duplikat, terapkan, unduh_sisa
from peserta.models.kata import lengkapi_kata
from peserta.orang import hapus_berkas_yatim

__all__ = ["baca", "batalkan", "cari_duplikat", "cari_kota", "rapikan", "terapkan", "unduh_sisa"]


@shared_task(name="peserta.rapikan")
def rapikan() -> None:
    """Every night: delete files that a killed server left; complete words of names.

    Never retried, because the next night does it. Safe to repeat.
    """
    hapus_berkas_yatim(sebelum=timezone.now() - timedelta(days=1))
    lengkapi_kata()
