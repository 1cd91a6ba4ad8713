"""Turn a cell into plain text, and recognise texts without meaning."""

import re

from pijar.excel import Sel, teks

PANJANG_SEL = 500
"""Longest text that a cell of a list can need; the rest is cut, to save time."""


def kata(daftar: str) -> frozenset[str]:
    """The words of a text as a set; the tables of this package are written so."""
    return frozenset(daftar.split())


_BUKAN_HURUF = re.compile(r"[^A-Z]+")
_BUKAN_HURUF_ANGKA = re.compile(r"[^A-Z0-9]+")
_HURUF_ATAU_ANGKA = re.compile(r"[^\W_]")
_TANPA_ARTI = kata(
    "TIDAKADA TDKADA TAKADA BELUMADA TIDAKTAHU TIDAKDIKETAHUI KOSONG NIHIL NULL NONE NA N/A NAN"
    " #N/A #REF! #VALUE! #NAME? XX XXX XXXX"
)
_TANPA_ARTI_TERPANJANG = len("TIDAK DIKETAHUI")


def rapikan(sel: Sel) -> str:
    """The text of a cell, cut after ``PANJANG_SEL`` characters."""
    isi = teks(sel)
    return isi if len(isi) <= PANJANG_SEL else isi[:PANJANG_SEL].rstrip()


def rapikan_panjang(sel: Sel, panjang: int) -> str:
    """Free text on one line, at most ``panjang`` characters; empty if without meaning."""
    if sel is None or sel == "":
        return ""
    isi = rapikan(sel)
    if len(isi) <= _TANPA_ARTI_TERPANJANG and tanpa_arti(isi):
        return ""
    return isi if len(isi) <= panjang else isi[:panjang].rstrip()


def huruf(isi: str) -> str:
    """Letters only, in capitals: the form for comparison of places and short answers."""
    return _BUKAN_HURUF.sub("", isi.upper())


def huruf_angka(isi: str) -> str:
    """Letters and digits only, in capitals."""
    return _BUKAN_HURUF_ANGKA.sub("", isi.upper())


def ada_isi(isi: str) -> bool:
    """Whether there is a letter or a digit; a search for anything less finds nobody."""
    return bool(_HURUF_ATAU_ANGKA.search(isi))


def tanpa_arti(isi: str) -> bool:
    """Whether a text has no meaning: empty, strokes, "tidak ada", "#N/A"."""
    return not _HURUF_ATAU_ANGKA.search(isi) or isi.replace(" ", "").upper() in _TANPA_ARTI
