"""Models of ``verifikasi``, one module per noun."""

from verifikasi.models.gabung import Penggabungan
from verifikasi.models.kriteria import Kriteria, VersiKriteria
from verifikasi.models.penetapan import BarisPenetapan, Penetapan, StatusPenetapan
from verifikasi.models.pengajuan import Jawaban, JawabanKriteria, Pengajuan, StatusPengajuan

__all__ = [
    "BarisPenetapan",
    "Jawaban",
    "JawabanKriteria",
    "Kriteria",
    "Penetapan",
    "Pengajuan",
    "Penggabungan",
    "StatusPenetapan",
    "StatusPengajuan",
    "VersiKriteria",
]
