"""Compare what BPJS wrote with what we know: a name that is another's, a KPJ that is none. Pure."""

import re

from peserta.bersih.mirip import SERUPA, saran

BUKAN_HURUF = re.compile(r"[^A-Z ]")
GELAR = frozenset(
    ["H", "HJ", "HAJI", "HAJJAH", "DR", "DRS", "IR", "SPD", "SE", "SH", "ALM", "BIN", "BINTI"]
)
PANJANG_KPJ_MUNGKIN = (10, 11)
"""A KPJ has 11 digits; one that Excel kept as a number may have lost a leading zero."""


def huruf(nama: str) -> str:
    """The letters of a name, for a comparison that ignores spaces and marks."""
    return BUKAN_HURUF.sub("", nama.upper()).replace(" ", "")


def nama_lain(a: str, b: str) -> bool:
    """Whether two names clearly differ; a spelling, an initial or a left out word does not.

    Every word of the shorter name needs its own word in the longer one.
    """
    if _serupa(huruf(a), huruf(b)):
        return False
    pendek, panjang = sorted((_kata(a), _kata(b)), key=len)
    sisa = list(panjang)
    for kata in pendek:
        padanan = next((k for k in sisa if _sekata(kata, k)), None)
        if padanan is None:
            return True
        sisa.remove(padanan)
    return not pendek


def _kata(nama: str) -> list[str]:
    kata = BUKAN_HURUF.sub(" ", nama.upper().replace("'", "")).split()
    return [k for k in kata if k not in GELAR] or kata


def _sekata(a: str, b: str) -> bool:
    """Whether two words may be one: equal, an initial or short form, or a usual slip."""
    return a.startswith(b) or b.startswith(a) or _serupa(a, b)


def _serupa(a: str, b: str) -> bool:
    if a == b:
        return True
    satu, lain = saran("", a), saran("", b)
    sama = 2 * (satu.pasangan & lain.pasangan).bit_count()
    return sama / (satu.jumlah + lain.jumlah) >= SERUPA


def kpj_mustahil(kpj: str) -> bool:
    """Whether no card has so many digits."""
    return len(kpj) not in PANJANG_KPJ_MUNGKIN
