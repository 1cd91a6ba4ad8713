"""The ledger of worker-months, and all it is made from: grants, sources with quota, tariffs."""

from iuran.buku.actions.bantuan import beri_bantuan, beri_daftar, catat_bantuan_lama
from iuran.buku.actions.bukti import (
    BulanBukti,
    IsiBukti,
    gugurkan_bukti,
    harga_bulan,
    sumber_gerakan,
    tulis_bukti,
)
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
from iuran.buku.realisasi import (
    PaguPada,
    Realisasi,
    UangBulan,
    realisasi_banyak,
    realisasi_sumber,
)
from iuran.buku.rekening import Rekening, rekening
from iuran.buku.syarat import (
    SEBAB_SYARAT,
    bersyarat,
    di_luar,
    kata_di_luar,
    memenuhi,
    sebab_di_luar,
    syarat_bulan,
)
from iuran.buku.tarif import nominal_janji, nominal_termahal, pilih_tarif
from iuran.buku.tempo import Lewat, baris_lewat, lewat_tempo
from iuran.buku.usulan import (
    Daftar,
    UsulanBantuan,
    kelompokkan,
    periksa_kelompok,
    periksa_kuota,
    rinci_usulan,
)
from iuran.buku.utang import (
    UtangSumber,
    baris_utang,
    baris_utang_sumber,
    diingatkan,
    utang_pada,
    utang_sumber,
)

__all__ = [
    "SEBAB_SYARAT",
    "Bagian",
    "Batas",
    "BulanBukti",
    "BulanGugur",
    "Daftar",
    "IsiBukti",
    "KeadaanSumber",
    "Kelompok",
    "Lewat",
    "PaguPada",
    "Realisasi",
    "Rekening",
    "Tambahan",
    "Terima",
    "UangBulan",
    "UsulanBantuan",
    "UtangSumber",
    "akhiri_sisa",
    "bagi",
    "baris_lewat",
    "baris_utang",
    "baris_utang_sumber",
    "batasi_bulan",
    "beri_bantuan",
    "beri_daftar",
    "bersyarat",
    "buat_iuran",
    "catat_bantuan_lama",
    "catat_defisit",
    "di_luar",
    "diingatkan",
    "gugurkan_bukti",
    "halangan_menetapkan",
    "harga_bulan",
    "kata_di_luar",
    "keadaan_sumber",
    "kelompokkan",
    "lewat_tempo",
    "memenuhi",
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
    "realisasi_banyak",
    "realisasi_sumber",
    "rekening",
    "rinci_usulan",
    "samakan_orang",
    "samakan_tarif",
    "sebab_di_luar",
    "sumber_gerakan",
    "syarat_bulan",
    "tambahan",
    "terima_bayar",
    "tulis_bukti",
    "utang_pada",
    "utang_sumber",
]
