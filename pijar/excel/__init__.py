"""Spreadsheets in and out: read what officers upload, write what they download."""

from pijar.excel.baca import Lembar, baca_lembar
from pijar.excel.isi import periksa_berkas
from pijar.excel.kolom import Jenis, Kolom
from pijar.excel.sel import Sel, kosong, teks
from pijar.excel.tulis import tulis_besar
from pijar.excel.tulis_kecil import LembarTulis, buku_kecil, tulis_kecil

__all__ = [
    "Jenis",
    "Kolom",
    "Lembar",
    "LembarTulis",
    "Sel",
    "baca_lembar",
    "buku_kecil",
    "kosong",
    "periksa_berkas",
    "teks",
    "tulis_besar",
    "tulis_kecil",
]
