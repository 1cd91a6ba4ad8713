"""App configuration of the kernel."""

from django.apps import AppConfig


class PijarConfig(AppConfig):
    name = "pijar"
    verbose_name = "Pengguna dan tugas"
    default_auto_field = "django.db.models.BigAutoField"
