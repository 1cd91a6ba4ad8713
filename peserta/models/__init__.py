"""Models of ``peserta``, one module per noun."""

from peserta.models.impor import BarisImpor, Impor, StatusImpor, Vonis
from peserta.models.peserta import (
    BISA_DIUBAH,
    JenisKelamin,
    Peserta,
    Status,
    StatusBPJS,
    SumberData,
)
from peserta.models.riwayat import (
    WAJIB_BERBUKTI,
    JenisBukti,
    JenisPeristiwa,
    Peristiwa,
    RiwayatStatus,
)
from peserta.models.rujukan import (
    Cabang,
    EjaanWilayah,
    Kecamatan,
    KelompokPekerjaan,
    Kelurahan,
    Pekerjaan,
)
from peserta.models.usulan import StatusUsulan, UsulanPeristiwa

__all__ = [
    "BISA_DIUBAH",
    "WAJIB_BERBUKTI",
    "BarisImpor",
    "Cabang",
    "EjaanWilayah",
    "Impor",
    "JenisBukti",
    "JenisKelamin",
    "JenisPeristiwa",
    "Kecamatan",
    "KelompokPekerjaan",
    "Kelurahan",
    "Pekerjaan",
    "Peristiwa",
    "Peserta",
    "RiwayatStatus",
    "Status",
    "StatusBPJS",
    "StatusImpor",
    "StatusUsulan",
    "SumberData",
    "UsulanPeristiwa",
    "Vonis",
]
