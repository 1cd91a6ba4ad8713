"""The contribution for one person and month: a pure rule over the tariff rows.

The programme pays the lowest income tier whatever the person earns: JKK and JKM, and JHT where the
decree chose it. The
relief of PP 50/2025 excludes people paid by APBN or APBD. Counting DBHCHT as APBD is an assumption:
the row's ``pembayar`` decides it, and relief rows stay off until BPJS confirms them.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from iuran.models import Bantuan, JenisSumber, Pembayar, Sektor, Tarif
from pijar.bulan import nama_bulan, rentang_bulan, selisih_bulan
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
    daftar: Iterable[Tarif], *, bulan: date, jenis_sumber: str, transport: bool, jht: bool = False
) -> TarifPilihan:
    """The tariff for ``bulan`` (first of the month) of a payer kind and sector.

    JHT (PP 46/2015) is in it only where the decree chose it.

    Lowest tier first, then the row that names a payer, then one that names a sector, then the
    newest: a newer general row never switches off a relief that an admin confirmed. Raises
    AturanDilanggarError when no active row holds in that month.
    """
    cocok = [
        t
        for t in daftar
        if _berlaku(t, bulan) and _untuk_pembayar(t, jenis_sumber) and _untuk_sektor(t, transport)
    ]
    if not cocok:
        raise AturanDilanggarError(
            f"Belum ada tarif iuran yang berlaku pada {nama_bulan(bulan)}. "
            "Minta admin menyusun tarifnya di Iuran > Tarif, dan admin lain mengonfirmasinya."
        )
    terendah = min(t.penghasilan_min for t in cocok)
    dipakai = max((t for t in cocok if t.penghasilan_min == terendah), key=_urutan)
    return TarifPilihan(
        dipakai.pk, dipakai.dasar, dipakai.jkk, dipakai.jkm, dipakai.jht if jht else 0
    )


def nominal_termahal(
    daftar: Iterable[Tarif],
    bulan: Iterable[date],
    *,
    jenis_sumber: str,
    transport: bool,
    jht: bool,
) -> int:
    """Rupiah of the dearest of these months: what a promise needs so that it suffices."""
    semua = list(daftar)
    return max(
        pilih_tarif(semua, bulan=b, jenis_sumber=jenis_sumber, transport=transport, jht=jht).nominal
        for b in bulan
    )


def nominal_janji(bantuan: Bantuan, daftar: Iterable[Tarif], *, transport: bool) -> int:
    """Rupiah a month that a grant without a card promises to somebody of this sector."""
    lama = selisih_bulan(bantuan.bulan_awal, bantuan.bulan_akhir) + 1
    return nominal_termahal(
        daftar,
        rentang_bulan(bantuan.bulan_awal, lama),
        jenis_sumber=bantuan.sumber.jenis,
        transport=transport,
        jht=bantuan.jht,
    )


def _berlaku(tarif: Tarif, bulan: date) -> bool:
    return tarif.aktif and tarif.mencakup(bulan)


def _untuk_pembayar(tarif: Tarif, jenis_sumber: str) -> bool:
    return jenis_sumber not in TIDAK_UNTUK[tarif.pembayar]


def _untuk_sektor(tarif: Tarif, transport: bool) -> bool:
    sektor = Sektor.TRANSPORTASI if transport else Sektor.BUKAN_TRANSPORTASI
    return tarif.sektor in (Sektor.SEMUA, sektor)


def _urutan(tarif: Tarif) -> tuple[bool, bool, date]:
    return (
        tarif.pembayar != Pembayar.SEMUA,
        tarif.sektor != Sektor.SEMUA,
        tarif.berlaku_mulai,
    )


class Tempat(NamedTuple):
    """A month, a kind of payer and a sector: all that chooses a tariff."""

    bulan: date
    jenis: str
    transport: bool


def tempat_dipilih(tarif: Tarif, daftar: Iterable[Tarif], bulan: Iterable[date]) -> list[Tempat]:
    """Places of ``bulan`` in which ``tarif`` is chosen among the active rows of ``daftar``."""
    semua = list(daftar)
    tempat = (
        Tempat(b, jenis, transport)
        for b in bulan
        for jenis in JenisSumber.values
        for transport in (False, True)
        if _berlaku(tarif, b) and _untuk_pembayar(tarif, jenis) and _untuk_sektor(tarif, transport)
    )
    return [
        t
        for t in tempat
        if pilih_tarif(semua, bulan=t.bulan, jenis_sumber=t.jenis, transport=t.transport).tarif_id
        == tarif.pk
    ]


def ditutup(tarif: Tarif, daftar: Iterable[Tarif]) -> list[Tarif]:
    """Active rows of the same tier, sector and payer whose months meet those of ``tarif``."""
    kunci = (tarif.penghasilan_min, tarif.sektor, tarif.pembayar)
    return [
        t
        for t in daftar
        if t.pk != tarif.pk
        and (t.penghasilan_min, t.sektor, t.pembayar) == kunci
        and (t.berlaku_sampai is None or t.berlaku_sampai >= tarif.berlaku_mulai)
        and (tarif.berlaku_sampai is None or t.berlaku_mulai <= tarif.berlaku_sampai)
    ]


def halangan(tarif: Tarif, ditutup: Iterable[Tarif]) -> str:
    """Why ``tarif`` cannot close these rows; empty when it can.

    A row that ends before one that it closes would leave months without any tariff.
    """
    if tarif.berlaku_sampai is None:
        return ""
    for t in ditutup:
        if t.berlaku_sampai is None or t.berlaku_sampai > tarif.berlaku_sampai:
            return (
                f"Tarif ini berakhir {nama_bulan(tarif.berlaku_sampai)}, sedangkan tarif yang "
                "ditutupnya berlaku lebih lama: bulan-bulan sesudahnya tidak mempunyai tarif. "
                "Kosongkan bulan terakhirnya, lalu susun tarif berikutnya bila perlu."
            )
    return ""


def tutup(lama: Tarif, baru: Tarif) -> None:
    """Close ``lama`` the day before ``baru``, or switch it off when it begins no earlier."""
    lama.digantikan_oleh = baru
    if lama.berlaku_mulai >= baru.berlaku_mulai:
        lama.aktif = False
    else:
        lama.berlaku_sampai = baru.berlaku_mulai - timedelta(days=1)
