"""Register and change one person, keep drafts and papers, show their timeline."""

from peserta.orang.actions.berkas import unggah_berkas
from peserta.orang.actions.data import (
    IDENTITAS,
    KPJ_DIPAKAI,
    berubah,
    buka_nik,
    catat_koreksi,
    perbaiki_orang,
    ubah_orang,
)
from peserta.orang.actions.isian import daftarkan_isian
from peserta.orang.actions.kartu import pastikan_kpj_bebas, tertukar_dengan, tukar_kpj
from peserta.orang.actions.nomor import catat_cari, catat_luar, tanya_luar
from peserta.orang.actions.perubahan import (
    Dasar,
    Foto,
    biarkan_perubahan,
    catat_pertukaran,
    kunci_pemilik_kpj,
    kunci_usulan,
    pastikan_bisa_diusulkan,
    tolak_perubahan,
    usulkan_perubahan,
)
from peserta.orang.linimasa import JUDUL, Perubahan, perubahan_terbaca, semua_terbaca
from peserta.orang.linimasa import linimasa as kejadian_orang

__all__ = [
    "IDENTITAS",
    "JUDUL",
    "KPJ_DIPAKAI",
    "Dasar",
    "Foto",
    "Perubahan",
    "berubah",
    "biarkan_perubahan",
    "buka_nik",
    "catat_cari",
    "catat_koreksi",
    "catat_luar",
    "catat_pertukaran",
    "daftarkan_isian",
    "kejadian_orang",
    "kunci_pemilik_kpj",
    "kunci_usulan",
    "pastikan_bisa_diusulkan",
    "pastikan_kpj_bebas",
    "perbaiki_orang",
    "perubahan_terbaca",
    "semua_terbaca",
    "tanya_luar",
    "tertukar_dengan",
    "tolak_perubahan",
    "tukar_kpj",
    "ubah_orang",
    "unggah_berkas",
    "usulkan_perubahan",
]
