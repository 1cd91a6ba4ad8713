"""The board of who loses cover when: its figures, and what the next cliff takes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from iuran.buku import KeadaanSumber, Tambahan, keadaan_sumber, nominal_termahal, penerus_sumber
from iuran.models import KeadaanPagu, SumberDana, Tarif
from iuran.perlindungan import (
    BULAN_DILIHAT,
    BarisUjung,
    DalamHari,
    Gelombang,
    Jeda,
    Saring,
    Ujung,
    bantuan_ditahan,
    batas_sk,
    bulan_papan,
    daftar_jeda,
    dalam_hari,
    gelombang,
    per_bulan,
    tebing,
    ujung,
)
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import nama_bulan, rentang_bulan, tambah_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah

BULAN_PERPANJANGAN = 12


class Tebing(NamedTuple):
    """What it takes to extend everybody whose cover ends with ``bulan`` by twelve months.

    ``sumber`` are the payers of these months with their room, ``tanpa_penerus`` old sources that
    nobody continues after December. ``rupiah`` is None where a month has no tariff (``halangan``).
    """

    bulan: date
    orang: int
    rupiah: int | None
    sumber: list[KeadaanSumber]
    tanpa_penerus: list[SumberDana]
    halangan: str = ""

    def kalimat(self, pada: date) -> str:
        """All of it in one sentence."""
        bagian = [
            f"Sesudah {nama_bulan(self.bulan)}, {ribuan(self.orang)} orang kehilangan perlindungan",
            self._biaya(),
            *(f"{s} belum mempunyai penerus tahun {s.tahun + 1}" for s in self.tanpa_penerus),
            kata_sk(self.bulan, pada),
        ]
        return f"{'; '.join(bagian)}."

    def _biaya(self) -> str:
        lama = f"{BULAN_PERPANJANGAN} bulan"
        if self.rupiah is None:
            return f"biaya memperpanjang {lama} belum dapat dihitung ({self.halangan.rstrip('.')})"
        awal = f"memperpanjang {lama} memerlukan {rupiah(self.rupiah)}"
        return f"{awal}: {', '.join(map(_ruang, self.sumber))}" if self.sumber else awal


def _ruang(k: KeadaanSumber) -> str:
    """One payer's part with its ceiling, its state and what is free."""
    indikatif = ", baru indikatif" if k.sumber.keadaan_pagu == KeadaanPagu.RANCANGAN else ""
    kurang = [
        *([f"kurang {rupiah(k.lebih_rupiah)}"] if k.lebih_rupiah else []),
        *([f"kurang {ribuan(k.lebih_orang)} tempat"] if k.lebih_orang else []),
    ]
    return (
        f"{rupiah(k.rupiah_baru)} dari {k.sumber} (pagu {rupiah(k.sumber.pagu)}, "
        f"{k.sumber.cip.label}{indikatif}, tersisa {rupiah(max(0, k.sisa_rupiah))} dan "
        f"{ribuan(max(0, k.sisa_orang))} tempat): {' dan '.join(kurang) or 'cukup'}"
    )


@dataclass(frozen=True)
class Papan:
    """All figures of the board, from one count; the list below shows the same people."""

    ujung: Ujung
    baris: Sequence[BarisUjung]
    sumber: Mapping[int, SumberDana]

    @property
    def pada(self) -> date:
        return self.ujung.pada

    @property
    def gelombang(self) -> Gelombang:
        return gelombang(self.baris, self.sumber, self.pada)

    @property
    def jeda(self) -> list[Jeda]:
        return daftar_jeda(self.baris, self.pada)

    @property
    def dalam_hari(self) -> list[DalamHari]:
        return dalam_hari(per_bulan(self.baris), self.pada)

    @property
    def bulan_tebing(self) -> date | None:
        """The last month before the next cliff."""
        return tebing(per_bulan(self.baris), self.pada)

    def jumlah(self, apa: Saring) -> Counter[date]:
        """People of the list under ``apa`` by month."""
        return per_bulan(b for b in self.baris if apa.cocok(b))

    def dari(self, sumber: int | None) -> "Papan":
        """The same board of one source, or as it is."""
        return replace(self, baris=[b for b in self.baris if Saring(None, sumber).cocok(b)])

    def tebing(self, bulan: date, di: PesertaQuerySet, *, pagu: bool) -> Tebing:
        """What ``bulan`` takes; ``pagu``: with the ceilings, which not everybody may see."""
        orang: Counter[int] = Counter()
        for b in self.baris:
            orang[b.sumber_id] += b.orang if b.akhir == bulan else 0
        return _tebing(self, bulan, +orang, di, pagu=pagu)


def papan(pada: date, di: PesertaQuerySet | None = None) -> Papan:
    """Count the board of ``di``, or of the whole city."""
    satu = _ujung(pada, di)
    baris = satu.hitung()
    return Papan(satu, baris, SumberDana.objects.in_bulk({b.sumber_id for b in baris}))


def papan_kota(pada: date) -> Papan:
    """The board of the people whom the city pays, counted as the figures of a month count them."""
    satu = ujung(pada)
    baris = satu.hitung()
    sumber = SumberDana.objects.dibayar_kota().in_bulk({b.sumber_id for b in baris})
    return Papan(satu, [b for b in baris if b.sumber_id in sumber], sumber)


def _ujung(pada: date, di: PesertaQuerySet | None) -> Ujung:
    """The ends for who must act: an extension that BPJS refused, or that is held, is none."""
    return replace(ujung(pada, di), ditahan=bantuan_ditahan())


class BagianPerpanjangan(NamedTuple):
    """Months that follow an ``asal``; ``sumber`` pays them, None where nobody does yet."""

    asal: SumberDana
    sumber: SumberDana | None
    bulan: list[date]


def bagi_perpanjangan(akhir: date, asal: Sequence[SumberDana]) -> list[BagianPerpanjangan]:
    """Twelve months after ``akhir``: those of the source's own year, and its successor's."""
    penerus = penerus_sumber(asal)
    bulan = rentang_bulan(tambah_bulan(akhir, 1), BULAN_PERPANJANGAN)
    bagian = []
    for s in asal:
        sendiri = [b for b in bulan if b.year == s.tahun]
        lanjut = bulan[len(sendiri) :]
        bagian += [BagianPerpanjangan(s, s, sendiri)] if sendiri else []
        bagian += [BagianPerpanjangan(s, penerus.get(s.pk), lanjut)] if lanjut else []
    return bagian


def _tebing(
    p: Papan, akhir: date, orang: Counter[int], di: PesertaQuerySet, *, pagu: bool
) -> Tebing:
    bagian = bagi_perpanjangan(akhir, [p.sumber[pk] for pk in sorted(orang)])
    tanpa = [b.asal for b in bagian if b.sumber is None]
    try:
        harga = _harga(bagian)
    except AturanDilanggarError as galat:
        return Tebing(akhir, orang.total(), None, [], tanpa, galat.kalimat)
    sopir: Counter[int] = Counter()
    if any(biasa != transport for biasa, transport in harga):
        sopir = _sopir(p.ujung, akhir, di) & orang
    uang = [
        len(b.bulan) * (biasa * (orang[b.asal.pk] - sopir[b.asal.pk]) + lain * sopir[b.asal.pk])
        for b, (biasa, lain) in zip(bagian, harga, strict=True)
    ]
    keadaan = _keadaan(bagian, orang, uang) if pagu else []
    return Tebing(akhir, orang.total(), sum(uang), keadaan, tanpa)


def harga_perpanjangan(akhir: date, asal: Sequence[SumberDana]) -> dict[int, tuple[int, int]]:
    """Rupiah of one person's twelve months after ``akhir``, by source id: plain, of transport.

    Raises AturanDilanggarError where a month has no tariff.
    """
    bagian = bagi_perpanjangan(akhir, asal)
    hasil = dict.fromkeys((s.pk for s in asal), (0, 0))
    for b, (biasa, transport) in zip(bagian, _harga(bagian), strict=True):
        lama, sopir = hasil[b.asal.pk]
        hasil[b.asal.pk] = (lama + len(b.bulan) * biasa, sopir + len(b.bulan) * transport)
    return hasil


def _harga(bagian: Iterable[BagianPerpanjangan]) -> list[tuple[int, int]]:
    """Rupiah a month of each part: of plain work, of transport."""
    tarif = list(Tarif.objects.berlaku())
    return [(_nominal(tarif, b, False), _nominal(tarif, b, True)) for b in bagian]


def _sopir(satu: Ujung, akhir: date, di: PesertaQuerySet) -> Counter[int]:
    """People of transport by source; asked for only where their tariff is another."""
    orang: Counter[int] = Counter()
    for u in replace(satu, di=di.filter(pekerjaan__transport=True)).hitung():
        orang[u.sumber_id] += u.orang if u.akhir == akhir else 0
    return orang


def _keadaan(
    bagian: Sequence[BagianPerpanjangan], orang: Counter[int], uang: Sequence[int]
) -> list[KeadaanSumber]:
    """The room of each payer; several old sources may have the same successor."""
    perlu: dict[int, Tambahan] = {}
    for b, rupiah_bagian in zip(bagian, uang, strict=True):
        if b.sumber:
            lama = perlu.get(b.sumber.pk, Tambahan({}, 0))
            tempat = Counter(lama.orang) + Counter(dict.fromkeys(b.bulan, orang[b.asal.pk]))
            perlu[b.sumber.pk] = Tambahan(tempat, lama.rupiah + rupiah_bagian)
    return keadaan_sumber(perlu, {b.sumber.pk: b.sumber for b in bagian if b.sumber}.values())


def _nominal(tarif: Sequence[Tarif], b: BagianPerpanjangan, transport: bool) -> int:
    """Rupiah a month: that of the dearest month, as a decree binds it."""
    jenis = (b.sumber or b.asal).jenis
    return nominal_termahal(tarif, b.bulan, jenis_sumber=jenis, transport=transport, jht=False)


class TebingDekat(NamedTuple):
    """People whose cover ends with one of the next months."""

    bulan: date
    orang: int


def kata_sk(akhir: date, pada: date) -> str:
    """Until when the decree is needed that extends who loses cover after ``akhir``."""
    batas = batas_sk(akhir)
    lewat = "seharusnya " if pada > batas else ""
    return f"SK {lewat}paling lambat {tanggal_panjang(batas)}"


def tebing_dekat(pada: date, di: PesertaQuerySet | None) -> list[TebingDekat]:
    """The next three months in which somebody loses cover, the most urgent first."""
    orang = per_bulan(_ujung(pada, di).hitung())
    return [TebingDekat(b, orang[b]) for b in bulan_papan(pada, BULAN_DILIHAT) if orang[b]]
