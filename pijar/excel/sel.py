"""One cell: its possible types, and its canonical text."""

import math
import re
from datetime import date, datetime

Sel = str | int | float | bool | date | datetime | None

# Zero-width and direction marks from text pasted out of WhatsApp and web pages, and control
# characters: no name holds them, and PostgreSQL refuses some.
TAK_TERLIHAT = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "|[\x00-\x08\x0e-\x1b\x7f\ufff9-\ufffb]|[\ud800-\udfff]"
)
BATAS_PERSIS = 1e21  # whole numbers below this are written in digits


def teks(sel: Sel) -> str:
    """The canonical text of ``sel``: one line, single spaces, nothing invisible.

    Dates are dd-mm-yyyy, with the time (14.30) unless it is midnight; 9.0 is "9"; 7.5 is "7,5";
    an empty cell is "".
    """
    if isinstance(sel, str):
        return teks_bersih(sel)
    if sel is None:
        return ""
    if isinstance(sel, bool):
        return "ya" if sel else "tidak"
    if isinstance(sel, datetime):
        return _teks_waktu(sel)
    if isinstance(sel, date):
        return f"{sel.day:02}-{sel.month:02}-{sel.year:04}"
    return _teks_angka(sel)


def teks_bersih(tulisan: str) -> str:
    """``tulisan`` on one line, with single ordinary spaces and nothing invisible."""
    if tulisan.isascii() and tulisan.isprintable():
        return " ".join(tulisan.split()) if "  " in tulisan else tulisan.strip()
    return " ".join(TAK_TERLIHAT.sub("", tulisan).split())


def kosong(sel: Sel) -> bool:
    """Whether an officer would call this cell empty: nothing, or only spaces."""
    return not sel.strip() if isinstance(sel, str) else sel is None


def _teks_waktu(waktu: datetime) -> str:
    tanggal = teks(waktu.date())
    if not (waktu.hour or waktu.minute or waktu.second):
        return tanggal
    detik = f".{waktu.second:02}" if waktu.second else ""
    return f"{tanggal} {waktu.hour:02}.{waktu.minute:02}{detik}"


def _teks_angka(angka: float) -> str:
    """Whole numbers in digits; others with the 15 significant digits that Excel keeps."""
    if isinstance(angka, int) or not math.isfinite(angka):
        return str(angka)
    if angka.is_integer() and abs(angka) < BATAS_PERSIS:
        return str(int(angka))
    return f"{angka:.15g}".replace(".", ",")
