"""Models of ``peserta``, one module per noun."""

from peserta.models.duplikat import PasanganMirip, StatusPasangan
from peserta.models.impor import BarisImpor, Impor, StatusImpor, Vonis
from peserta.models.peserta import BISA_DIUBAH, Peserta, Status
from peserta.models.pilihan import JenisKelamin, StatusBPJS, SumberData
from peserta.models.riwayat import JenisPeristiwa, Peristiwa, RiwayatStatus
from peserta.models.rujukan import (
    Cabang,
    EjaanWilayah,
    Kecamatan,
    KelompokPekerjaan,
    Kelurahan,
    Pekerjaan,
)

__all__ = [
    "BISA_DIUBAH",
    "BarisImpor",
    "Cabang",
    "EjaanWilayah",
    "Impor",
    "JenisKelamin",
    "JenisPeristiwa",
    "Kecamatan",
    "KelompokPekerjaan",
    "Kelurahan",
    "PasanganMirip",
    "Pekerjaan",
    "Peristiwa",
    "Peserta",
    "RiwayatStatus",
    "Status",
    "StatusBPJS",
    "StatusImpor",
    "StatusPasangan",
    "SumberData",
    "Vonis",
]
