"""Background jobs of iuran; Celery finds them by importing this package."""

from iuran.tasks import daftar, jawaban, pendaftaran, tagihan

__all__ = ["daftar", "jawaban", "pendaftaran", "tagihan"]
