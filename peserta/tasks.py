"""Background jobs of peserta; Celery imports this module to find them."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from peserta.duplikat.tasks import cari_kota
from peserta.impor import hapus_contoh_lama
from peserta.impor.tasks import baca, batalkan, cari_duplikat, terapkan, unduh_sisa
from peserta.models.kata import lengkapi_kata
from peserta.orang import hapus_berkas_yatim, hapus_isi_berkas, hapus_isian_lama

__all__ = ["baca", "batalkan", "cari_duplikat", "cari_kota", "rapikan", "terapkan", "unduh_sisa"]


@shared_task(name="peserta.rapikan")
def rapikan() -> None:
    """Every night: delete old drafts, first rows of lists and papers; complete words of names.

    Never retried, because the next night does it. Safe to repeat.
    """
    kini = timezone.now()
    hapus_isian_lama(sebelum=kini - timedelta(days=settings.ISIAN_TERTUNDA_HARI))
    hapus_contoh_lama(sebelum=kini - timedelta(days=settings.CONTOH_IMPOR_HARI))
    hapus_isi_berkas(sebelum=kini - timedelta(days=settings.BERKAS_DIHAPUS_HARI))
    hapus_berkas_yatim(sebelum=kini - timedelta(days=1))
    lengkapi_kata()
