"""PIJAR SEMAR: project and kernel. Knows no app but through ``pijar.urls``."""

from pijar.celery import app as celery_app

__all__ = ["celery_app"]
