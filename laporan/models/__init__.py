"""Models of ``laporan``: targets, closed months, papers of the office and their settings."""

from laporan.models.bulanan import (
    TRANSISI_LAPORAN,
    LaporanBulanan,
    LaporanBulananQuerySet,
    StatusLaporan,
)
from laporan.models.penarikan import PenarikanLaporan, StatusPenarikan
from laporan.models.pengaturan import (
    PolaNomor,
    StatusTemplat,
    TemplatSurat,
)
from laporan.models.periksa import KodePeriksa, PemeriksaanSurat, kode_baru
from laporan.models.surat import (
    TRANSISI_SURAT,
    StatusSurat,
    Surat,
    SuratQuerySet,
    VersiSurat,
)
from laporan.models.target import Target, target_tahun

__all__ = [
    "TRANSISI_LAPORAN",
    "TRANSISI_SURAT",
    "KodePeriksa",
    "LaporanBulanan",
    "LaporanBulananQuerySet",
    "PemeriksaanSurat",
    "PenarikanLaporan",
    "PolaNomor",
    "StatusLaporan",
    "StatusPenarikan",
    "StatusSurat",
    "StatusTemplat",
    "Surat",
    "SuratQuerySet",
    "Target",
    "TemplatSurat",
    "VersiSurat",
    "kode_baru",
    "target_tahun",
]
