"""How much room a source of funds has, in people per month and in rupiah."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from iuran.buku.tarif import pilih_tarif
from iuran.models import SumberDana, Tarif
from pijar.bulan import nama_bulan, rentang_bulan
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah

ORANG_PER_BULAN = """
    SELECT b.sumber_id, m.bulan::date, sum(b.orang)::bigint
    FROM (
        SELECT sumber_id, bulan_awal, bulan_akhir, count(*) AS orang FROM iuran_bantuan
        WHERE sumber_id = ANY(%s::bigint[]) AND status <> 'batal'
        GROUP BY sumber_id, bulan_awal, bulan_akhir
    ) b
    CROSS JOIN LATERAL generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m(bulan)
    GROUP BY b.sumber_id, m.bulan
"""


class Tambahan(NamedTuple):
    """People per month and rupiah that a list adds to one source."""

    orang: dict[date, int]
    rupiah: int


class KeadaanSumber(NamedTuple):
    """A source before a list of grants, and the people and rupiah that the list adds.

    ``bulan`` is the fullest month; ``orang_sekarang`` and ``orang_baru`` count people in it.
    """

    sumber: SumberDana
    bulan: date
    orang_sekarang: int
    orang_baru: int
    terikat: int
    hidup: int
    rupiah_baru: int

    @property
    def sisa_orang(self) -> int:
        """Free places in the fullest month, before the list."""
        return self.sumber.kuota - self.orang_sekarang

    @property
    def sisa_rupiah(self) -> int:
        """Ceiling − committed − live ledger rows, before the list."""
        return self.sumber.pagu - self.terikat - self.hidup

    @property
    def lebih_orang(self) -> int:
        """How many people exceed the free places; 0 when the list fits."""
        return max(0, self.orang_baru - self.sisa_orang)

    @property
    def lebih_rupiah(self) -> int:
        """How many rupiah the ceiling falls short; 0 when it suffices."""
        return max(0, self.rupiah_baru - self.sisa_rupiah)

    @property
    def muat(self) -> bool:
        return not self.pesan

    @property
    def pesan(self) -> str:
        """Why the list does not fit, for the officer; empty when it does."""
        if self.sisa_rupiah < 0:
            return (
                f"{self.sumber} defisit {rupiah(-self.sisa_rupiah)}: pagunya di bawah yang sudah "
                "terikat, jadi tidak menerima penetapan baru. Pilih sumber dana lain, atau "
                "selesaikan defisitnya di Sumber dana."
            )
        if self.lebih_orang:
            return (
                f"Kuota {self.sumber} untuk {nama_bulan(self.bulan)} tinggal "
                f"{ribuan(max(0, self.sisa_orang))} dari {ribuan(self.sumber.kuota)} orang, "
                f"sedangkan daftar ini menambah {ribuan(self.orang_baru)} orang: kelebihan "
                f"{ribuan(self.lebih_orang)} orang. Kurangi daftar, pilih sumber dana lain, "
                "atau ubah kuotanya di Sumber dana."
            )
        if self.lebih_rupiah:
            return (
                f"Pagu {self.sumber} tinggal {rupiah(max(0, self.sisa_rupiah))}, sedangkan daftar "
                f"ini memerlukan {rupiah(self.rupiah_baru)} untuk seluruh bulannya (bulan terpadat "
                f"{nama_bulan(self.bulan)}, {ribuan(self.orang_baru)} orang): kurang "
                f"{rupiah(self.lebih_rupiah)}. Kurangi orang atau bulannya, atau minta admin "
                "menaikkan pagunya."
            )
        return ""


def keadaan_sumber(
    tambahan: dict[int, Tambahan], sumber: Iterable[SumberDana]
) -> list[KeadaanSumber]:
    """Compare the room of each of ``sumber`` with its additions in ``tambahan`` (by source id)."""
    dibaca = {
        s.pk: s for s in SumberDana.objects.filter(pk__in=[s.pk for s in sumber]).with_keuangan()
    }
    orang = orang_per_bulan(list(dibaca))
    hasil = []
    for pk, s in sorted(dibaca.items()):
        baru = tambahan[pk]
        terpadat = max(
            baru.orang, key=lambda b: (orang.get((pk, b), 0) + baru.orang[b], -b.toordinal())
        )
        hasil.append(
            KeadaanSumber(
                sumber=s,
                bulan=terpadat,
                orang_sekarang=orang.get((pk, terpadat), 0),
                orang_baru=baru.orang[terpadat],
                terikat=s.terikat,
                hidup=s.hidup,
                rupiah_baru=baru.rupiah,
            )
        )
    return hasil


def orang_per_bulan(sumber_ids: list[int]) -> dict[tuple[int, date], int]:
    """People with a grant, by source id and month; a month without any is left out."""
    with connection.cursor() as kursor:
        kursor.execute(ORANG_PER_BULAN, [sumber_ids])
        return {(sumber, bulan): n for sumber, bulan, n in kursor.fetchall()}


def orang_terbanyak(sumber: SumberDana) -> tuple[int, date | None]:
    """People in the fullest month of ``sumber``, and that month; (0, None) without grants."""
    per_bulan = {bulan: n for (_, bulan), n in orang_per_bulan([sumber.pk]).items()}
    if not per_bulan:
        return 0, None
    bulan = max(per_bulan, key=lambda b: (per_bulan[b], -b.toordinal()))
    return per_bulan[bulan], bulan


class Perkiraan(NamedTuple):
    """How far the money goes if the people of ``mulai`` stay until December.

    ``habis``: the month in which it runs out, None if it suffices. ``sisa``: rupiah left after
    December, negative if it does not. ``nominal``: rupiah of one person in ``mulai``.
    """

    mulai: date
    habis: date | None
    sisa: int
    nominal: int


def perkiraan(daftar: Iterable[SumberDana], bulan: date) -> dict[int, Perkiraan]:
    """Estimate by source id whether the money lasts if the people of ``bulan`` stay.

    ``daftar`` carries ``with_keuangan`` and ``with_orang``. Every person costs the tariff of work
    outside transport.
    """
    sumber = list(daftar)
    orang = orang_per_bulan([s.pk for s in sumber])
    tarif = list(Tarif.objects.berlaku())
    hasil = {}
    for s in sumber:
        sisa, habis = s.sisa, None
        per_bulan = {b: _nominal(tarif, b, s.jenis) for b in rentang_bulan(bulan, 13 - bulan.month)}
        for b, nominal in per_bulan.items():
            sisa -= max(0, s.orang - orang.get((s.pk, b), 0)) * nominal
            if sisa < 0 and habis is None:
                habis = b
        hasil[s.pk] = Perkiraan(bulan, habis, sisa, per_bulan[bulan])
    return hasil


def _nominal(tarif: Sequence[Tarif], bulan: date, jenis_sumber: str) -> int:
    """Rupiah of one person; 0 for a month whose tariff nobody knows yet."""
    try:
        return pilih_tarif(tarif, bulan=bulan, jenis_sumber=jenis_sumber, transport=False).nominal
    except AturanDilanggarError:
        return 0


def perkiraan_habis(daftar: Iterable[SumberDana], bulan: date) -> dict[int, date]:
    """The month in which each source runs out; one with money until December has no entry."""
    return {pk: p.habis for pk, p in perkiraan(daftar, bulan).items() if p.habis}
