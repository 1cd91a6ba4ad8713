"""Check a NIK and read the birth date and sex in it.

A NIK is 6 digits of the region of first registration, DDMMYY (day + 40 for women) and a serial.
It never changes, so a region, date or sex that differs from the person's data only warns.
:mod:`peserta.bersih.nomor` reads the digits from the cell.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeGuard

from peserta.bersih.alasan import Temuan, galat, info, peringatan
from peserta.bersih.nomor import KOTA, Bacaan, baca_nomor, sebab_galat
from pijar.excel import Sel
from pijar.samar import PANJANG_NIK, samarkan

HARI_PEREMPUAN = 40
_CEK_KTP = "Cocokkan NIK dengan KTP, lalu perbaiki."
_CACAT = {
    "nik_angka_sama": "Semua angka NIK sama.",
    "nik_seri_nol": "Empat angka terakhir NIK 0000; nomor urut tidak pernah 0000.",
    "nik_tanggal_mustahil": "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin.",
}


class HasilNik(NamedTuple):
    """``nilai`` is 16 digits, or None when ``alasan`` holds a galat."""

    nilai: str | None
    alasan: Temuan


class BagianLahir(NamedTuple):
    """Birth date and sex from digits 7 to 12 of a NIK; the year has two digits."""

    hari: int
    bulan: int
    tahun: int
    kelamin: str


@lru_cache(maxsize=65536)
def angka_lahir(lahir: date, kelamin: str) -> str:
    """Digits 7 to 12 of the NIK of a person born on ``lahir``."""
    hari = lahir.day + (HARI_PEREMPUAN if kelamin == "P" else 0)
    return f"{hari:02}{lahir.month:02}{lahir.year % 100:02}"


@lru_cache(maxsize=65536)
def bagian_lahir(enam: str) -> BagianLahir | None:
    """Read digits 7 to 12 of a NIK; None if no century has such a day."""
    hari, bulan, tahun = int(enam[:2]), int(enam[2:4]), int(enam[4:])
    kelamin = "L"
    if hari > HARI_PEREMPUAN:
        hari, kelamin = hari - HARI_PEREMPUAN, "P"
    try:
        date(2000 + tahun, bulan, hari)
    except ValueError:
        return None
    return BagianLahir(hari, bulan, tahun, kelamin)


def cacat(nik: str) -> str:
    """Code of the defect that makes 16 digits impossible as a NIK; empty for none."""
    if nik == nik[0] * PANJANG_NIK:
        return "nik_angka_sama"
    if nik.endswith("0000"):
        return "nik_seri_nol"
    return "" if bagian_lahir(nik[6:12]) else "nik_tanggal_mustahil"


def nik_serasi(sel: Sel, lahir: date | None, kelamin: str) -> Temuan | None:
    """Findings of a flawless NIK that agrees with birth date and sex; None for any other cell."""
    if lahir is None or not enam_belas_angka(sel) or sel.endswith("0000"):
        return None
    if not sel.startswith(angka_lahir(lahir, kelamin), 6):
        return None
    if sel.startswith(KOTA):
        return ()
    return None if sel == sel[0] * PANJANG_NIK else _keterangan(Bacaan(sel), sel)


def enam_belas_angka(sel: Sel) -> TypeGuard[str]:
    """Whether a cell holds sixteen digits as text and nothing else, as nearly all do."""
    return type(sel) is str and len(sel) == PANJANG_NIK and sel.isascii() and sel.isdigit()


def bersihkan_nik(sel: Sel) -> HasilNik:
    """Read the NIK in a cell: drop separators, read the letter O as 0, refuse anything else."""
    bacaan = Bacaan(sel) if enam_belas_angka(sel) else baca_nomor(sel)
    if bacaan.galat:
        sebab, perbaikan = sebab_galat(bacaan, "NIK", "KTP")
        return HasilNik(None, galat(f"nik_{bacaan.galat}", "nik", sel, sebab, perbaikan))
    nik = bacaan.angka
    if kode := cacat(nik):
        return HasilNik(None, galat(kode, "nik", sel, _CACAT[kode], _CEK_KTP))
    if bacaan.diubah or not nik.startswith(KOTA):
        return HasilNik(nik, _keterangan(bacaan, sel))
    return HasilNik(nik, ())


def _keterangan(bacaan: Bacaan, sel: Sel) -> Temuan:
    temuan: Temuan = ()
    if bacaan.diubah == "tanda":
        sebab = f"Spasi atau tanda baca dalam NIK dibuang; dibaca {samarkan(bacaan.angka)}."
        temuan = info("nik_dibersihkan", "nik", sel, sebab)
    elif bacaan.diubah == "huruf_o":
        sebab = f"Huruf O dalam NIK dibaca sebagai angka 0: {samarkan(bacaan.angka)}."
        temuan = peringatan("nik_huruf_o", "nik", sel, sebab, _CEK_KTP)
    if not bacaan.angka.startswith(KOTA):
        sebab = f"NIK pertama kali diterbitkan di luar Kota Semarang (kode {bacaan.angka[:4]})."
        temuan += info("nik_luar_kota", "nik", sel, sebab)
    return temuan


def tanggal_lahir_dari_nik(nik: str, pada: date) -> date:
    """Birth date that a valid NIK states, in the latest century not after ``pada``.

    Raises ValueError when the digits state no possible date.
    """
    bagian = bagian_lahir(nik[6:12])
    if bagian is None:
        raise ValueError("NIK tanpa tanggal lahir yang mungkin")
    tahun = pada.year - (pada.year - bagian.tahun) % 100
    if (tahun, bagian.bulan, bagian.hari) > (pada.year, pada.month, pada.day):
        tahun -= 100
    return date(tahun, bagian.bulan, bagian.hari)


def jenis_kelamin_dari_nik(nik: str) -> str:
    """``L`` or ``P``; a woman's NIK has her day of birth plus 40."""
    return "P" if nik[6] > "3" else "L"
