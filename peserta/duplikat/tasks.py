"""Jobs that look for people who may be the same."""

from celery import shared_task

from peserta.duplikat.actions import cari_duplikat_kota


@shared_task(name="peserta.cari_duplikat_kota")
def cari_kota() -> None:
    """Every night, for people who came in another way. Not retried: the next night comes."""
    cari_duplikat_kota()
