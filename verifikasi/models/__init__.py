"""Models of ``verifikasi``, one module per noun."""

from pijar.riwayat import amati
from verifikasi.models.baris_perpanjangan import (
    LAYAK_LANJUT,
    BarisPerpanjangan,
    KeadaanBaris,
    KeputusanLanjut,
    VonisLanjut,
)
from verifikasi.models.batas_layanan import BatasLayanan, TahapLayanan
from verifikasi.models.gabung import Penggabungan
from verifikasi.models.jawaban import Jawaban, JawabanKriteria
from verifikasi.models.keberatan import CaraKeberatan, Keberatan, PihakKeberatan, StatusKeberatan
from verifikasi.models.kriteria import (
    KODE_KEPUTUSAN,
    JenisKriteria,
    Kesampingkan,
    Kriteria,
    Saat,
    StatusVersi,
    VersiKriteria,
    lengkapi_dasar,
)
from verifikasi.models.kunjungan import (
    PERTANYAAN,
    HasilKunjungan,
    KeadaanKunjungan,
    Kunjungan,
)
from verifikasi.models.pegangan import Pegangan
from verifikasi.models.pelengkap import PelengkapVersi, StatusPelengkap
from verifikasi.models.penetapan import BarisPenetapan, Penetapan, StatusPenetapan
from verifikasi.models.pengajuan import LAMA_PEGANGAN, Pengajuan, StatusPengajuan
from verifikasi.models.pengesampingan import Pengesampingan, StatusPengesampingan
from verifikasi.models.pernyataan import Pernyataan, PihakPernyataan
from verifikasi.models.perpanjangan import Perpanjangan, StatusPerpanjangan
from verifikasi.models.perubahan import BarisPerubahan, PerubahanPenetapan, StatusPerubahanSK
from verifikasi.models.tinjauan import SaatTinjauan, Tinjauan
from verifikasi.models.ujipetik import CaraPutusan, OrangUjiPetik, StrataUjiPetik, UjiPetik
from verifikasi.models.urutan import AturanUrutan, StatusAturan

__all__ = [
    "KODE_KEPUTUSAN",
    "LAMA_PEGANGAN",
    "LAYAK_LANJUT",
    "PERTANYAAN",
    "AturanUrutan",
    "BarisPenetapan",
    "BarisPerpanjangan",
    "BarisPerubahan",
    "BatasLayanan",
    "CaraKeberatan",
    "CaraPutusan",
    "HasilKunjungan",
    "Jawaban",
    "JawabanKriteria",
    "JenisKriteria",
    "KeadaanBaris",
    "KeadaanKunjungan",
    "Keberatan",
    "KeputusanLanjut",
    "Kesampingkan",
    "Kriteria",
    "Kunjungan",
    "OrangUjiPetik",
    "Pegangan",
    "PelengkapVersi",
    "Penetapan",
    "Pengajuan",
    "Pengesampingan",
    "Penggabungan",
    "Pernyataan",
    "Perpanjangan",
    "PerubahanPenetapan",
    "PihakKeberatan",
    "PihakPernyataan",
    "Saat",
    "SaatTinjauan",
    "StatusAturan",
    "StatusKeberatan",
    "StatusPelengkap",
    "StatusPenetapan",
    "StatusPengajuan",
    "StatusPengesampingan",
    "StatusPerpanjangan",
    "StatusPerubahanSK",
    "StatusVersi",
    "StrataUjiPetik",
    "TahapLayanan",
    "Tinjauan",
    "UjiPetik",
    "VersiKriteria",
    "VonisLanjut",
    "lengkapi_dasar",
]

amati(Penggabungan, Pengajuan, Penetapan, BarisPenetapan, Perpanjangan, BarisPerpanjangan)
