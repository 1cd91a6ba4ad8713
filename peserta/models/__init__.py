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
from peserta.models.riwayat import (
    WAJIB_BERBUKTI,
    JenisBukti,
    JenisPeristiwa,
    KoreksiNik,
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
    "BerkasPeserta",
    "Cabang",
    "EjaanWilayah",
    "Impor",
    "IsianTertunda",
    "JenisBerkas",
    "JenisBukti",
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
    "StatusUsulan",
    "SumberData",
    "UsulanPeristiwa",
    "Vonis",
]
