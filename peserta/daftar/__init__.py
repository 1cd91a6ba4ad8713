"""Search, filter and export the list of people."""

from peserta.daftar.cari import Cari, baca_cari, kunci_mirip, memuat_nomor
from peserta.daftar.ekspor import minta_ekspor, tulis_ekspor
from peserta.daftar.saringan import NamaField, PesertaFilter
from peserta.daftar.ukuran import kota_besar, tabel_besar

__all__ = [
    "Cari",
    "NamaField",
    "PesertaFilter",
    "baca_cari",
    "kota_besar",
    "kunci_mirip",
    "memuat_nomor",
    "minta_ekspor",
    "tabel_besar",
    "tulis_ekspor",
]
