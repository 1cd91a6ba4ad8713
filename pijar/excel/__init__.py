"""Read the spreadsheets that officers upload; write the ones that they download."""

from pijar.excel.kolom import Jenis, Kolom
from pijar.excel.lembar import Lembar
from pijar.excel.letak import Gabungan, NomorBaris
from pijar.excel.sel import Sel, kosong, teks
from pijar.excel.tanda import LEMBAR_PETUNJUK, Tanda, baca_tanda
from pijar.excel.terpisah import baca_lembar
from pijar.excel.tulis import Cetak, tulis_besar, tulis_buku
from pijar.excel.tulis_kecil import LembarTulis, buku_kecil, tulis_kecil

__all__ = [
    "LEMBAR_PETUNJUK",
    "Cetak",
    "Gabungan",
    "Jenis",
    "Kolom",
    "Lembar",
    "LembarTulis",
    "NomorBaris",
    "Sel",
    "Tanda",
    "baca_lembar",
    "baca_tanda",
    "buku_kecil",
    "kosong",
    "teks",
    "tulis_besar",
    "tulis_buku",
    "tulis_kecil",
]
