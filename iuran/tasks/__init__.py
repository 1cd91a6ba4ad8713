"""Background jobs of iuran; Celery finds them by importing this package."""

from iuran.tasks import daftar, jawaban, pendaftaran, peristiwa, saldo_awal, tagihan

__all__ = ["daftar", "jawaban", "pendaftaran", "peristiwa", "saldo_awal", "tagihan"]
