"""The tariff of BPJS Ketenagakerjaan for people without an employer (BPU), from ``tarif.csv``.

33 income tiers (JKK 1 % and JHT 2 % of the base wage, JKM flat), then the relief of PP 50/2025 for
the lowest tier, the only one the programme pays: half JKK and JKM, switched off until an admin has
confirmed it with BPJS, and never for payers from APBN or APBD. Amounts are rupiah a month.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple


class TarifBaku(NamedTuple):
    """``sektor``: semua, transportasi, bukan_transportasi. ``pembayar``: semua, selain_apbn_apbd.

    ``dasar`` is the key of the legal base; the income bounds are inclusive.
    """

    sektor: str
    pembayar: str
    berlaku_mulai: date
    berlaku_sampai: date | None
    penghasilan_min: int
    penghasilan_maks: int | None
    dasar_upah: int
    jkk: int
    jkm: int
    jht: int
    aktif: bool
    perlu_konfirmasi: bool
    dasar: str


@cache
def daftar_tarif() -> tuple[TarifBaku, ...]:
    """All rows of the table: the tiers by income, then the relief rows."""
    with (Path(__file__).parent / "tarif.csv").open(encoding="utf-8", newline="") as berkas:
        return tuple(_tarif(baris) for baris in csv.DictReader(berkas))


def _tarif(b: dict[str, str]) -> TarifBaku:
    return TarifBaku(
        sektor=b["sektor"],
        pembayar=b["pembayar"],
        berlaku_mulai=date.fromisoformat(b["berlaku_mulai"]),
        berlaku_sampai=date.fromisoformat(b["berlaku_sampai"]) if b["berlaku_sampai"] else None,
        penghasilan_min=int(b["penghasilan_min"]),
        penghasilan_maks=int(b["penghasilan_maks"]) if b["penghasilan_maks"] else None,
        dasar_upah=int(b["dasar_upah"]),
        jkk=int(b["jkk"]),
        jkm=int(b["jkm"]),
        jht=int(b["jht"]),
        aktif=b["aktif"] == "ya",
        perlu_konfirmasi=b["perlu_konfirmasi"] == "ya",
        dasar=b["dasar"],
    )
