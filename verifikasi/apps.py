"""App configuration of verifikasi."""

from django.apps import AppConfig


class VerifikasiConfig(AppConfig):
    name = "verifikasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a life event name the cases and draft decrees that it leaves behind."""
        from iuran.actions.akibat import TERBUKA  # noqa: PLC0415 - models are loaded only now
        from verifikasi.terbuka import yang_terbuka  # noqa: PLC0415 - as above

        TERBUKA.append(yang_terbuka)
