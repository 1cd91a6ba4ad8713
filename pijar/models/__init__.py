"""Kernel models: users, jobs, the log of access, letterhead, legal bases, what is kept."""

from pijar.models.akun import (
    FaktorKedua,
    JenisUsulanAkun,
    KodePemulihan,
    StatusUsulanAkun,
    UsulanAkun,
)
from pijar.models.dasar_hukum import DasarHukum, TingkatHukum
from pijar.models.jejak import JejakAkses, JejakAksesQuerySet
from pijar.models.ketikan import Ketikan, SebabKetikan
from pijar.models.kop import CaraTanda, Kertas, Kop, Penandatangan, bingkai
from pijar.models.pengguna import KODE_WILAYAH, Pengguna, PenggunaManager, PenggunaQuerySet
from pijar.models.retensi import JejakRetensi, PenahananRetensi
from pijar.models.ringkasan import RingkasanJejak
from pijar.models.saringan import Daftar, SaringanTersimpan
from pijar.models.sesi import Sesi, SesiQuerySet
from pijar.models.simpanan import AngkaTersimpan, Ubahan
from pijar.models.tugas import StatusTugas, Tugas, TugasQuerySet

__all__ = [
    "KODE_WILAYAH",
    "AngkaTersimpan",
    "CaraTanda",
    "Daftar",
    "DasarHukum",
    "FaktorKedua",
    "JejakAkses",
    "JejakAksesQuerySet",
    "JejakRetensi",
    "JenisUsulanAkun",
    "Kertas",
    "Ketikan",
    "KodePemulihan",
    "Kop",
    "PenahananRetensi",
    "Penandatangan",
    "Pengguna",
    "PenggunaManager",
    "PenggunaQuerySet",
    "RingkasanJejak",
    "SaringanTersimpan",
    "SebabKetikan",
    "Sesi",
    "SesiQuerySet",
    "StatusTugas",
    "StatusUsulanAkun",
    "TingkatHukum",
    "Tugas",
    "TugasQuerySet",
    "Ubahan",
    "UsulanAkun",
    "bingkai",
]
