"""BPJS's answer to a batch: received, read, matched, applied."""

from iuran.jawaban.kalimat import pembayar_lain, rapikan_kata
from iuran.jawaban.lembar import JUDUL, baca_nik

__all__ = ["JUDUL", "baca_nik", "pembayar_lain", "rapikan_kata"]
