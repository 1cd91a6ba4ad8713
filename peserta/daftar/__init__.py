"""Search, filter and export the list of people."""

from peserta.daftar.cari import Cari, Kunci, baca_cari, kunci_mirip, memuat_nomor
from peserta.daftar.ekspor import minta_ekspor, tulis_ekspor
from peserta.daftar.ingat import PENCARIAN, diingat, ingat
from peserta.daftar.maksud import Maksud, baca_maksud
from peserta.daftar.saringan import NamaField, PesertaFilter, SebutanField
from peserta.daftar.tanda import tandai
from peserta.daftar.ukuran import kota_besar, tabel_besar

__all__ = [
    "PENCARIAN",
    "Cari",
    "Kunci",
    "Maksud",
    "NamaField",
    "PesertaFilter",
    "SebutanField",
    "baca_cari",
    "baca_maksud",
    "diingat",
    "ingat",
    "kota_besar",
    "kunci_mirip",
    "memuat_nomor",
    "minta_ekspor",
    "tabel_besar",
    "tandai",
    "tulis_ekspor",
]
