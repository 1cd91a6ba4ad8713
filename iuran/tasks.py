"""Background jobs of iuran; Celery finds them by importing this module."""

from iuran.berkas_bpjs import tasks as berkas_bpjs
from iuran.daftar import tasks as daftar
from iuran.daftar_setoran import tasks as daftar_setoran
from iuran.gerakan import tasks as gerakan
from iuran.impor_penyumbang import tasks as impor_penyumbang
from iuran.jawaban import tasks as jawaban
from iuran.kelebihan import tasks as kelebihan
from iuran.pemadanan import tasks as pemadanan
from iuran.peristiwa import tasks as peristiwa
from iuran.perubahan_bantuan import tasks as perubahan_bantuan
from iuran.rekonsiliasi import tasks as rekonsiliasi
from iuran.saldo_awal import tasks as saldo_awal
from iuran.tagihan import tasks as tagihan

__all__ = [
    "berkas_bpjs",
    "daftar",
    "daftar_setoran",
    "gerakan",
    "impor_penyumbang",
    "jawaban",
    "kelebihan",
    "pemadanan",
    "peristiwa",
    "perubahan_bantuan",
    "rekonsiliasi",
    "saldo_awal",
    "tagihan",
]
