"""The measures that are kept for their readers (ADR 0025), by what they are counted from."""

from datetime import date

from laporan.angka import Angka, hitung
from laporan.cakupan import Cakupan, cakupan
from laporan.jalur import Jalur, jalur
from laporan.keluarga import Keluarga, keluarga
from laporan.pergerakan import Pergerakan, pergerakan_masa
from laporan.rincian import Rincian, buka
from laporan.risiko import Risiko, daftar_risiko
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


def hitung_angka(bulan: date, pada: date) -> Angka:
    return hitung(bulan, pada=pada)


def hitung_risiko(pada: date, hari_ini: date) -> tuple[Risiko, ...]:
    return daftar_risiko(pada, hari_ini=hari_ini)


def hitung_wilayah(pada: date) -> Wilayah:
    return wilayah(pada=pada)


def hitung_keluarga(pada: date) -> Keluarga:
    return keluarga(pada=pada)


def hitung_rincian(angka: str, menurut: str, bulan: date, pada: date, dari: date) -> Rincian:
    return buka(angka, menurut, bulan=bulan, pada=pada, dari=dari)


PERGERAKAN = Simpanan("laporan.pergerakan", hitung_pergerakan, TABEL["pergerakan"])
JALUR = Simpanan("laporan.jalur", hitung_jalur, TABEL["jalur"])
SERAPAN = Simpanan("laporan.serapan", hitung_serapan, TABEL["serapan"])
CAKUPAN = Simpanan("laporan.cakupan", hitung_cakupan, TABEL["cakupan"])
RINCIAN = Simpanan("laporan.rincian", hitung_rincian, TABEL["rincian"])
ANGKA = Simpanan("laporan.angka", hitung_angka, TABEL["angka"])
RISIKO = Simpanan("laporan.risiko", hitung_risiko, TABEL["risiko"])
WILAYAH = Simpanan("laporan.wilayah", hitung_wilayah, TABEL["wilayah"])
KELUARGA = Simpanan("laporan.keluarga", hitung_keluarga, TABEL["keluarga"])
