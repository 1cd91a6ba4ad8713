"""Plain text out of a cell: one line, no invisible characters, and the words that mean nothing."""

import re

from pijar.excel import Sel, teks

PANJANG_SEL = 500
"""What is longer is no answer to any question of the sheet, and would only cost time."""


def kata(daftar: str) -> frozenset[str]:
    """The words of a text as a set: how the tables of this package are written."""
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
    """The text of a cell, cut where it is longer than any answer."""
    isi = teks(sel)
    return isi if len(isi) <= PANJANG_SEL else isi[:PANJANG_SEL].rstrip()


def rapikan_panjang(sel: Sel, panjang: int) -> str:
    """Free text on one line in at most ``panjang`` characters; empty where it says nothing."""
    if sel is None or sel == "":
        return ""
    isi = rapikan(sel)
    if len(isi) <= _TANPA_ARTI_TERPANJANG and tanpa_arti(isi):
        return ""
    return isi if len(isi) <= panjang else isi[:panjang].rstrip()


def huruf(isi: str) -> str:
    """Letters only, upper case: how names of places and short answers are compared."""
    return _BUKAN_HURUF.sub("", isi.upper())


def huruf_angka(isi: str) -> str:
    """Letters and digits only, upper case."""
    return _BUKAN_HURUF_ANGKA.sub("", isi.upper())


def tanpa_arti(isi: str) -> bool:
    """Whether a text says nothing: empty, strokes, "tidak ada", "#N/A"."""
    return not _HURUF_ATAU_ANGKA.search(isi) or isi.replace(" ", "").upper() in _TANPA_ARTI
