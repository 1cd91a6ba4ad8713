"""App configuration of the workshop."""

from django.apps import AppConfig


class BengkelConfig(AppConfig):
    name = "pijar.bengkel"
    label = "bengkel"
    verbose_name = "Bengkel"
