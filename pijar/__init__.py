"""PIJAR SEMAR: project and kernel. Of the kernel only ``pijar.urls`` imports other apps."""

from pijar.celery import app as celery_app

__all__ = ["celery_app"]
