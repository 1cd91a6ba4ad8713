"""The contribution for one person and month: a pure rule over the tariff rows.

The programme pays the lowest income tier whatever the person earns (JKK and JKM, no JHT). The
relief of PP 50/2025 excludes people paid by APBN or APBD. Counting DBHCHT as APBD is an assumption:
the row's ``pembayar`` decides it, and relief rows stay off until BPJS confirms them.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from iuran.models import JenisSumber, Pembayar, Sektor, Tarif
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError

TIDAK_UNTUK: dict[str, frozenset[str]] = {
    Pembayar.SEMUA: frozenset(),
    Pembayar.SELAIN_APBN_APBD: frozenset({JenisSumber.APBD, JenisSumber.DBHCHT}),
    Pembayar.SELAIN_DBHCHT_IKUT: frozenset({JenisSumber.APBD}),
}


class TarifPilihan(NamedTuple):
    """The tariff of one month, whole rupiah; ``dasar`` is the wage that BPJS counts with."""

    tarif_id: int
    dasar: int
    jkk: int
    jkm: int
    jht: int = 0

    @property
    def nominal(self) -> int:
        """Rupiah for one person and month."""
        return self.jkk + self.jkm + self.jht


def pilih_tarif(
    daftar: Iterable[Tarif], *, bulan: date, jenis_sumber: str, transport: bool
) -> TarifPilihan:
    """The tariff for ``bulan`` (first of the month) of a payer kind and sector.

    Lowest tier first, then the newest ``berlaku_mulai``, then the row that names a payer or sector.
    Raises AturanDilanggarError when no active row holds in that month.
    """
    cocok = [
        t
        for t in daftar
        if _berlaku(t, bulan) and _untuk_pembayar(t, jenis_sumber) and _untuk_sektor(t, transport)
    ]
    if not cocok:
        raise AturanDilanggarError(
            f"Belum ada tarif iuran yang berlaku pada {nama_bulan(bulan)}. "
            "Minta admin mengisi atau mengaktifkan tarifnya di Kelola > Tarif."
        )
    terendah = min(t.penghasilan_min for t in cocok)
    dipakai = max((t for t in cocok if t.penghasilan_min == terendah), key=_urutan)
    return TarifPilihan(dipakai.pk, dipakai.dasar, dipakai.jkk, dipakai.jkm)


def _berlaku(tarif: Tarif, bulan: date) -> bool:
    sampai = tarif.berlaku_sampai
    return tarif.aktif and tarif.berlaku_mulai <= bulan and (sampai is None or bulan <= sampai)


def _untuk_pembayar(tarif: Tarif, jenis_sumber: str) -> bool:
    return jenis_sumber not in TIDAK_UNTUK[tarif.pembayar]


def _untuk_sektor(tarif: Tarif, transport: bool) -> bool:
    sektor = Sektor.TRANSPORTASI if transport else Sektor.BUKAN_TRANSPORTASI
    return tarif.sektor in (Sektor.SEMUA, sektor)


def _urutan(tarif: Tarif) -> tuple[date, bool, bool]:
    return (
        tarif.berlaku_mulai,
        tarif.pembayar != Pembayar.SEMUA,
        tarif.sektor != Sektor.SEMUA,
    )
