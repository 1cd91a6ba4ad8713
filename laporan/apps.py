"""App configuration of laporan."""

from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    default_auto_field = "django.db.models.BigAutoField"
