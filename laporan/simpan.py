"""The measures that are kept for their readers (ADR 0025), by what they are counted from."""

from datetime import date

from laporan.cakupan import Cakupan, cakupan
from laporan.jalur import Jalur, jalur
from laporan.pergerakan import Pergerakan, pergerakan_masa
from laporan.rincian import Rincian, buka
from laporan.serapan import Serapan, serapan
from laporan.tabel import TABEL
from laporan.wilayah import Wilayah, wilayah
from pijar.simpanan import Simpanan


def hitung_pergerakan(dari: date, sampai: date, pada: date) -> Pergerakan:
    return pergerakan_masa(dari, sampai, pada=pada)


def hitung_jalur(tahun: int, pada: date) -> Jalur:
    return jalur(tahun, pada=pada)


def hitung_serapan(tahun: int, pada: date) -> Serapan:
    return serapan(tahun, pada=pada)


def hitung_cakupan(pada: date) -> Cakupan:
    return cakupan(pada=pada)


def hitung_wilayah(pada: date) -> Wilayah:
    return wilayah(pada=pada)


def hitung_rincian(angka: str, menurut: str, bulan: date, pada: date, dari: date) -> Rincian:
    return buka(angka, menurut, bulan=bulan, pada=pada, dari=dari)


PERGERAKAN = Simpanan("laporan.pergerakan", hitung_pergerakan, TABEL["pergerakan"])
JALUR = Simpanan("laporan.jalur", hitung_jalur, TABEL["jalur"])
SERAPAN = Simpanan("laporan.serapan", hitung_serapan, TABEL["serapan"])
CAKUPAN = Simpanan("laporan.cakupan", hitung_cakupan, TABEL["cakupan"])
WILAYAH = Simpanan("laporan.wilayah", hitung_wilayah, TABEL["wilayah"])
RINCIAN = Simpanan("laporan.rincian", hitung_rincian, TABEL["rincian"])
