"""App configuration of verifikasi."""

from django.apps import AppConfig


class VerifikasiConfig(AppConfig):
    name = "verifikasi"
    default_auto_field = "django.db.models.BigAutoField"
