"""Models of ``verifikasi``, one module per noun."""

from verifikasi.models.gabung import Penggabungan
from verifikasi.models.keberatan import CaraKeberatan, Keberatan, PihakKeberatan, StatusKeberatan
from verifikasi.models.kriteria import Kriteria, VersiKriteria, lengkapi_dasar
from verifikasi.models.penetapan import BarisPenetapan, Penetapan, StatusPenetapan
from verifikasi.models.pengajuan import Jawaban, JawabanKriteria, Pengajuan, StatusPengajuan
from verifikasi.models.perubahan import BarisPerubahan, PerubahanPenetapan, StatusPerubahanSK

__all__ = [
    "BarisPenetapan",
    "BarisPerubahan",
    "CaraKeberatan",
    "Jawaban",
    "JawabanKriteria",
    "Keberatan",
    "Kriteria",
    "Penetapan",
    "Pengajuan",
    "Penggabungan",
    "PerubahanPenetapan",
    "PihakKeberatan",
    "StatusKeberatan",
    "StatusPenetapan",
    "StatusPengajuan",
    "StatusPerubahanSK",
    "VersiKriteria",
    "lengkapi_dasar",
]
