"""The ledger of worker-months, and all it is made from: grants, sources with quota, tariffs."""

from iuran.buku.actions.bantuan import beri_bantuan, beri_daftar, catat_bantuan_lama
from iuran.buku.actions.defisit import catat_defisit, periksa_defisit
from iuran.buku.actions.iuran import buat_iuran
from iuran.buku.actions.orang import pendekkan_janji, samakan_orang
from iuran.buku.actions.tarif import pakai_tarif, samakan_tarif
from iuran.buku.actions.terima import (
    Batas,
    BulanGugur,
    Terima,
    akhiri_sisa,
    batasi_bulan,
    terima_bayar,
)
from iuran.buku.aturan import halangan_menetapkan, pastikan_ber_dpa, pastikan_seluruh_kota
from iuran.buku.bagian import Bagian, Kelompok, bagi, tambahan
from iuran.buku.kuota import (
    KeadaanSumber,
    Tambahan,
    keadaan_sumber,
    orang_per_bulan,
    orang_terbanyak,
)
from iuran.buku.penerus import penerus_sumber
from iuran.buku.realisasi import PaguPada, Realisasi, UangBulan, realisasi_sumber
from iuran.buku.tarif import nominal_janji, nominal_termahal, pilih_tarif
from iuran.buku.usulan import (
    Daftar,
    UsulanBantuan,
    kelompokkan,
    periksa_kelompok,
    periksa_kuota,
    rinci_usulan,
)
from iuran.buku.utang import UtangSumber, diingatkan, utang_pada, utang_sumber

__all__ = [
    "Bagian",
    "Batas",
    "BulanGugur",
    "Daftar",
    "KeadaanSumber",
    "Kelompok",
    "PaguPada",
    "Realisasi",
    "Tambahan",
    "Terima",
    "UangBulan",
    "UsulanBantuan",
    "UtangSumber",
    "akhiri_sisa",
    "bagi",
    "batasi_bulan",
    "beri_bantuan",
    "beri_daftar",
    "buat_iuran",
    "catat_bantuan_lama",
    "catat_defisit",
    "diingatkan",
    "halangan_menetapkan",
    "keadaan_sumber",
    "kelompokkan",
    "nominal_janji",
    "nominal_termahal",
    "orang_per_bulan",
    "orang_terbanyak",
    "pakai_tarif",
    "pastikan_ber_dpa",
    "pastikan_seluruh_kota",
    "pendekkan_janji",
    "penerus_sumber",
    "periksa_defisit",
    "periksa_kelompok",
    "periksa_kuota",
    "pilih_tarif",
    "realisasi_sumber",
    "rinci_usulan",
    "samakan_orang",
    "samakan_tarif",
    "tambahan",
    "terima_bayar",
    "utang_pada",
    "utang_sumber",
]
