"""BPJS's answer to a batch: received, read, matched, applied."""

from iuran.jawaban.banding import huruf, nama_lain
from iuran.jawaban.kalimat import pembayar_lain, rapikan_kata
from iuran.jawaban.lembar import BARIS_JUDUL_TERJAUH, JUDUL, baca_nik

__all__ = [
    "BARIS_JUDUL_TERJAUH",
    "JUDUL",
    "baca_nik",
    "huruf",
    "nama_lain",
    "pembayar_lain",
    "rapikan_kata",
]
