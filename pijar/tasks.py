"""Periodic tasks of the kernel."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from pijar import tugas


@shared_task(name="pijar.sapu_tugas")
def sapu_tugas() -> None:
    """Every 30 seconds: send unsent jobs, fail lost ones. Never retried: the next run does it."""
    tugas.sapu(timezone.now())


@shared_task(name="pijar.hapus_sesi_usang")
def hapus_sesi_usang() -> None:
    """Every night: delete ended sessions with the numbers searched in them. Safe to repeat."""
    call_command("clearsessions")
