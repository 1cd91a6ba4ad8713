"""Models of ``verifikasi``, one module per noun."""

from verifikasi.models.gabung import Penggabungan
from verifikasi.models.keberatan import CaraKeberatan, Keberatan, PihakKeberatan, StatusKeberatan
from verifikasi.models.kriteria import Kriteria, VersiKriteria, lengkapi_dasar
from verifikasi.models.penetapan import BarisPenetapan, Penetapan, StatusPenetapan
from verifikasi.models.pengajuan import Jawaban, JawabanKriteria, Pengajuan, StatusPengajuan
from verifikasi.models.perbaikan import StatusPerbaikan, UsulanPerbaikan
from verifikasi.models.perubahan import BarisPerubahan, PerubahanPenetapan, StatusPerubahanSK
from verifikasi.models.urutan import AturanUrutan, StatusAturan

__all__ = [
    "AturanUrutan",
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
    "StatusAturan",
    "StatusKeberatan",
    "StatusPenetapan",
    "StatusPengajuan",
    "StatusPerbaikan",
    "StatusPerubahanSK",
    "UsulanPerbaikan",
    "VersiKriteria",
    "lengkapi_dasar",
]
