"""App configuration of iuran."""

from django.apps import AppConfig


class IuranConfig(AppConfig):
    name = "iuran"
    default_auto_field = "django.db.models.BigAutoField"
