"""The number of a BPJS card (KPJ) as it stands in a cell: usually 11 digits, kept as text."""

import re

from peserta.bersih.nomor import PANJANG_KPJ
from pijar.excel import Sel, teks

BEKAS_DESIMAL = re.compile(r"[.,]0{1,2}$")  # "26133068531.0", as a number typed in Excel comes
PEMISAH_KPJ = re.compile(r"[ .,'’\-]")
KPJ_SAH = re.compile(r"[0-9]{6,20}")


def baca_kpj(sel: Sel) -> tuple[str, str]:
    """The digits of a KPJ cell and what is wrong with it; both empty for an empty cell."""
    tertulis = teks(sel)
    angka = PEMISAH_KPJ.sub("", BEKAS_DESIMAL.sub("", tertulis))
    if not angka.strip("0"):
        return "", ""
    if KPJ_SAH.fullmatch(angka):
        return angka, ""
    return "", f"KPJ “{tertulis[:24]}” tidak terbaca."


def catatan_kpj(kpj: str) -> str:
    """A warning when a KPJ is not as long as they usually are; never a refusal."""
    if len(kpj) == PANJANG_KPJ:
        return ""
    return f"KPJ {len(kpj)} angka, biasanya {PANJANG_KPJ}: cocokkan dengan kartunya."
