"""The risks that a report names, and what became of those of the report before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from laporan.risiko import semua_risiko

BARU, MASIH, SELESAI = "baru", "masih ada", "selesai"


def risiko_bulan(pada: date, lalu: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Today's risks, each ``baru`` or ``masih ada``; then those of ``lalu`` that are over."""
    dulu = {r["kode"]: r for r in lalu if r["nasib"] != SELESAI}
    kini = semua_risiko(pada, hari_ini=pada)
    hasil = [
        {
            "kode": r.kunci,
            "kalimat": r.kalimat,
            "oleh": r.oleh,
            "nasib": MASIH if r.kunci in dulu else BARU,
        }
        for r in kini
    ]
    ada = {r.kunci for r in kini}
    selesai = [{**r, "nasib": SELESAI} for kode, r in dulu.items() if kode not in ada]
    return [*hasil, *selesai]
