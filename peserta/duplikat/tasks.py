"""Periodic search for possible duplicates."""

from celery import shared_task

from peserta.duplikat.actions import cari_duplikat_kota


@shared_task(name="peserta.cari_duplikat_kota")
def cari_kota() -> None:
    """Compare everybody, every night: some people came in without a search. Never retried."""
    cari_duplikat_kota()
