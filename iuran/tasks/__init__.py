"""Background jobs of iuran; Celery finds them by importing this package."""

from iuran.tasks import jawaban, pendaftaran, tagihan

__all__ = ["jawaban", "pendaftaran", "tagihan"]
