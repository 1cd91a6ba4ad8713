"""Background jobs of iuran; Celery finds them by importing this module."""

from iuran.daftar import tasks as daftar
from iuran.jawaban import tasks as jawaban
from iuran.kelebihan import tasks as kelebihan
from iuran.pendaftaran import tasks as pendaftaran
from iuran.peristiwa import tasks as peristiwa
from iuran.saldo_awal import tasks as saldo_awal
from iuran.tagihan import tasks as tagihan

__all__ = ["daftar", "jawaban", "kelebihan", "pendaftaran", "peristiwa", "saldo_awal", "tagihan"]
