"""The account of a source on its page: its money by stage, by month, and how long it lasts.

Rows in a bill are summed by the bill, whose total the database holds to them; the rest comes from
the partial indexes of the ledger. Every sum is one of :meth:`SumberDanaQuerySet.with_keuangan`.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from iuran.buku.kuota import Perkiraan
from iuran.buku.realisasi import janji_pada
from iuran.models import Iuran, JenisIuran, StatusTagihan, SumberDana, Tagihan
from pijar.bulan import nama_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from pijar.rupiah import ribuan, rupiah

S = StatusTagihan
DI_TAGIHAN = ((S.DISUSUN, "Tagihan disusun"), (S.DITERBITKAN, "Ditagih, belum dibayar"))


class Tahap(NamedTuple):
    """Worker-months and rupiah that stand at one stage; reversals are negative."""

    nama: str
    orang: int
    rupiah: int


class UangBulan(NamedTuple):
    """One month: the people promised with their rupiah (``rencana``), and what became of it.

    ``dibayar`` (also by a civil servant's evidence) and ``ditagih`` (issued or drafted, and unpaid)
    by the month of the bill.
    """

    bulan: date
    orang: int
    rencana: int
    belum: int
    ditagih: int
    dibayar: int


class KeadaanUang(NamedTuple):
    """``tahap`` add up to all that is bound. ``kelebihan``: paid in vain and not settled yet."""

    sumber: SumberDana
    tahap: list[Tahap]
    bulan: list[UangBulan]
    kelebihan: Tahap

    @property
    def terikat(self) -> Tahap:
        return Tahap(
            "Terikat seluruhnya",
            sum(t.orang for t in self.tahap),
            sum(t.rupiah for t in self.tahap),
        )

    @property
    def jumlah(self) -> UangBulan:
        """The sums of the months; ``orang`` are worker-months."""
        kolom = zip(*(b[1:] for b in self.bulan), strict=True)
        return UangBulan(date(self.sumber.tahun, 12, 1), *(sum(k) for k in kolom))


def keadaan_uang(sumber: SumberDana) -> KeadaanUang:
    """Where the money of ``sumber`` stands now; six queries."""
    tagihan = list(
        Tagihan.objects.filter(sumber=sumber)
        .order_by()
        .values("bulan", "status")
        .annotate(orang=Sum("jumlah_orang"), rupiah=Sum("total"))
        .values_list("bulan", "status", "orang", "rupiah")
    )
    belum, berbukti = _di_luar_tagihan(sumber)
    balik = _pembalik(sumber)
    tahap = [
        Tahap("Ditetapkan, belum terdaftar", *janji_pada(sumber)),
        Tahap("Belum ditagih", *map(sum, zip((0, 0), *belum.values(), strict=True))),
        *(_di_tagihan(nama, status, tagihan, balik) for status, nama in DI_TAGIHAN),
        _tambah(_di_tagihan("Dibayar", S.DIBAYAR, tagihan, balik), berbukti),
        Tahap("Kompensasi dalam tagihan", *_jumlah(balik, *S)),
        Tahap("Disetor kembali (STS)", *_jumlah(balik, None)),
    ]
    kelebihan = Iuran.objects.kelebihan().filter(sumber=sumber).exclude(
        daftar_kelebihan__hidup=True
    ).aggregate(n=Count("pk"), uang=Sum("nominal", default=0))  # fmt: skip
    return KeadaanUang(
        sumber,
        tahap,
        _per_bulan(sumber, tagihan, belum, berbukti),
        Tahap("Kelebihan bayar, belum selesai", kelebihan["n"], kelebihan["uang"]),
    )


PerBulan = dict[date, tuple[int, int]]


def _di_luar_tagihan(sumber: SumberDana) -> tuple[PerBulan, PerBulan]:
    """Live months in no bill, people and rupiah: those that wait, and those that evidence paid."""
    tahunnya = (date(sumber.tahun, 1, 1), date(sumber.tahun, 12, 1))
    baris = Iuran.objects.hidup().filter(tagihan=None, sumber=sumber, bulan__range=tahunnya)
    tahap = baris.order_by().annotate(berbukti=Q(pembayaran__isnull=False))
    isi = tahap.values_list("bulan", "berbukti")
    semua: tuple[PerBulan, PerBulan] = ({}, {})
    for bulan, berbukti, n, uang in isi.annotate(n=Count("pk"), uang=Sum("nominal")):
        semua[berbukti][bulan] = (n, uang)
    return semua


def _tambah(tahap: Tahap, bulan: PerBulan) -> Tahap:
    """The stage with these months, which stand in no bill."""
    orang, uang = sum(n for n, _ in bulan.values()), sum(u for _, u in bulan.values())
    return Tahap(tahap.nama, tahap.orang + orang, tahap.rupiah + uang)


def _pembalik(sumber: SumberDana) -> dict[str | None, tuple[int, int]]:
    """Reversals that count, negative, by the state of their bill; None: paid back by STS."""
    baris = Iuran.objects.uang().filter(sumber=sumber, hidup=False, jenis=JenisIuran.PEMBALIK)
    isi = baris.order_by().values("tagihan__status").annotate(n=Count("pk"), uang=Sum("nominal"))
    return {s: (-n, uang) for s, n, uang in isi.values_list("tagihan__status", "n", "uang")}


def _jumlah(balik: dict[str | None, tuple[int, int]], *status: str | None) -> tuple[int, int]:
    dipilih = [balik[s] for s in status if s in balik]
    return sum(n for n, _ in dipilih), sum(uang for _, uang in dipilih)


def _di_tagihan(
    nama: str,
    status: str,
    tagihan: list[tuple[date, str, int, int]],
    balik: dict[str | None, tuple[int, int]],
) -> Tahap:
    """The months of people in these bills, without what was set off in them."""
    orang = sum(n for _, s, n, _ in tagihan if s == status)
    uang = sum(total for _, s, _, total in tagihan if s == status)
    return Tahap(nama, orang, uang - _jumlah(balik, status)[1])


def _per_bulan(
    sumber: SumberDana,
    tagihan: list[tuple[date, str, int, int]],
    belum: PerBulan,
    berbukti: PerBulan,
) -> list[UangBulan]:
    orang, rencana, uang = _rencana(sumber), Counter[date](), Counter[tuple[date, bool]]()
    for bulan, status, _, total in tagihan:
        if status in (S.DISUSUN, S.DITERBITKAN, S.DIBAYAR):
            uang[bulan, status == S.DIBAYAR] += total
    uang.update({(b, True): n for b, (_, n) in berbukti.items()})
    rencana.update({b: isi[1] for b, isi in orang.items()})
    return [
        UangBulan(
            b,
            orang.get(b, (0, 0))[0],
            rencana[b],
            belum.get(b, (0, 0))[1],
            uang[b, False],
            uang[b, True],
        )
        for b in rentang_bulan(date(sumber.tahun, 1, 1), 12)
    ]


def _rencana(sumber: SumberDana) -> PerBulan:
    """People promised and their rupiah, by month."""
    orang, uang = Counter[date](), Counter[date]()
    janji = sumber.daftar_bantuan.hidup().order_by()
    kelompok = janji.values_list("bulan_awal", "bulan_akhir", "nominal_per_bulan")
    for awal, akhir, nominal, n in kelompok.annotate(n=Count("pk")):
        for b in rentang_bulan(awal, selisih_bulan(awal, akhir) + 1):
            orang[b] += n
            uang[b] += n * nominal
    return {b: (orang[b], uang[b]) for b in orang}


def kalimat_perkiraan(sumber: SumberDana, p: Perkiraan, pada: date) -> str:
    """How long the money lasts, or what is left of it, in one sentence."""
    if pada.year > sumber.tahun:
        return f"Tahun {sumber.tahun} sudah berakhir: {_sisa(sumber.sisa)}."
    if p.habis == p.mulai:
        return f"Pagu tidak cukup untuk {nama_bulan(p.mulai)}: {_sisa(p.sisa)} sampai Desember."
    bila = f"bila {ribuan(sumber.orang)} orang {nama_bulan(p.mulai)} diteruskan"
    if p.habis:
        return f"Pagu cukup sampai {nama_bulan(tambah_bulan(p.habis, -1))} {bila}."
    lama = 13 - p.mulai.month
    orang = p.sisa // (p.nominal * lama) if p.nominal else 0
    cukup = f" = {ribuan(orang)} orang × {lama} bulan" if orang else ""
    if not sumber.orang:
        return f"Belum ada orang pada {nama_bulan(p.mulai)}: {_sisa(p.sisa)}{cukup}."
    return f"Pagu cukup sampai Desember {sumber.tahun} {bila}; {_sisa(p.sisa)}{cukup}."


def _sisa(uang: int) -> str:
    return f"tersisa {rupiah(uang)}" if uang >= 0 else f"kurang {rupiah(-uang)}"
