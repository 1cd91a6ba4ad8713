"""Files to BPJS: who is enrolled, extended, changed, stopped, and when BPJS was told."""

from iuran.berkas_bpjs.actions.batal import lepaskan_menunggu
from iuran.berkas_bpjs.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.berkas_bpjs.actions.kirim import catat_kiriman, periksa_siap
from iuran.berkas_bpjs.actions.status import kembalikan_orang, tutup_bila_selesai
from iuran.berkas_bpjs.actions.terima import kunci_orang, terima_baris
from iuran.berkas_bpjs.kolom import ISI_KOLOM, galat_kolom
from iuran.berkas_bpjs.orang import KabarHenti, kabar_henti
from iuran.berkas_bpjs.siap import (
    KelompokSiap,
    belum_diketahui,
    diubah_kembali,
    kelompok_siap,
    orang_siap,
    perubahan_menunggu,
)

__all__ = [
    "ISI_KOLOM",
    "KabarHenti",
    "KelompokSiap",
    "belum_diketahui",
    "catat_kiriman",
    "diubah_kembali",
    "galat_kolom",
    "ikutkan_lagi",
    "kabar_henti",
    "kelompok_siap",
    "keluarkan_baris",
    "kembalikan_orang",
    "kunci_orang",
    "lepaskan_menunggu",
    "orang_siap",
    "periksa_siap",
    "perubahan_menunggu",
    "terima_baris",
    "tutup_bila_selesai",
]
