"""Lines of a decree in groups: split at the end of a source's year, priced, added up by source.

A city's list has 200.000 lines and some dozens of groups, so the rules look at groups only.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from iuran.buku.kuota import Tambahan
from iuran.buku.penerus import penerus_sumber
from iuran.buku.tarif import nominal_termahal
from iuran.models import SumberDana, Tarif
from pijar.bulan import nama_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError


class Kelompok(NamedTuple):
    """``orang`` lines that differ in their people only."""

    sumber: SumberDana
    bulan_awal: date
    jumlah_bulan: int
    transport: bool
    jht: bool = False
    orang: int = 1


class Bagian(NamedTuple):
    """The months of a group in one source's year; ``lanjutan``: those after its first December.

    ``nominal``: rupiah of its dearest month, so that the promise suffices.
    """

    kelompok: Kelompok
    sumber: SumberDana
    awal: date
    akhir: date
    lanjutan: bool
    nominal: int

    @property
    def jumlah(self) -> int:
        return selisih_bulan(self.awal, self.akhir) + 1

    @property
    def rupiah(self) -> int:
        """Of all its people and months."""
        return self.nominal * self.jumlah * self.kelompok.orang


def bagi(kelompok: Iterable[Kelompok]) -> list[Bagian]:
    """Split every group at the end of its source's year and price the parts.

    Raises AturanDilanggarError for a source that is not active or of another year, without a
    source for the next year, and for a month without a tariff.
    """
    semua = list(kelompok)
    berikut = penerus_sumber({k.sumber for k in semua})
    tarif = list(Tarif.objects.berlaku())
    bagian = []
    for k in semua:
        _periksa_sumber(k)
        akhir = tambah_bulan(k.bulan_awal, k.jumlah_bulan - 1)
        desember = date(k.sumber.tahun, 12, 1)
        bagian.append(_bagian(k, k.sumber, k.bulan_awal, min(akhir, desember), tarif))
        if akhir > desember:
            lanjut = berikut.get(k.sumber.pk)
            if lanjut is None:
                raise _melewati_tahun(k)
            bagian.append(_bagian(k, lanjut, tambah_bulan(desember, 1), akhir, tarif))
    return bagian


def _bagian(
    k: Kelompok, sumber: SumberDana, awal: date, akhir: date, tarif: Sequence[Tarif]
) -> Bagian:
    termahal = nominal_termahal(
        tarif,
        rentang_bulan(awal, selisih_bulan(awal, akhir) + 1),
        jenis_sumber=sumber.jenis,
        transport=k.transport,
        jht=k.jht,
    )
    return Bagian(k, sumber, awal, akhir, sumber.pk != k.sumber.pk, termahal)


def _periksa_sumber(k: Kelompok) -> None:
    if not k.sumber.aktif:
        raise AturanDilanggarError(f"Sumber dana {k.sumber} tidak aktif. Pilih sumber lain.")
    if k.bulan_awal.year != k.sumber.tahun:
        raise AturanDilanggarError(
            f"Bantuan mulai {nama_bulan(k.bulan_awal)}, sedangkan sumber dana {k.sumber} hanya "
            f"untuk tahun {k.sumber.tahun}. Ubah bulan mulainya atau pilih sumber dana tahun itu."
        )


def _melewati_tahun(k: Kelompok) -> AturanDilanggarError:
    muat = selisih_bulan(k.bulan_awal, date(k.sumber.tahun, 12, 1)) + 1
    return AturanDilanggarError(
        f"Bantuan {k.jumlah_bulan} bulan mulai {nama_bulan(k.bulan_awal)} melewati Desember "
        f"{k.sumber.tahun}. Tetapkan paling banyak {muat} bulan, atau minta admin menambah sumber "
        f"dana {k.sumber.kode} {k.sumber.tahun + 1}."
    )


def tambahan(bagian: Iterable[Bagian]) -> dict[int, Tambahan]:
    """People per month and rupiah that the parts add to each source, by its id."""
    orang: dict[int, Counter[date]] = {}
    uang: Counter[int] = Counter()
    for b in bagian:
        per_bulan = orang.setdefault(b.sumber.pk, Counter())
        for bulan in rentang_bulan(b.awal, b.jumlah):
            per_bulan[bulan] += b.kelompok.orang
        uang[b.sumber.pk] += b.rupiah
    return {pk: Tambahan(per_bulan, uang[pk]) for pk, per_bulan in orang.items()}
