"""Coverage of the city's workers: what others published, dated, and what the programme adds.

The published numbers count every payer, so ours are set beside them and never added to them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from iuran.perlindungan import potret
from laporan.models import DataCakupan, UkuranCakupan
from pijar.bulan import tanggal_panjang
from pijar.rupiah import persen

CARA = (
    "Jumlah pekerja informal dan yang sudah terlindungi diumumkan pihak lain pada tanggalnya dan "
    "memuat semua pembayar, termasuk mungkin peserta kota. Karena itu peserta kota disebut di "
    "sampingnya dan tidak ditambahkan kepadanya.",
    "Persen yang dihitung memakai kedua jumlah itu; persen yang tertulis dikutip apa adanya bila "
    "berbeda.",
    "Yang kami tambahkan: orang yang terlindungi menurut catatan ini pada tanggal laporan, dan "
    "bagiannya dari seluruh pekerja informal.",
)


@dataclass(frozen=True)
class FaktaCakupan:
    """One published fact: people (whole) or percent, of a day, with its source."""

    ukuran: str
    nama: str
    per: date
    nilai: Decimal
    persen: bool
    sumber: str
    catatan: str

    @property
    def tanggal(self) -> str:
        return tanggal_panjang(self.per)

    @property
    def orang(self) -> int:
        return int(self.nilai)


@dataclass(frozen=True)
class Cakupan:
    """The newest facts of each kind on ``pada`` and the people whom the ledger protects then.

    ``dihitung`` is the coverage of informal workers from the two published numbers of one day;
    None where they do not speak of the same day. ``informal`` is 0 where nobody published it.
    """

    pada: date
    data: tuple[FaktaCakupan, ...]
    informal: int
    dihitung: Decimal | None
    kota: int
    lain: int

    @property
    def orang(self) -> int:
        """Protected people, whoever pays."""
        return self.kota + self.lain

    @property
    def persen_kota(self) -> Decimal | None:
        """Those whom the city pays, in percent of the informal workers."""
        return persen(self.kota, self.informal)

    @property
    def persen_orang(self) -> Decimal | None:
        return persen(self.orang, self.informal)

    @property
    def cara(self) -> tuple[str, ...]:
        return CARA

    def fakta(self, ukuran: str) -> FaktaCakupan | None:
        return next((d for d in self.data if d.ukuran == ukuran), None)


def cakupan(*, pada: date) -> Cakupan:
    """The facts that speak of a day up to ``pada``, and our people on that day."""
    urutan = UkuranCakupan.values
    terbaru = sorted(DataCakupan.objects.terbaru(pada), key=lambda d: urutan.index(d.ukuran))
    data = tuple(_fakta(d) for d in terbaru)
    per_ukuran = {d.ukuran: d for d in data}
    semua = per_ukuran.get(UkuranCakupan.INFORMAL)
    tercakup = per_ukuran.get(UkuranCakupan.INFORMAL_TERCAKUP)
    sehari = semua and tercakup and semua.per == tercakup.per
    ringkas = potret(pada).ringkasan
    return Cakupan(
        pada=pada,
        data=data,
        informal=semua.orang if semua else 0,
        dihitung=persen(tercakup.orang, semua.orang) if sehari and semua and tercakup else None,
        kota=ringkas.terlindungi_kota,
        lain=ringkas.terlindungi_lain,
    )


def _fakta(d: DataCakupan) -> FaktaCakupan:
    return FaktaCakupan(
        ukuran=d.ukuran,
        nama=d.get_ukuran_display(),
        per=d.per,
        nilai=d.nilai,
        persen=d.persen,
        sumber=d.sumber,
        catatan=d.catatan,
    )
