"""Models of ``peserta``, one module per noun."""

from peserta.models.berkas import BerkasPeserta, JenisBerkas
from peserta.models.duplikat import PasanganMirip, StatusPasangan
from peserta.models.impor import (
    VONIS_DIBACA,
    BarisImpor,
    Impor,
    PemetaanTersimpan,
    StatusImpor,
    Vonis,
)
from peserta.models.isian import FOTO, IsianTertunda, TandaHalaman
from peserta.models.kata import KataNama
from peserta.models.kata_pekerjaan import ArtiKata, KataPekerjaan
from peserta.models.perubahan import AsalPerubahan, PerubahanData, StatusPerubahanData
from peserta.models.peserta import Peserta
from peserta.models.pilihan import CaraKerja, JenisKelamin, StatusBPJS, SumberData
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
from peserta.models.status import BISA_DIUBAH, BISA_DIUSULKAN, Status
from peserta.models.usulan import StatusUsulan, UsulanPeristiwa
from pijar.riwayat import amati, amati_kolom

__all__ = [
    "BISA_DIUBAH",
    "BISA_DIUSULKAN",
    "FOTO",
    "VONIS_DIBACA",
    "WAJIB_BERBUKTI",
    "ArtiKata",
    "AsalPerubahan",
    "BarisImpor",
    "BerkasPeserta",
    "Cabang",
    "CaraKerja",
    "EjaanWilayah",
    "Impor",
    "IsianTertunda",
    "JenisBerkas",
    "JenisBukti",
    "JenisKelamin",
    "JenisPeristiwa",
    "KataNama",
    "KataPekerjaan",
    "Kecamatan",
    "KelompokPekerjaan",
    "Kelurahan",
    "KoreksiNik",
    "PasanganMirip",
    "Pekerjaan",
    "PemetaanTersimpan",
    "Peristiwa",
    "PerubahanData",
    "Peserta",
    "RiwayatStatus",
    "Status",
    "StatusBPJS",
    "StatusImpor",
    "StatusPasangan",
    "StatusPerubahanData",
    "StatusUsulan",
    "SumberData",
    "TandaHalaman",
    "UsulanPeristiwa",
    "Vonis",
]

amati_kolom(
    Peserta,
    *("dibuat_pada", "digabung_ke_id", "jenis_kelamin", "kelurahan_id", "pekerjaan_id"),
    *("status", "tanggal_lahir"),
)
amati(Peserta, RiwayatStatus, Peristiwa, UsulanPeristiwa, Kecamatan, Kelurahan, Pekerjaan)
