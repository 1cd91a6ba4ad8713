"""Findings: the problems of a cell or a row, in words for the officer.

``sebab`` names the problem, ``perbaikan`` the next step. Sentences never hold a full NIK or KK;
``nilai`` is the officer's own cell, shortened.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from pijar.excel import Sel, teks
from pijar.samar import samarkan

GALAT = "galat"
PERINGATAN = "peringatan"
INFO = "info"
PANJANG_NILAI = 40

_ANGKA_PANJANG = re.compile(r"(?:\d[ .,'’`-]{0,2}){8,}\d")


class Alasan(NamedTuple):
    """One finding about one field; ``_asdict()`` is its JSON form.

    ``kolom`` is a code of :data:`peserta.bersih.bidang.BIDANG`. ``tingkat``: ``galat`` keeps the
    row out, ``peringatan`` asks the officer to look, ``info`` reports a change by the program.
    ``saran``: values that would settle it, each with the field that would hold it.
    """

    tingkat: str
    kode: str
    kolom: str
    nilai: str
    sebab: str
    perbaikan: str
    saran: Sequence[tuple[str, str]] = ()


Temuan = tuple[Alasan, ...]


def galat(kode: str, kolom: str, sel: Sel, sebab: str, perbaikan: str) -> Temuan:
    return (Alasan(GALAT, kode, kolom, _nilai(sel), sebab, perbaikan),)


def peringatan(kode: str, kolom: str, sel: Sel, sebab: str, perbaikan: str) -> Temuan:
    return (Alasan(PERINGATAN, kode, kolom, _nilai(sel), sebab, perbaikan),)


def info(kode: str, kolom: str, sel: Sel, sebab: str, perbaikan: str = "") -> Temuan:
    return (Alasan(INFO, kode, kolom, _nilai(sel), sebab, perbaikan),)


def bersaran(temuan: Temuan, kolom: str, nilai: Iterable[str]) -> Temuan:
    """The findings, each offering to write one of ``nilai`` into the field ``kolom``."""
    saran = tuple((kolom, satu) for satu in nilai)
    return tuple(a._replace(saran=saran) for a in temuan)


def tanpa_angka_panjang(isi: str) -> str:
    """``isi`` with every long number masked, as of a NIK that somebody typed among words."""
    return _ANGKA_PANJANG.sub(lambda m: samarkan(re.sub(r"\D", "", m[0])), isi)


def kutip(isi: str) -> str:
    """Quote ``isi`` for a sentence: shortened, with long numbers masked."""
    samar = tanpa_angka_panjang(isi)
    pendek = samar if len(samar) <= PANJANG_NILAI else samar[: PANJANG_NILAI - 1] + "…"
    return f"“{pendek}”"


def tanggal_indonesia(d: date) -> str:
    return f"{d.day:02}-{d.month:02}-{d.year}"


def _nilai(sel: Sel) -> str:
    if isinstance(sel, datetime):
        sel = sel.date()
    isi = teks(sel)
    return isi if len(isi) <= PANJANG_NILAI else isi[: PANJANG_NILAI - 1] + "…"
