"""Periodic tasks of the kernel."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from pijar import tugas


@shared_task(name="pijar.sapu_tugas")
def sapu_tugas() -> None:
    """Every 30 seconds: resend unsent jobs, fail lost ones. Not retried: the next run comes."""
    tugas.sapu(timezone.now())


@shared_task(name="pijar.hapus_sesi_usang")
def hapus_sesi_usang() -> None:
    """Every night: sessions that have ended, and the numbers searched in them. Harmless twice."""
    call_command("clearsessions")
