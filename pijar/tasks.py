"""Periodic tasks of the kernel."""

from celery import shared_task
from django.utils import timezone

from pijar import tugas


@shared_task(name="pijar.sapu_tugas")
def sapu_tugas() -> None:
    """Every 30 seconds: resend unsent jobs, fail lost ones. Not retried: the next run comes."""
    tugas.sapu(timezone.now())
