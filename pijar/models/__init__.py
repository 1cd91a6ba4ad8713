"""Kernel models: users, background jobs, the log of access, letterhead and legal bases."""

from pijar.models.dasar_hukum import DasarHukum, TingkatHukum
from pijar.models.jejak import JejakAkses, JejakAksesQuerySet
from pijar.models.kop import CaraTanda, Kertas, Kop, Penandatangan, bingkai
from pijar.models.pengguna import KODE_WILAYAH, Pengguna, PenggunaManager
from pijar.models.tugas import StatusTugas, Tugas, TugasQuerySet

__all__ = [
    "KODE_WILAYAH",
    "CaraTanda",
    "DasarHukum",
    "JejakAkses",
    "JejakAksesQuerySet",
    "Kertas",
    "Kop",
    "Penandatangan",
    "Pengguna",
    "PenggunaManager",
    "StatusTugas",
    "TingkatHukum",
    "Tugas",
    "TugasQuerySet",
    "bingkai",
]
