"""Write and read whole rupiah: Rp16.800, and in words for official documents; percentages."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms

RUPIAH = re.compile(r"(?:rp\.?)?\s*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:0{1,2}|-))?", re.I)
ANGKA_TERBANYAK = 15  # digits; no budget needs more, and the column holds 18
SATUAN = (
    "",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
# Largest first. Twelve to nineteen are written as their last digit and "belas".
KELOMPOK = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1_000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
TUNGGAL = {"satu ribu": "seribu", "satu ratus": "seratus"}


def ribuan(n: int) -> str:
    """``16800`` becomes ``16.800``."""
    return f"{n:,}".replace(",", ".")


def rupiah(n: int) -> str:
    """``16800`` becomes ``Rp16.800``; a negative sum has its sign before ``Rp``."""
    return f"{'-' if n < 0 else ''}Rp{ribuan(abs(n))}"


def terbilang(n: int, satuan: str = "rupiah") -> str:
    """Spell ``n`` in words, followed by ``satuan``, for a document.

    Any whole number is accepted: 142800000 is "seratus empat puluh dua juta delapan ratus ribu
    rupiah", -5 is "minus lima rupiah". An empty ``satuan`` gives the words alone.
    """
    kata = _eja(abs(n)) or "nol"
    return f"{'minus ' if n < 0 else ''}{kata} {satuan}".rstrip()


def _eja(n: int) -> str:
    """The words of a number of zero or more; nothing for zero."""
    if n < len(SATUAN):
        return SATUAN[n]
    if n < 20:
        return f"{SATUAN[n - 10]} belas"
    nilai, nama = next(k for k in KELOMPOK if n >= k[0])
    depan = f"{_eja(n // nilai)} {nama}"
    return f"{TUNGGAL.get(depan, depan)} {_eja(n % nilai)}".rstrip()


class RupiahField(forms.Field):
    """Whole rupiah as people type it: 16800, 16.800, Rp16.800,00."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": "Tulis rupiah tanpa sen, misalnya 16.800 atau Rp16.800.",
    }

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        cocok = RUPIAH.fullmatch(str(value).strip())
        if cocok and len(angka := cocok[1].replace(".", "")) <= ANGKA_TERBANYAK:
            return int(angka)
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


def persen(bagian: int, seluruh: int) -> Decimal | None:
    """``bagian`` of ``seluruh`` in percent with two decimals; None when ``seluruh`` is 0."""
    if not seluruh:
        return None
    return (Decimal(bagian) * 100 / seluruh).quantize(Decimal("0.01"), ROUND_HALF_UP)
