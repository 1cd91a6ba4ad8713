"""Background jobs of iuran; Celery finds them by importing this package."""

from iuran.tasks import jawaban, pendaftaran, peristiwa, saldo_awal, tagihan

__all__ = ["jawaban", "pendaftaran", "peristiwa", "saldo_awal", "tagihan"]
