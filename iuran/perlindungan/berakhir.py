"""People who lose cover, by month: the end of the unbroken run that protects each of them today.

Only who is protected can lose it, so nobody is counted twice and never more people than these.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Least

from iuran.models import Bantuan, Iuran, StatusBantuan, SumberDana
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan.aturan import TERLINDUNGI
from iuran.perlindungan.cakupan import tanpa_keadaan
from iuran.perlindungan.dugaan import bukan_satu_pun, punya_bulan
from peserta.models import Kecamatan, Status
from pijar.bulan import awal_bulan, rentang_bulan, tambah_bulan

BULAN_DILIHAT = 3
DITERIMA = (Status.DIDAFTARKAN, Status.TERDAFTAR)
"""BPJS may have accepted people of these for payment; those of the first still lack their card."""


class BarisBerakhir(NamedTuple):
    """People whose last covered month is ``bulan``, by source and kecamatan."""

    bulan: date
    sumber_id: int
    sumber: str
    kecamatan_id: str
    kecamatan: str
    orang: int


def bulan_terakhir(
    pada: date, bulan: int = BULAN_DILIHAT, tahu: Mapping[int, str] | None = None
) -> list[IuranQuerySet]:
    """The rows with which the cover of each protected person ends, for each of the next months.

    ``pada``'s own month is the first of the ``bulan`` months; each list holds its rows. It is the
    last row of the unbroken run that covers ``pada``, and no grant that waits for its rows pays the
    month after it. Each month is looked for by itself, so that two of them are laid side by side.
    ``tahu`` is :func:`keadaan_lain` of all states, where the caller has it.
    """
    awal = awal_bulan(pada)
    if tahu is None:
        tak_terlindungi = tanpa_keadaan(TERLINDUNGI, pada)
    else:
        tak_terlindungi = [pk for pk, keadaan in tahu.items() if keadaan not in TERLINDUNGI]
    return [
        _berakhir_dengan(awal, n).filter(bukan_satu_pun("peserta", tak_terlindungi))
        for n in range(bulan)
    ]


def dengan_lanjut(baris: IuranQuerySet) -> IuranQuerySet:
    """With ``lanjut``: the month in which something pays again after the gap, None without."""
    sesudah = Iuran.objects.hidup().filter(peserta=OuterRef("peserta"), bulan__gt=OuterRef("bulan"))
    menyusul = _menunggu_baris().filter(bulan_awal__gt=OuterRef("bulan"))
    return baris.annotate(
        lanjut=Least(
            Subquery(sesudah.order_by("bulan").values("bulan")[:1]),
            Subquery(menyusul.order_by("bulan_awal").values("bulan_awal")[:1]),
        )
    )


def _berakhir_dengan(awal: date, n: int) -> IuranQuerySet:
    """The row ``n`` months after ``awal``, with every month before it live and the next one not."""
    berikut = tambah_bulan(awal, n + 1)
    dibiayai = _menunggu_baris().filter(bulan_awal__lte=berikut, bulan_akhir__gte=berikut)
    sebelum = (punya_bulan("peserta", b) for b in rentang_bulan(awal, n))
    return (
        Iuran.objects.hidup()
        .filter(*sebelum, ~punya_bulan("peserta", berikut), ~Exists(dibiayai))
        .filter(bulan=tambah_bulan(awal, n))
        .filter(peserta__status__in=DITERIMA, peserta__digabung_ke=None)
    )


def _menunggu_baris() -> QuerySet[Bantuan]:
    """For a query on Iuran: the person's grants whose months may still come into the ledger."""
    return Bantuan.objects.filter(
        peserta=OuterRef("peserta"),
        status__in=[StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN],
    ).order_by()


class BarisTabel(NamedTuple):
    """One group's people per month, in the order of the table's months."""

    nama: str
    per_bulan: list[int]

    @property
    def orang(self) -> int:
        return sum(self.per_bulan)


class TabelBerakhir(NamedTuple):
    """The same people by source and by kecamatan; ``total`` counts them per month."""

    bulan: list[date]
    per_sumber: list[BarisTabel]
    per_kecamatan: list[BarisTabel]
    total: BarisTabel


def tabel_berakhir(baris: Sequence[BarisBerakhir], pada: date, bulan: int) -> TabelBerakhir:
    """Lay ``baris`` out with a column for each of the next ``bulan`` months."""
    kolom = rentang_bulan(awal_bulan(pada), bulan)
    return TabelBerakhir(
        kolom,
        _kelompokkan([(b.sumber, b) for b in baris], kolom),
        _kelompokkan([(b.kecamatan, b) for b in baris], kolom),
        BarisTabel("Jumlah", [sum(b.orang for b in baris if b.bulan == k) for k in kolom]),
    )


def _kelompokkan(baris: Sequence[tuple[str, BarisBerakhir]], kolom: list[date]) -> list[BarisTabel]:
    hitung: dict[str, Counter[date]] = {}
    for nama, b in baris:
        hitung.setdefault(nama, Counter())[b.bulan] += b.orang
    return [BarisTabel(nama, [hitung[nama][b] for b in kolom]) for nama in sorted(hitung)]


def akan_berakhir(
    pada: date, bulan: int = BULAN_DILIHAT, di: Sequence[IuranQuerySet] | None = None
) -> list[BarisBerakhir]:
    """How many people lose cover after each of the next ``bulan`` months.

    ``di`` is :func:`bulan_terakhir` narrowed to an area.
    """
    satu, *lain = (_hitung(b) for b in (bulan_terakhir(pada, bulan) if di is None else di))
    sumber = dict(SumberDana.objects.values_list("pk", "nama"))
    kecamatan = dict(Kecamatan.objects.values_list("kode", "nama"))
    baris = (
        BarisBerakhir(bln, pk, sumber[pk], kode, kecamatan[kode], orang)
        for bln, pk, kode, orang in satu.union(*lain, all=True)
    )
    return sorted(baris, key=lambda b: (b.bulan, b.sumber, b.kecamatan))


def _hitung(baris: IuranQuerySet) -> QuerySet[Any, Any]:
    kolom = ("bulan", "sumber", "peserta__kelurahan__kecamatan")
    return baris.order_by().values_list(*kolom).annotate(orang=Count("*"))
