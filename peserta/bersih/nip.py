"""Check a NIP, the number of a civil servant, and read what stands in it.

A NIP has 18 digits: YYYYMMDD of birth, YYYYMM of appointment, 1 or 2 for the sex, and a serial of
three (Peraturan Kepala BKN 22/2007). It is personal data like a NIK.
"""

from datetime import date
from typing import NamedTuple

from peserta.bersih.alasan import Temuan, galat, info, peringatan
from peserta.bersih.nomor import PANJANG_NIP, baca_nomor
from pijar.excel import Sel
from pijar.samar import PANJANG_NIK, samarkan_nip

USIA_DIANGKAT = 15  # years; a younger appointment is a typing error
_CEK = "Cocokkan NIP dengan kartu pegawai, lalu perbaiki."
_EXCEL = (
    "NIP tersimpan sebagai angka; Excel hanya menyimpan 15 angka, jadi tiga angka terakhirnya "
    "hilang dan 0 di ujungnya bukan angka aslinya."
)
_TEKS = "Ubah format kolom NIP menjadi Teks (Text), ketik ulang NIP, lalu unggah lagi."


class HasilNip(NamedTuple):
    """``nilai`` is 18 digits, or None when ``alasan`` holds a galat."""

    nilai: str | None
    alasan: Temuan


class IsiNip(NamedTuple):
    """What a NIP states: birth date, month of appointment, ``L`` or ``P``."""

    lahir: date
    diangkat: date
    kelamin: str


def isi_nip(nip: str) -> IsiNip | None:
    """Read 18 digits; None when they state no possible date or sex."""
    kelamin = {"1": "L", "2": "P"}.get(nip[14])
    try:
        lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
        diangkat = date(int(nip[8:12]), int(nip[12:14]), 1)
    except ValueError:
        return None
    return IsiNip(lahir, diangkat, kelamin) if kelamin and diangkat > lahir else None


def bersihkan_nip(sel: Sel, *, nik: str | None = None) -> HasilNip:
    """Read the NIP in a cell: drop separators, refuse anything that cannot be one.

    A number is refused: Excel keeps 15 digits, so its last three are lost. ``nik`` is the number of
    the worker in the same row, by which a swap of the two is named.
    """
    bacaan = baca_nomor(sel)
    if bacaan.galat in ("angka", "ilmiah"):
        return HasilNip(None, galat(f"nip_{bacaan.galat}", "nip", sel, _EXCEL, _TEKS))
    nip = bacaan.angka
    if bacaan.galat == "kosong":
        return HasilNip(None, galat("nip_kosong", "nip", sel, "NIP kosong.", "Isi NIP penyumbang."))
    if bacaan.galat == "bukan_angka":
        sebab = "NIP memuat tanda selain angka."
        return HasilNip(None, galat("nip_bukan_angka", "nip", sel, sebab, _CEK))
    if len(nip) != PANJANG_NIP:
        return HasilNip(None, _salah_panjang(nip, sel, nik))
    isi = isi_nip(nip)
    if isi is None:
        sebab = (
            "NIP tidak memuat tanggal lahir, bulan pengangkatan, dan jenis kelamin yang mungkin."
        )
        return HasilNip(None, galat("nip_mustahil", "nip", sel, sebab, _CEK))
    return HasilNip(nip, _keterangan(nip, isi, sel))


def _salah_panjang(nip: str, sel: Sel, nik: str | None) -> Temuan:
    if len(nip) == PANJANG_NIK or nip == nik:
        sebab = "NIP berisi 16 angka, panjang NIK; NIP dan NIK mungkin tertukar."
        perbaikan = "Tukar kembali: NIP penyumbang 18 angka, NIK pekerja 16 angka."
        return galat("nip_tertukar", "nip", sel, sebab, perbaikan)
    beda = len(nip) - PANJANG_NIP
    kata = f"{'kurang' if beda < 0 else 'lebih'} {abs(beda)} angka"
    sebab = f"NIP terdiri atas {len(nip)} angka, seharusnya {PANJANG_NIP}: {kata}."
    return galat("nip_panjang", "nip", sel, sebab, _CEK)


def _keterangan(nip: str, isi: IsiNip, sel: Sel) -> Temuan:
    temuan: Temuan = ()
    tertulis = str(sel).strip()
    if "O" in tertulis.upper():
        sebab = f"Huruf O dalam NIP dibaca sebagai angka 0: {samarkan_nip(nip)}."
        temuan = peringatan("nip_huruf_o", "nip", sel, sebab, _CEK)
    elif tertulis != nip:
        sebab = f"Spasi atau tanda baca dalam NIP dibuang; dibaca {samarkan_nip(nip)}."
        temuan = info("nip_dibersihkan", "nip", sel, sebab)
    if (isi.diangkat.year - isi.lahir.year) < USIA_DIANGKAT:
        umur = isi.diangkat.year - isi.lahir.year
        sebab = f"Menurut NIP, ia diangkat pada umur sekitar {umur} tahun."
        temuan += peringatan("nip_muda", "nip", sel, sebab, _CEK)
    return temuan
