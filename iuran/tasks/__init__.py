"""Background jobs of iuran; Celery finds them by importing this package."""

from iuran.tasks import jawaban, pendaftaran, saldo_awal, tagihan

__all__ = ["jawaban", "pendaftaran", "saldo_awal", "tagihan"]
