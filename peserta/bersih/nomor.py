"""Read sixteen-digit numbers (NIK, No. KK) from cells.

Excel keeps 15 digits, so a numeric cell has lost its last digit and is never converted. The
reader drops separators, reads a letter O as 0 with a warning, and refuses anything else.
"""

import re
from typing import NamedTuple

from peserta.bersih.alasan import Temuan, kutip, peringatan
from peserta.bersih.teks import rapikan, tanpa_arti
from pijar.excel import Sel
from pijar.samar import PANJANG_NIK

KOTA = "3374"
PANJANG_KPJ = 11
PANJANG_NIP = 18

_PEMISAH = str.maketrans(dict.fromkeys(" .,-_'\"`´‘’“”*", ""))
_HURUF_O = str.maketrans("Oo", "00")
_BUKAN_ANGKA = re.compile(r"[^0-9]+")
_KK_KOTA = re.compile(KOTA + "[0-9]{12}")
# Named in the message, never replaced: a guess could give the number of another person.
_MIRIP_ANGKA = {
    "lI|": "huruf l atau I mungkin angka 1",
    "Ss": "huruf S mungkin angka 5",
    "B": "huruf B mungkin angka 8",
}
_ILMIAH = re.compile(r"[0-9]([.,][0-9]+)?[Ee]\+?[0-9]{1,2}")
# "…790.0" and "3.374.120.607.839.790" are numbers that Excel wrote as text.
_BEKAS_ANGKA = re.compile(r"[0-9]{11,}[.,]0+|[0-9]([.,][0-9]{3}){4}[.,][0-9]{2}0([.,]0+)?")
_AWALAN = re.compile(r"(?:NO(?:MOR|\.)?\s*)?(?:NIK|KTP|KK)\s*[:.=]?\s*", re.IGNORECASE)


class Bacaan(NamedTuple):
    """``angka``: the digits read. ``galat`` and ``diubah`` are codes, usually empty."""

    angka: str
    galat: str = ""
    diubah: str = ""


def baca_nomor(sel: Sel) -> Bacaan:
    """Read the digits of a cell that should hold 16; ``galat`` is the code of its error."""
    if isinstance(sel, (int, float)) and not isinstance(sel, bool):
        return Bacaan("", "angka")
    isi = rapikan(sel)
    if tanpa_arti(isi):
        return Bacaan("", "kosong")
    isi = _AWALAN.sub("", isi, count=1) if _AWALAN.match(isi) else isi
    rapat = isi.replace(" ", "")
    if _ILMIAH.fullmatch(rapat):
        return Bacaan("", "ilmiah")
    if _BEKAS_ANGKA.fullmatch(rapat):
        return Bacaan("", "angka")
    angka = isi.translate(_PEMISAH)
    return _hitung(angka, diubah="" if angka == sel else "tanda")


def _hitung(angka: str, diubah: str) -> Bacaan:
    if "O" in angka or "o" in angka:
        angka, diubah = angka.translate(_HURUF_O), "huruf_o"
    if not (angka.isascii() and angka.isdigit()):
        return Bacaan(angka, "bukan_angka")
    if len(angka) == PANJANG_NIK:
        return Bacaan(angka, "", diubah)
    return Bacaan(angka, "kpj" if len(angka) == PANJANG_KPJ else "panjang")


def sebab_galat(bacaan: Bacaan, nama: str, asal: str) -> tuple[str, str]:
    """Explain why a cell is no ``nama``, and the repair; ``asal`` is the paper to copy from."""
    cek = f"Cocokkan dengan {asal}, lalu perbaiki."
    match bacaan.galat:
        case "kosong":
            return f"{nama} kosong.", f"Isi {nama} sesuai {asal}."
        case "angka" | "ilmiah":
            return _sebab_excel(bacaan.galat, nama, asal)
        case "bukan_angka":
            return _sebab_huruf(bacaan.angka, nama), cek
        case "kpj":
            return (
                f"{nama} berisi 11 angka, panjang nomor KPJ; KPJ mungkin terisi di kolom {nama}.",
                f"Isi kolom {nama} dengan 16 angka dari {asal}.",
            )
    jumlah = len(bacaan.angka)
    nip = " (18 angka adalah panjang NIP)" if jumlah == PANJANG_NIP else ""
    beda = f"{'kurang' if jumlah < PANJANG_NIK else 'lebih'} {abs(jumlah - PANJANG_NIK)} angka"
    return f"{nama} terdiri atas {jumlah} angka, seharusnya 16{nip}: {beda}.", cek


def _sebab_excel(kode: str, nama: str, asal: str) -> tuple[str, str]:
    bentuk = "dalam bentuk ilmiah (3,374E+15)" if kode == "ilmiah" else "sebagai angka"
    return (
        f"{nama} tersimpan {bentuk}; Excel hanya menyimpan 15 angka, jadi angka ke-16 hilang "
        "dan 0 di ujungnya bukan angka aslinya.",
        f"Ubah format kolom {nama} menjadi Teks (Text), ketik ulang dari {asal}, unggah lagi.",
    )


def _sebab_huruf(isi: str, nama: str) -> str:
    tanda = _BUKAN_ANGKA.findall(isi)
    isian = {*"".join(tanda)}
    saran = "".join(f"; {arti}" for huruf, arti in _MIRIP_ANGKA.items() if {*huruf} & isian)
    return f"{nama} memuat tanda selain angka: {kutip(' '.join(tanda))}{saran}."


def bersihkan_no_kk(sel: Sel) -> tuple[str, Temuan]:
    """The family card number; an impossible one becomes empty, with a warning."""
    if type(sel) is str and _KK_KOTA.fullmatch(sel):
        return sel, ()
    if sel == "" or sel is None:
        return "", ()
    bacaan = baca_nomor(sel)
    kk = bacaan.angka
    if bacaan.galat == "kosong":
        return "", ()
    if bacaan.galat or kk == kk[0] * PANJANG_NIK:
        return "", _kk_dilewati(bacaan, sel)
    if not kk.startswith(KOTA):
        return kk, peringatan(
            "kk_luar_kota",
            "no_kk",
            sel,
            f"Nomor KK berawal {kk[:4]}, bukan {KOTA}: mungkin bukan penduduk Kota Semarang.",
            "Pastikan domisili dengan KK terbaru.",
        )
    return kk, ()


def _kk_dilewati(bacaan: Bacaan, sel: Sel) -> Temuan:
    if not bacaan.galat:
        bacaan = bacaan._replace(galat="sama")
        sebab, perbaikan = "Semua angka No. KK sama.", "Cocokkan dengan KK, lalu perbaiki."
    else:
        sebab, perbaikan = sebab_galat(bacaan, "No. KK", "KK")
    return peringatan(
        f"kk_{bacaan.galat}", "no_kk", sel, f"{sebab} Nilai tidak dipakai.", perbaikan
    )
