"""Models of ``laporan``: targets, closed months, coverage, papers and their settings."""

from laporan.models.bulanan import LaporanBulanan, Target, target_tahun
from laporan.models.cakupan import DataCakupan, UkuranCakupan
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
from pijar.riwayat import amati

__all__ = [
    "TRANSISI_SURAT",
    "DataCakupan",
    "KodePeriksa",
    "LaporanBulanan",
    "PemeriksaanSurat",
    "PolaNomor",
    "StatusSurat",
    "StatusTemplat",
    "Surat",
    "SuratQuerySet",
    "Target",
    "TemplatSurat",
    "UkuranCakupan",
    "VersiSurat",
    "kode_baru",
    "target_tahun",
]

amati(Target, DataCakupan)  # figures are counted from these
