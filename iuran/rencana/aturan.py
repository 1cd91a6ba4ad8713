"""What a year can carry: a pure rule over ceilings, bound months, tariffs and wishes.

Months that are bound are paid first. People who are wished for beyond them cost the tariff of each
month, from the first month that is still open. Money is whole rupiah.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from iuran.models import DIBAYAR_KOTA, KeadaanPagu
from pijar.bulan import rentang_bulan, tambah_bulan

LAMA_SISA = (6, 3)  # months for which a rest is told, beside all that are open


class DasarSumber(NamedTuple):
    """What is known of a source of the year; the tuples hold January to December.

    ``orang`` and ``terikat``: people and rupiah of grants and ledger. ``tarif``: rupiah for one
    person, None without a tariff. ``usulan``: a ceiling that waits for another admin.
    """

    pk: int
    nama: str
    jenis: str
    gelombang: str
    keadaan: KeadaanPagu
    aktif: bool
    pagu: int
    kuota: int
    orang: tuple[int, ...]
    terikat: tuple[int, ...]
    tarif: tuple[int | None, ...]
    penerus: str = ""
    usulan: int | None = None

    @property
    def kota(self) -> bool:
        return self.jenis in DIBAYAR_KOTA


class Keinginan(NamedTuple):
    """How many people a source shall pay for in all, from which month, for how many months.

    ``ganti``: the share in percent of places that fall free by an ending and are filled again.
    ``pagu`` and ``tarif`` stand in for the real ones, where set.
    """

    orang: int
    mulai: date
    lama: int = 12
    ganti: int = 100
    pagu: int | None = None
    tarif: tuple[int | None, ...] | None = None
    sebutan_tarif: str = ""


class BulanRencana(NamedTuple):
    """One month of a source; ``sisa`` is what the ceiling still holds after it.

    ``tak_terbayar``: those of ``baru`` for whom the money is not there. ``lalu``: nobody can be
    added any more.
    """

    bulan: date
    lalu: bool
    orang: int
    baru: int
    terikat: int
    tarif: int | None
    sisa: int
    tak_terbayar: int

    @property
    def rencana(self) -> int:
        """People bound or wished for."""
        return self.orang + self.baru

    @property
    def rupiah(self) -> int:
        return self.terikat + self.baru * (self.tarif or 0)


class HasilSumber(NamedTuple):
    """The plan of one source.

    ``ditambah``: the months in which people may be added. ``muat``: people whom the money carries
    through them; None when nobody can tell.
    """

    dasar: DasarSumber
    ingin: Keinginan
    bulan: list[BulanRencana]
    ditambah: list[date]
    muat: int | None

    @property
    def pagu(self) -> int:
        return self.dasar.pagu if self.ingin.pagu is None else self.ingin.pagu

    @property
    def kurang_terikat(self) -> int:
        """Rupiah that are bound beyond the ceiling, real or assumed, before anybody is added."""
        return max(0, sum(self.dasar.terikat) - self.pagu)

    @property
    def orang_bulan(self) -> int:
        return sum(b.rencana for b in self.bulan)

    @property
    def rupiah(self) -> int:
        return sum(b.rupiah for b in self.bulan)

    @property
    def sisa(self) -> int:
        return self.pagu - self.rupiah

    @property
    def kurang(self) -> int:
        return max(0, -self.sisa)

    @property
    def habis(self) -> date | None:
        """The first month with people for whom the money is not there."""
        return next((b.bulan for b in self.bulan if b.tak_terbayar), None)

    @property
    def tanpa_tarif(self) -> list[date]:
        """Months in which people may be added and no tariff holds: their cost is not counted."""
        return [b.bulan for b in self.bulan if b.tarif is None and b.bulan in self.ditambah]

    @property
    def puncak(self) -> int:
        return max(b.rencana for b in self.bulan)

    @property
    def lebih_kuota(self) -> int:
        return max(0, self.puncak - self.dasar.kuota)

    @property
    def sesudah_desember(self) -> int:
        """Months of the wish that the source of the next year pays."""
        bulan = self.ingin.mulai.month - 1 + self.ingin.lama - 12
        return max(0, bulan) if self.ingin.orang else 0

    @property
    def dibawa(self) -> list[tuple[int, int]]:
        """People and months that the rest carries, the longest time first."""
        terbuka = [b.tarif for b in self.bulan if not b.lalu]
        return [] if None in terbuka else _dibawa(self.sisa, [t or 0 for t in terbuka])


def _dibawa(sisa: int, tarif: Sequence[int]) -> list[tuple[int, int]]:
    lama = dict.fromkeys(n for n in (len(tarif), *LAMA_SISA) if 0 < n <= len(tarif))
    banyak = [(sisa // sum(tarif[-n:]), n) for n in lama]
    return [(orang, n) for orang, n in banyak if orang > 0]


def rencanakan(
    dasar: DasarSumber, ingin: Keinginan, *, tahun: int, terbuka_mulai: date
) -> HasilSumber:
    """The plan of one source; nobody is added before ``terbuka_mulai``."""
    semua = rentang_bulan(date(tahun, 1, 1), 12)
    akhir = tambah_bulan(ingin.mulai, ingin.lama - 1)
    mulai = max(ingin.mulai, terbuka_mulai)
    dibuka = [n for n, b in enumerate(semua) if mulai <= b <= akhir]
    batas = _batas(dasar, dibuka, ingin.ganti)
    tarif = ingin.tarif or dasar.tarif
    sisa = (dasar.pagu if ingin.pagu is None else ingin.pagu) - sum(dasar.terikat)
    muat = _muat(batas, {n: tarif[n] for n in dibuka}, sisa)
    bulan = []
    for n, b in enumerate(semua):
        baru = max(0, ingin.orang - batas[n]) if n in batas else 0
        sisa -= baru * (tarif[n] or 0)
        bulan.append(
            BulanRencana(
                b,
                b < terbuka_mulai,
                dasar.orang[n],
                baru,
                dasar.terikat[n],
                tarif[n],
                sisa,
                _tak_terbayar(baru, sisa, tarif[n]),
            )
        )
    return HasilSumber(dasar, ingin, bulan, [semua[n] for n in dibuka], muat)


def _tak_terbayar(baru: int, sisa: int, tarif: int | None) -> int:
    """Those of ``baru`` people for whom the money is not there; ``sisa`` is left after them."""
    return min(baru, -(sisa // tarif)) if tarif and sisa < 0 else 0


def _batas(dasar: DasarSumber, dibuka: Sequence[int], ganti: int) -> dict[int, int]:
    """By open month: a wish above this number costs money in it.

    It is the people who are bound, and the places that fell free and are not filled again.
    """
    batas, kosong, sebelum = {}, 0, 0
    for n in dibuka:
        kosong += max(0, sebelum - dasar.orang[n]) * (100 - ganti)
        sebelum = dasar.orang[n]
        batas[n] = sebelum + kosong // 100
    return batas


def _muat(batas: Mapping[int, int], tarif: Mapping[int, int | None], sisa: int) -> int | None:
    """The most people whose open months ``sisa`` pays."""
    harga = {n: t for n, t in tarif.items() if t}
    if not harga or len(harga) < len(tarif) or sisa < 0:
        return None

    def biaya(orang: int) -> int:
        return sum(max(0, orang - batas[n]) * t for n, t in harga.items())

    paling_banyak = sisa // min(harga.values()) + max(batas.values())
    return bisect_right(range(paling_banyak + 1), sisa, key=biaya) - 1


class Target(NamedTuple):
    """What the target of a kind of source costs: what is bound, and the months from ``mulai`` on.

    ``mulai`` is None when the year is over.
    """

    jenis: str
    orang: int
    biaya: int
    pagu: int
    mulai: date | None

    @property
    def kurang(self) -> int:
        return max(0, self.biaya - self.pagu)


def biaya_target(jenis: str, orang: int, hasil: Sequence[HasilSumber]) -> Target:
    """The target of one kind: its sources together, at their tariff, in every open month."""
    sejenis = [h for h in hasil if h.dasar.jenis == jenis]
    terbuka = [n for n, b in enumerate(sejenis[0].bulan) if not b.lalu] if sejenis else []
    terikat = sum(sum(h.dasar.terikat) for h in sejenis)
    biaya = terikat + sum(_biaya_bulan(orang, n, sejenis) for n in terbuka)
    mulai = sejenis[0].bulan[terbuka[0]].bulan if terbuka else None
    return Target(jenis, orang, biaya, sum(h.pagu for h in sejenis), mulai)


def _biaya_bulan(orang: int, n: int, sejenis: Sequence[HasilSumber]) -> int:
    """Rupiah of month ``n`` for those of ``orang`` people whom no source pays for yet."""
    kurang = orang - sum(h.dasar.orang[n] for h in sejenis)
    return max(0, kurang) * (sejenis[0].bulan[n].tarif or 0)


class Beda(NamedTuple):
    """One measure of a source in two plans."""

    ukuran: str
    kiri: int
    kanan: int
    rupiah: bool = True

    @property
    def selisih(self) -> int:
        return self.kanan - self.kiri


def bandingkan(kiri: HasilSumber, kanan: HasilSumber) -> list[Beda]:
    return [
        Beda("Orang yang direncanakan", kiri.puncak, kanan.puncak, rupiah=False),
        Beda("Orang-bulan", kiri.orang_bulan, kanan.orang_bulan, rupiah=False),
        Beda("Pagu", kiri.pagu, kanan.pagu),
        Beda("Keperluan", kiri.rupiah, kanan.rupiah),
        Beda("Sisa", kiri.sisa, kanan.sisa),
    ]


def jumlahkan(semua: Iterable[Sequence[Beda]]) -> list[Beda]:
    """The measures of all sources together."""
    return [
        sama[0]._replace(kiri=sum(b.kiri for b in sama), kanan=sum(b.kanan for b in sama))
        for sama in zip(*semua, strict=True)
    ]
