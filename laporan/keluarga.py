"""Families helped: claims that BPJS paid until a day, by year; only sums, nobody is named.

The day of a claim's step is the day on which an officer wrote it down, so both clocks agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any, NamedTuple

from django.db.models import F

from iuran.models import KLAIM_BERJALAN, RiwayatKlaim, StatusKlaim
from pijar.bulan import WIB, besok

CARA = (
    "Keluarga terbantu: klaim (JKK atau JKM) yang sampai tanggal itu tercatat dibayar BPJS, pada "
    "tahun pencatatannya. Uangnya uang BPJS, bukan uang kota.",
    "Lama: hari dari kejadian sampai pembayarannya dicatat; mediannya, yaitu separuh klaim lebih "
    "cepat dan separuh lebih lama.",
)


@dataclass(frozen=True)
class BarisKeluarga:
    """Claims paid in one year (0: in all): how many, BPJS's rupiah, median days."""

    tahun: int
    klaim: int
    rupiah: int
    hari: Decimal | None


@dataclass(frozen=True)
class Keluarga:
    """Every year with a paid claim, the newest first; ``berjalan`` claims are not yet paid."""

    pada: date
    tahun: tuple[BarisKeluarga, ...]
    total: BarisKeluarga
    berjalan: int

    @property
    def cara(self) -> tuple[str, ...]:
        return CARA


class Langkah(NamedTuple):
    """The last step of a claim, its day, the rupiah that BPJS paid, the day of the event.

    ``kunci`` is the group that was asked for.
    """

    ke: str
    hari: date
    rupiah: int
    kejadian: date
    kunci: Any = None

    @property
    def lama(self) -> int:
        """Days from the event on."""
        return (self.hari - self.kejadian).days


def keluarga(*, pada: date) -> Keluarga:
    """The claims as they stood at the end of ``pada``; one query."""
    bayar, berjalan = defaultdict[int, list[Langkah]](list), 0
    for satu in langkah_klaim(pada):
        if satu.ke == StatusKlaim.DIBAYAR:
            bayar[satu.hari.year].append(satu)
        berjalan += satu.ke in KLAIM_BERJALAN
    semua = [b for satu in bayar.values() for b in satu]
    baris = tuple(_baris(t, bayar[t]) for t in sorted(bayar, reverse=True))
    return Keluarga(pada, baris, _baris(0, semua), berjalan)


def langkah_klaim(pada: date, kolom: str = "klaim") -> Iterator[Langkah]:
    """Where each claim stood at the end of ``pada``, with its value of ``kolom``; one query."""
    langkah = (
        RiwayatKlaim.objects.filter(pada__lt=besok(pada))
        .exclude(dari=F("ke"))
        .order_by("klaim_id", "-pk")
        .distinct("klaim_id")
        .values_list("ke", "pada", "klaim__nominal", "klaim__peristiwa__tanggal", kolom)
    )
    for ke, saat, nominal, kejadian, kunci in langkah:
        yield Langkah(ke, saat.astimezone(WIB).date(), nominal or 0, kejadian, kunci)


def _baris(tahun: int, bayar: Iterable[Langkah]) -> BarisKeluarga:
    semua = list(bayar)
    tengah = Decimal(str(median(b.lama for b in semua))) if semua else None
    hari = tengah.quantize(Decimal("0.1"), ROUND_HALF_UP) if tengah is not None else None
    return BarisKeluarga(tahun, len(semua), sum(b.rupiah for b in semua), hari)
