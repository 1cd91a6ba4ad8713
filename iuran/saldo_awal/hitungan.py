"""Sums of an opening list per source: people, months and rupiah, paid and unpaid."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from iuran.buku import pilih_tarif
from iuran.models import SumberDana, Tarif
from pijar.bulan import rentang_bulan


class KelompokSaldo(NamedTuple):
    """People with the same grant: ``sumber_id`` pays its own year, ``lanjut_id`` the next."""

    sumber_id: int
    lanjut_id: int | None
    awal: date
    jumlah: int
    lunas: date | None
    transport: bool
    orang: int


@dataclass
class JumlahSumber:
    """One source: ``orang`` counts people, ``per_bulan`` people by month; amounts in rupiah."""

    sumber: SumberDana
    orang: int = 0
    bulan: int = 0
    bulan_lunas: int = 0
    rupiah: int = 0
    rupiah_lunas: int = 0
    per_bulan: Counter[date] = field(default_factory=Counter)

    @property
    def rupiah_belum(self) -> int:
        return self.rupiah - self.rupiah_lunas

    @property
    def bulan_belum(self) -> int:
        return self.bulan - self.bulan_lunas

    @property
    def angka(self) -> tuple[int, int, int, int]:
        """The sums that the ledger must hold of this source after the application."""
        return self.bulan, self.bulan_lunas, self.rupiah, self.rupiah_lunas


def hitung(
    daftar: Iterable[KelompokSaldo], sumber: Mapping[int, SumberDana], tarif: Sequence[Tarif]
) -> list[JumlahSumber]:
    """The sums per source, in the order of ``sumber``; a person with two sources counts in both."""
    jumlah: dict[int, JumlahSumber] = {}
    for k in daftar:
        per_sumber: dict[int, list[date]] = defaultdict(list)
        for bulan in rentang_bulan(k.awal, k.jumlah):
            pk = k.lanjut_id if k.lanjut_id and bulan.year > k.awal.year else k.sumber_id
            per_sumber[pk].append(bulan)
        for pk, semua in per_sumber.items():
            _tambah(jumlah.setdefault(pk, JumlahSumber(sumber[pk])), k, semua, tarif)
    return [jumlah[pk] for pk in sumber if pk in jumlah]


def _tambah(s: JumlahSumber, k: KelompokSaldo, semua: list[date], tarif: Sequence[Tarif]) -> None:
    s.orang += k.orang
    for bulan in semua:
        pilihan = pilih_tarif(
            tarif, bulan=bulan, jenis_sumber=s.sumber.jenis, transport=k.transport
        )
        uang = pilihan.nominal * k.orang
        lunas = k.lunas is not None and bulan <= k.lunas
        s.per_bulan[bulan] += k.orang
        s.bulan += k.orang
        s.rupiah += uang
        s.bulan_lunas += k.orang if lunas else 0
        s.rupiah_lunas += uang if lunas else 0
