"""The movement of a month as a report froze it."""

from datetime import date
from typing import Any

from iuran.gerakan.angka import BarisGerakan, Gerakan


def gerakan_beku(isi: dict[str, Any] | None) -> Gerakan | None:
    """Read the frozen figures; None in a month without any, or frozen before they were told."""
    if isi is None:
        return None
    bulan, hari = (date.fromisoformat(isi[n]) for n in ("bulan", "hari"))
    return Gerakan(bulan, hari, tuple(_baris(b) for b in isi["baris"]))


def _baris(isi: dict[str, Any]) -> BarisGerakan:
    pada = isi["pegawai_pada"]
    return BarisGerakan(**isi | {"pegawai_pada": date.fromisoformat(pada) if pada else None})
