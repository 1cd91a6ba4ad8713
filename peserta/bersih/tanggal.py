"""Read birth dates as people and Excel write them, and compute ages."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from peserta.bersih.alasan import Temuan, galat, info, kutip, peringatan, tanggal_indonesia
from peserta.bersih.teks import rapikan, tanpa_arti
from pijar.excel import Sel
from pijar.tanggal import susun_tanggal, urai_tanggal

KOLOM = "tanggal_lahir"
PANJANG_TEMPAT = 80
_TITIK_NOL_EXCEL = date(1899, 12, 30)
_SERIAL = range(2192, 73_051)  # 1906 to 2099: a cell formatted as a number instead of a date
_TAHUN = range(1900, 2101)

_ANGKA_PERTAMA = re.compile(r"[0-9]")
_EKOR_TEMPAT = re.compile(r"[\s,:;/.(–—-]*(?:\b(?:tgl|tanggal)\b[\s.:]*)?$", re.IGNORECASE)
_CONTOH = "Tulis tanggal sebagai 31-12-1980."


class Kelahiran(NamedTuple):
    """Place and date from one cell; the date is None when ``alasan`` holds a galat."""

    tempat: str
    tanggal: date | None
    alasan: Temuan


def bersihkan_kelahiran(sel: Sel, tahun_ini: int) -> Kelahiran:
    """Read a date cell, or a text with a date and perhaps the place before it.

    A year of two digits gets the latest century not after ``tahun_ini``.
    """
    if type(sel) is str:
        return _dari_teks(sel, tahun_ini)
    if isinstance(sel, datetime):
        return Kelahiran("", sel.date(), ())
    if isinstance(sel, date):
        return Kelahiran("", sel, ())
    if isinstance(sel, (int, float)):
        return _dari_angka(sel)
    return _dari_teks(rapikan(sel), tahun_ini)


@lru_cache(maxsize=4096, typed=True)
@lru_cache(maxsize=1024, typed=True)
def bersihkan_desil_pada(sel: Sel, pada: date) -> tuple[date | None, Temuan]:
    """The day on which the decile was checked, not after ``pada``; else None, with a warning."""
    isi = rapikan(sel) if isinstance(sel, str) else sel
    if isi is None or (isinstance(isi, str) and tanpa_arti(isi)):
        return None, ()
    tanggal = bersihkan_kelahiran(sel, pada.year).tanggal
    if tanggal and tanggal <= pada:
        return tanggal, ()
    sebab = f"Tanggal cek desil {kutip(rapikan(sel))} tidak terbaca atau belum tiba; tidak dipakai."
    perbaikan = "Isi hari pengecekannya, misalnya 31-12-2025."
    return None, peringatan("desil_pada_tidak_sah", "desil_pada", sel, sebab, perbaikan)


def bersihkan_tempat(sel: Sel) -> str:
    """A place of birth on one line."""
    isi = rapikan(sel)
    return "" if tanpa_arti(isi) else isi[:PANJANG_TEMPAT].rstrip()


def usia_bulan(lahir: date, pada: date) -> int:
    """Completed months of age on ``pada``; negative before birth."""
    bulan = (pada.year - lahir.year) * 12 + pada.month - lahir.month
    return bulan - (pada.day < lahir.day)


def teks_usia(bulan: int) -> str:
    """779 as ``64 tahun 11 bulan``."""
    tahun, sisa = divmod(bulan, 12)
    return f"{tahun} tahun {sisa} bulan" if sisa else f"{tahun} tahun"


def _dari_angka(sel: float) -> Kelahiran:
    """Read a number: Excel's day count, or ddmmyyyy without its leading zero."""
    if isinstance(sel, bool) or not 0 < sel < 10**8:
        return _tidak_terbaca("", sel)
    nilai = int(sel)
    if nilai in _SERIAL:
        hasil = _TITIK_NOL_EXCEL + timedelta(days=nilai)
        sebab = f"Angka {nilai} dibaca sebagai tanggal Excel {tanggal_indonesia(hasil)}."
        return Kelahiran("", hasil, info("tanggal_serial", KOLOM, sel, sebab))
    if nilai < 10**6:
        return _tidak_terbaca("", sel)
    return _dari_teks(f"{nilai:08}", 0)


@lru_cache(maxsize=65536)
def _dari_teks(sel: str, tahun_ini: int) -> Kelahiran:
    isi = rapikan(sel)
    tempat, tulisan = _pisah(isi)
    if not tulisan:
        sebab = "Tanggal lahir kosong."
        return Kelahiran(tempat, None, galat("tanggal_kosong", KOLOM, isi, sebab, _CONTOH))
    if len(tulisan) <= 5 and tulisan.isdecimal():
        return _dari_angka(int(tulisan))._replace(tempat=tempat)
    bagian = urai_tanggal(tulisan)
    if bagian is None:
        return _tidak_terbaca(tempat, isi)
    try:
        hari, dua_angka, dibalik = susun_tanggal(bagian, tahun_ini)
    except ValueError:
        sebab = f"Tanggal {kutip(tulisan)} tidak ada dalam kalender."
        return Kelahiran(tempat, None, galat("tanggal_mustahil", KOLOM, isi, sebab, _CONTOH))
    temuan: Temuan = ()
    if dua_angka:
        temuan = info("tahun_dua_angka", KOLOM, isi, f"Tahun dua angka dibaca sebagai {hari.year}.")
    return Kelahiran(tempat, hari, temuan + _terbalik(isi) if dibalik else temuan)


def _pisah(isi: str) -> tuple[str, str]:
    """Split a text at its first digit into place and written date."""
    m = _ANGKA_PERTAMA.search(isi)
    awal = m.start() if m else len(isi)
    return bersihkan_tempat(_EKOR_TEMPAT.sub("", isi[:awal], count=1)), isi[awal:].rstrip(" .,;)")


def _terbalik(isi: str) -> Temuan:
    sebab = "Bulan ditulis sebelum tanggal; dibaca dengan urutan tanggal, bulan, tahun."
    return peringatan("tanggal_dibalik", KOLOM, isi, sebab, "Cocokkan dengan KTP.")


def _tidak_terbaca(tempat: str, sel: Sel) -> Kelahiran:
    sebab = f"Tanggal lahir {kutip(rapikan(sel))} tidak terbaca."
    return Kelahiran(tempat, None, galat("tanggal_tidak_terbaca", KOLOM, sel, sebab, _CONTOH))
