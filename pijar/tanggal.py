"""Read a date as people write it, in a list and in a form: 31-12-2026, 31 Des 2026, 2026-12-31."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from pijar.bulan import EJAAN, ROMAWI, TAHUN_TERAKHIR, TAHUN_TERAWAL

TAHUN = range(TAHUN_TERAWAL, TAHUN_TERAKHIR + 1)
CARA = "Tulis tanggal, bulan, lalu tahun, misalnya 31-12-2026."
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
_BULAN = EJAAN | ROMAWI


class Tanggal(NamedTuple):
    """A day as it was read, and what had to be guessed."""

    hari: date
    dua_angka: bool  # the century was added
    dibalik: bool  # the month stood before the day


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
    if (m := _NAMA_BULAN.fullmatch(tulisan)) and (nomor := _BULAN.get(m[2].lower())):
        return int(m[1]), nomor, int(m[3])
    return None


def susun_tanggal(bagian: tuple[int, int, int], tahun_akhir: int) -> Tanggal:
    """The day made of what :func:`urai_tanggal` gives; raises ValueError outside the calendar.

    A year of two digits gets the latest century not after ``tahun_akhir``. A month above 12 that
    could be a day was written before it.
    """
    hari, bulan, tahun = bagian
    if dua_angka := tahun < 100:
        tahun = tahun_akhir - (tahun_akhir - tahun) % 100
    if dibalik := bulan > 12 >= hari:
        hari, bulan = bulan, hari
    return Tanggal(date(tahun, bulan, hari), dua_angka, dibalik)


class TanggalInput(forms.DateInput):
    """A text field, so that every browser shows day, month and year in this order.

    A phone shows its digits: 31122026 is read too, where they come without a dash.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        bawaan = {"placeholder": "31-12-2026", "autocomplete": "off", "inputmode": "numeric"}
        super().__init__({**bawaan, **(attrs or {})}, format="%d-%m-%Y")


class TanggalField(forms.Field):
    """A day, read by the same rules as in a list.

    ``tahun_akhir`` gives the last year that two digits can mean: of papers and months the end of
    this century, of a birth this year.
    """

    widget = TanggalInput
    default_error_messages = {
        "invalid": f"“%(isi)s” tidak terbaca sebagai tanggal. {CARA}",
        "kalender": f"“%(isi)s” tidak ada dalam kalender. {CARA}",
    }

    def __init__(self, *, tahun_akhir: Callable[[], int] = lambda: 2099, **lain: Any) -> None:
        super().__init__(**lain)
        self.tahun_akhir = tahun_akhir

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        tulisan = " ".join(str(value).split())
        bagian = urai_tanggal(tulisan)
        if bagian is None or not (bagian[2] < 100 or bagian[2] in TAHUN):
            raise self._salah("invalid", tulisan)
        try:
            return susun_tanggal(bagian, self.tahun_akhir()).hari
        except ValueError:
            raise self._salah("kalender", tulisan) from None

    def _salah(self, kode: str, tulisan: str) -> ValidationError:
        isi = Truncator(tulisan).chars(40)
        return ValidationError(self.error_messages[kode], code=kode, params={"isi": isi})
