"""Models of ``peserta``, one module per noun."""

from peserta.models.berkas import BerkasPeserta, JenisBerkas
from peserta.models.impor import BarisImpor, Impor, PemetaanTersimpan, StatusImpor, Vonis
from peserta.models.isian import IsianTertunda
from peserta.models.peserta import (
    BISA_DIUBAH,
    JenisKelamin,
    Peserta,
    Status,
    StatusBPJS,
    SumberData,
)
from peserta.models.riwayat import JenisPeristiwa, KoreksiNik, Peristiwa, RiwayatStatus
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
    "BerkasPeserta",
    "Cabang",
    "EjaanWilayah",
    "Impor",
    "IsianTertunda",
    "JenisBerkas",
    "JenisKelamin",
    "JenisPeristiwa",
    "Kecamatan",
    "KelompokPekerjaan",
    "Kelurahan",
    "KoreksiNik",
    "Pekerjaan",
    "PemetaanTersimpan",
    "Peristiwa",
    "Peserta",
    "RiwayatStatus",
    "Status",
    "StatusBPJS",
    "StatusImpor",
    "SumberData",
    "Vonis",
]
