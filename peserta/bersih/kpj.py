"""Read the number of a BPJS card (KPJ) from a cell: usually 11 digits, kept as text."""

import re

from peserta.bersih.nomor import PANJANG_KPJ
from pijar.excel import Sel, teks

BEKAS_DESIMAL = re.compile(r"[.,]0{1,2}$")  # "26133068531.0", the form of a number typed in Excel
PEMISAH_KPJ = re.compile(r"[ .,'’\-]")
KPJ_SAH = re.compile(r"[0-9]{6,20}")


def baca_kpj(sel: Sel) -> tuple[str, str]:
    """Return the digits of a KPJ cell and its error; both are empty for an empty cell."""
    tertulis = teks(sel)
    angka = tertulis
    if not tertulis.isdecimal():
        angka = PEMISAH_KPJ.sub("", BEKAS_DESIMAL.sub("", tertulis))
    if not angka.strip("0"):
        return "", ""
    if KPJ_SAH.fullmatch(angka):
        return angka, ""
    return "", f"KPJ “{tertulis[:24]}” tidak terbaca."


def catatan_kpj(kpj: str) -> str:
    """Return a warning when a KPJ has an unusual length; it is never refused for that."""
    if len(kpj) == PANJANG_KPJ:
        return ""
    return f"KPJ {len(kpj)} angka, biasanya {PANJANG_KPJ}: cocokkan dengan kartunya."
