"""Clean contact data of a person: mobile number, e-mail, RT and RW."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from peserta.bersih.alasan import Temuan, info, kutip, peringatan
from peserta.bersih.teks import rapikan, tanpa_arti
from pijar.excel import Sel

PANJANG_EMAIL = 254

_HP_RAPI = re.compile(r"08[1-9][0-9]{7,10}")
_HP_LAIN = re.compile(r"(?:\(?(?:\+|00)?62\)?0?|0)?(8[1-9][0-9]{7,10})")
_PEMISAH_HP = str.maketrans(dict.fromkeys(" .-()_'`‑–", ""))
_DUA_NOMOR = re.compile(r"[/,;&]|\bdan\b|\batau\b", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")

_RT_RW = re.compile(
    r"(?:RT)?[\s.:]*(?P<rt>[0-9]{1,3}|[IVX]+)"
    r"(?:[\s./\\,-]*(?:RW)?[\s.:]*(?<![0-9IVX])(?P<rw>[0-9]{1,3}|[IVX]+))?\.?"
)
_RW_SAJA = re.compile(r"RW[\s.:]*(?P<rw>[0-9]{1,3}|[IVX]+)\.?")
_ROMAWI = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class RtRw(NamedTuple):
    """RT and RW with three digits each; empty if unknown."""

    rt: str
    rw: str
    alasan: Temuan


def bersihkan_hp(sel: Sel) -> tuple[str, Temuan]:
    """A mobile number as 08…; an unreadable one becomes empty, with a warning."""
    if type(sel) is str and _HP_RAPI.fullmatch(sel):
        return sel, ()
    if sel is None or sel == "":
        return "", ()
    isi = rapikan(sel)
    if tanpa_arti(isi) or not isi.strip("0 "):
        return "", ()
    return _hp_pertama(sel, isi)


def _hp_pertama(sel: Sel, isi: str) -> tuple[str, Temuan]:
    """The first readable number of a cell whose text ``isi`` may hold several."""
    daftar = [*map(_nomor_hp, _DUA_NOMOR.split(isi))]
    nomor = next(filter(None, daftar), "")
    if not nomor:
        sebab = "Nomor HP tidak terbaca dan tidak dipakai."
        return "", peringatan("hp_tidak_terbaca", "hp", sel, sebab, "Isi seperti 081234567890.")
    if len(daftar) > 1:
        sebab = "Lebih dari satu nomor HP; yang pertama dipakai."
        return nomor, info("hp_lebih_dari_satu", "hp", sel, sebab)
    return nomor, ()


def _nomor_hp(isi: str) -> str:
    m = _HP_LAIN.fullmatch(isi.translate(_PEMISAH_HP))
    return f"0{m[1]}" if m else ""


def bersihkan_email(sel: Sel) -> tuple[str, Temuan]:
    """An e-mail address in small letters; an invalid one becomes empty, with a warning."""
    if sel is None or sel == "":
        return "", ()
    isi = rapikan(sel)
    email = isi.lower()
    if tanpa_arti(isi):
        return "", ()
    if len(email) <= PANJANG_EMAIL and _EMAIL.fullmatch(email):
        return email, ()
    sebab = f"Alamat email {kutip(isi)} tidak sah dan tidak dipakai."
    return "", peringatan("email_tidak_sah", "email", sel, sebab, "Isi seperti nama@contoh.id.")


@lru_cache(maxsize=8192, typed=True)
def bersihkan_rt_rw(sel: Sel, kolom: str = "rt_rw") -> RtRw:
    """Read RT and RW from one cell in any usual form; in column ``rw`` a lone number is RW."""
    if sel is None or sel == "":
        return RtRw("", "", ())
    if isinstance(sel, date):
        sebab = "Excel mengubah RT/RW menjadi tanggal; nilai tidak dipakai."
        perbaikan = "Ubah format kolom menjadi Teks (Text) lalu ketik ulang, misalnya 009/008."
        return RtRw("", "", peringatan("rt_rw_tanggal", kolom, sel, sebab, perbaikan))
    isi = rapikan(sel).upper()
    if tanpa_arti(isi):
        return RtRw("", "", ())
    if m := _RW_SAJA.fullmatch(isi):
        return RtRw("", _tiga_angka(m["rw"]), ())
    m = _RT_RW.fullmatch(isi)
    if m is None:
        sebab = f"RT/RW {kutip(isi)} tidak terbaca dan tidak dipakai."
        perbaikan = "Isi seperti 009/008."
        return RtRw("", "", peringatan("rt_rw_tidak_terbaca", kolom, sel, sebab, perbaikan))
    rt, rw = _tiga_angka(m["rt"]), _tiga_angka(m["rw"] or "")
    return RtRw("", rt, ()) if kolom == "rw" and not rw else RtRw(rt, rw, ())


def _tiga_angka(isi: str) -> str:
    nomor = int(isi) if isi.isdigit() else _ROMAWI.index(isi) if isi in _ROMAWI else 0
    return f"{nomor:03}" if nomor else ""
