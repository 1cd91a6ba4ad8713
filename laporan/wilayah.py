"""The kecamatan by coverage: whom the city protects, of everybody registered there."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from iuran.perlindungan import potret
from laporan.tahap import tahap_menurut
from peserta.models import Status
from pijar.rupiah import persen

CARA = (
    "Cakupan kecamatan: orang yang terlindungi dan dibayar kota, dibagi semua orang yang terdata "
    "di kecamatan itu dan belum berhenti, menurut kelurahan tempat tinggalnya.",
    "Yang belum pernah didata tidak terhitung, jadi ini bukan bagian dari seluruh pekerja informal "
    "kecamatan itu; jumlah mereka per kecamatan belum diumumkan siapa pun.",
    "Pada hari lampau, orang terhitung terdata sejak datanya dimasukkan; bagian yang karena itu "
    "lebih dari semua tidak disebut.",
)


@dataclass(frozen=True)
class BarisWilayah:
    """One kecamatan: protected people whom the city pays, and everybody registered there."""

    kode: str
    nama: str
    orang: int
    terdata: int

    @property
    def persen(self) -> Decimal | None:
        """The share; None where nobody is registered, or was not yet on that day."""
        return persen(self.orang, self.terdata) if self.orang <= self.terdata else None


@dataclass(frozen=True)
class Wilayah:
    """All kecamatan on ``pada``, the least covered first; those with nobody registered last."""

    pada: date
    baris: tuple[BarisWilayah, ...]

    @property
    def total(self) -> BarisWilayah:
        orang, terdata = (sum(getattr(b, k) for b in self.baris) for k in ("orang", "terdata"))
        return BarisWilayah("", "Seluruh kota", orang, terdata)

    @property
    def cara(self) -> tuple[str, ...]:
        return CARA


def wilayah(*, pada: date) -> Wilayah:
    """The kecamatan as they stood on ``pada``."""
    terdata: Counter[str] = Counter()
    for (status, kode), n in tahap_menurut(pada, "kelurahan__kecamatan").items():
        terdata[kode] += n if status != Status.BERHENTI else 0
    kota = potret(pada).per_kecamatan
    baris = (BarisWilayah(b.kode, b.nama, b.kota, terdata[b.kode]) for b in kota)
    return Wilayah(pada, tuple(sorted(baris, key=_urutan)))


def _urutan(b: BarisWilayah) -> tuple[bool, Decimal, str]:
    return (b.persen is None, b.persen or Decimal(0), b.nama)
