"""Months and dates in Indonesian.

A month is the ``date`` of its first day. No function here reads the clock.
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
# Other spellings. Three letters are enough to distinguish all months.
_EJAAN_LAIN = (
    "janu january",
    "febr peb pebr pebruari february",
    "mrt march",
    "aprl",
    "may",
    "june",
    "july",
    "ags agt agst agts agus agust agsts agusts aug august",
    "sept spt",
    "okto oktb oct october",
    "nop novb nopb nopember",
    "desb dec december",
)
EJAAN = {
    kata: urutan
    for urutan, (nama, lain) in enumerate(zip(NAMA_BULAN, _EJAAN_LAIN, strict=True), 1)
    for kata in (nama.lower(), nama.lower()[:3], *lain.split())
}
_ROMAWI = "i ii iii iv v vi vii viii ix x xi xii"
ROMAWI = {angka: urutan for urutan, angka in enumerate(_ROMAWI.split(), 1)}
TAHUN_TERAWAL, TAHUN_TERAKHIR = 1900, 2199
WIB = timezone(timedelta(hours=7), "WIB")  # western Indonesia has no daylight saving time

TAHUN_DULU = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
BULAN_DULU = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
NAMA_DULU = re.compile(r"([a-z]+)\.?[\s/-]+([0-9]{4})")


def awal_bulan(d: date) -> date:
    """The first day of the month of ``d``, as a plain date."""
    return date(d.year, d.month, 1)


def tambah_bulan(b: date, n: int) -> date:
    """The month ``n`` months after that of ``b`` (before it when negative)."""
    tahun, bulan = divmod(b.year * 12 + b.month - 1 + n, 12)
    return date(tahun, bulan + 1, 1)


def rentang_bulan(mulai: date, jumlah: int) -> list[date]:
    """``jumlah`` months from that of ``mulai`` on; none when ``jumlah`` is zero or less."""
    return [tambah_bulan(mulai, n) for n in range(jumlah)]


def akhir_bulan(d: date) -> date:
    """The last day of the month of ``d``."""
    return tambah_bulan(d, 1) - timedelta(days=1)


def besok(hari: date) -> datetime:
    """The first moment after ``hari``, in WIB: a plain bound lets an index on a time serve."""
    return datetime.combine(hari + timedelta(days=1), time(), WIB)


def selisih_bulan(a: date, b: date) -> int:
    """Months from ``a`` to ``b``: January to March is 2, March to January -2."""
    return (b.year - a.year) * 12 + b.month - a.month


def usia(lahir: date, pada: date) -> int:
    """Completed years on ``pada``."""
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def nama_bulan(d: date) -> str:
    """``November 2026``."""
    return f"{NAMA_BULAN[d.month - 1]} {d.year}"


def tanggal_panjang(d: date) -> str:
    """``20 November 2026``; converts an aware datetime to western Indonesian time first."""
    if isinstance(d, datetime) and d.tzinfo:
        d = d.astimezone(WIB)
    return f"{d.day} {nama_bulan(d)}"


def waktu_wib(dt: datetime) -> str:
    """``20 November 2026 14.30 WIB``. Raises ValueError for a datetime without time zone."""
    if dt.tzinfo is None:
        raise ValueError("waktu tanpa zona waktu")
    setempat = dt.astimezone(WIB)
    return f"{tanggal_panjang(setempat)} {setempat:%H.%M} WIB"


def jam_wib(dt: datetime) -> str:
    """``14.30.05 WIB``."""
    return f"{dt.astimezone(WIB):%H.%M.%S} WIB"


def baca_bulan(tulisan: str) -> date | None:
    """Read a month (November 2026, nov 2026, XI 2026, 2026-11, 11/2026); None if unreadable."""
    rapi = " ".join(tulisan.split()).lower()
    if cocok := TAHUN_DULU.fullmatch(rapi):
        return _bulan(int(cocok[1]), int(cocok[2]))
    if cocok := BULAN_DULU.fullmatch(rapi):
        return _bulan(int(cocok[2]), int(cocok[1]))
    if cocok := NAMA_DULU.fullmatch(rapi):
        return _bulan(int(cocok[2]), EJAAN.get(cocok[1]) or ROMAWI.get(cocok[1], 0))
    return None


def _bulan(tahun: int, bulan: int) -> date | None:
    sah = TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR and 1 <= bulan <= 12
    return date(tahun, bulan, 1) if sah else None


class BulanInput(forms.TextInput):
    """A text field, so that every browser shows a month by its name."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": "November 2026", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        bulan = value if isinstance(value, date) else baca_bulan(str(value or ""))
        return nama_bulan(bulan) if bulan else super().format_value(value)


class BulanField(forms.Field):
    """A month, as the date of its first day; also accepts Indonesian spellings."""

    widget = BulanInput
    default_error_messages = {
        "invalid": "“%(isi)s” tidak terbaca sebagai bulan. Tulis bulan dan tahun, misalnya "
        "November 2026.",
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return awal_bulan(value)
        if bulan := baca_bulan(str(value)):
            return bulan
        isi = Truncator(str(value)).chars(40)
        raise ValidationError(self.error_messages["invalid"], code="invalid", params={"isi": isi})
