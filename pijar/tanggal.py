"""Read a date as people write it, in a list and in a form: 31-12-2026, 31 Des 2026, 2026-12-31."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

TAHUN_TERAWAL = 1900
# What people add to a date, or write for its signs: "12 – VIII – tahun 1980 (KTP)".
_GARIS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("’'′", " "))
_TAMBAHAN = re.compile(
    r"\([^)]*\)?|\[[^\]]*\]?|\b(?:TANGGAL|TGL|BULAN|BLN|TAHUN|THN|TH)\b\.?", re.IGNORECASE
)
_JAM = r"(?:[T ]+[0-9]{1,2}[:.][0-9]{2}.*)?"
_HARI_DULU = re.compile(r"([0-9]{1,2})[\s./,-]+([0-9]{1,2})[\s./,-]+([0-9]{4}|[0-9]{2})" + _JAM)
_TAHUN_DULU = re.compile(r"([0-9]{4})[\s./,-]+([0-9]{1,2})[\s./,-]+([0-9]{1,2})" + _JAM)
_NAMA_BULAN = re.compile(r"([0-9]{1,2})[\s./,-]*([A-Za-z]{1,9})[\s./,-]*([0-9]{4}|[0-9]{2})")
_RAPAT = re.compile(r"([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})")
_RAPAT_TAHUN_DULU = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_BULAN = {
    kata: nomor
    for nomor, daftar in enumerate(
        (
            "I JAN JANU JANUARI JANUARY",
            "II FEB PEB FEBR PEBR FEBRUARI PEBRUARI FEBRUARY",
            "III MAR MRT MARET MARCH",
            "IV APR APRIL APRL",
            "V MEI MAY",
            "VI JUN JUNI JUNE",
            "VII JUL JULI JULY",
            "VIII AGS AGT AGU AUG AGST AGTS AGUS AGUST AGSTS AGUSTS AGUSTUS AUGUST",
            "IX SEP SEPT SPT SEPTEMBER",
            "X OKT OCT OKTO OKTB OKTOBER OCTOBER",
            "XI NOV NOP NOVB NOPB NOVEMBER NOPEMBER",
            "XII DES DEC DESB DESEMBER DECEMBER",
        ),
        start=1,
    )
    for kata in daftar.split()
}


def urai_tanggal(tulisan: str) -> tuple[int, int, int] | None:
    """Day, month and year as written, not yet checked; None if the form is unknown."""
    if bagian := _urai(tulisan):
        return bagian
    polos = " ".join(_TAMBAHAN.sub(" ", tulisan.translate(_GARIS)).split())
    return _urai(polos) if polos != tulisan else None


def _urai(tulisan: str) -> tuple[int, int, int] | None:
    if (m := _HARI_DULU.fullmatch(tulisan)) or (m := _RAPAT.fullmatch(tulisan)):
        return int(m[1]), int(m[2]), int(m[3])
    if (m := _TAHUN_DULU.fullmatch(tulisan)) or (m := _RAPAT_TAHUN_DULU.fullmatch(tulisan)):
        return int(m[3]), int(m[2]), int(m[1])
    if (m := _NAMA_BULAN.fullmatch(tulisan)) and (nomor := _BULAN.get(m[2].upper())):
        return int(m[1]), nomor, int(m[3])
    return None


class TanggalInput(forms.DateInput):
    """A text field, so that every browser shows day, month and year in this order."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        bawaan = {"placeholder": "31-12-2026", "autocomplete": "off"}
        super().__init__({**bawaan, **(attrs or {})}, format="%d-%m-%Y")


class TanggalField(forms.Field):
    """A day, read by the same rules as in a list; the year has four digits.

    A month before the day is refused: in a form nobody can tell which was meant.
    """

    widget = TanggalInput
    default_error_messages = {
        "invalid": "Tulis tanggal, bulan, lalu tahun empat angka, misalnya 31-12-2026.",
        "kalender": "Tanggal ini tidak ada dalam kalender.",
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        bagian = urai_tanggal(" ".join(str(value).split()))
        if bagian is None or bagian[2] < TAHUN_TERAWAL:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hari, bulan, tahun = bagian
        try:
            return date(tahun, bulan, hari)
        except ValueError:
            raise ValidationError(self.error_messages["kalender"], code="kalender") from None
