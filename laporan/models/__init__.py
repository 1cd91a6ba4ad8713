"""Models of ``laporan``: targets, closed months, coverage, papers and their settings."""

from laporan.models.bulanan import (
    TRANSISI_LAPORAN,
    LaporanBulanan,
    LaporanBulananQuerySet,
    StatusLaporan,
)
from laporan.models.cakupan import DataCakupan, UkuranCakupan
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
    surat_terbaru,
)
from laporan.models.target import Target, target_tahun
from pijar.riwayat import amati

__all__ = [
    "TRANSISI_LAPORAN",
    "TRANSISI_SURAT",
    "DataCakupan",
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
    "UkuranCakupan",
    "VersiSurat",
    "kode_baru",
    "surat_terbaru",
    "target_tahun",
]

amati(Target, DataCakupan)  # figures are counted from these
