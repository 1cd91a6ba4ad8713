"""Models of ``laporan``: targets, closed months, papers of the office."""

from laporan.models.bulanan import LaporanBulanan, Target
from laporan.models.periksa import KodePeriksa, PemeriksaanSurat
from laporan.models.surat import (
    TRANSISI_SURAT,
    PolaNomor,
    StatusSurat,
    Surat,
    SuratQuerySet,
    TemplatSurat,
    VersiSurat,
)

__all__ = [
    "TRANSISI_SURAT",
    "KodePeriksa",
    "LaporanBulanan",
    "PemeriksaanSurat",
    "PolaNomor",
    "StatusSurat",
    "Surat",
    "SuratQuerySet",
    "Target",
    "TemplatSurat",
    "VersiSurat",
]
