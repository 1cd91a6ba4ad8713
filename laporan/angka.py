"""The figures of a month on a date, counted once; screen, PDF and Excel all show this object.

Every figure is a sum over the ledger (see :mod:`iuran.perlindungan`) or a count of people by
status. Money is whole rupiah, months are first-of-month dates.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Exists, OuterRef, Q, Sum

from iuran.models import DIBAYAR_KOTA, BarisSaldoAwal, Iuran, JenisSumber, StatusSaldo
from iuran.perlindungan import TERLINDUNGI, Potret, berakhir
from iuran.perlindungan import potret as potret_pada
from laporan.models import Target
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.bulan import tambah_bulan

BERAKHIR_DALAM = 3  # months ahead in which somebody loses cover

DEFINISI = (
    "Terlindungi: mempunyai iuran yang hidup untuk bulan ini dan tidak nonaktif pada tanggal "
    "laporan. Angka utama menghitung yang dibayar kota (APBD dan DBHCHT).",
    "Menunggak: bulan terakhir yang sudah selesai belum dibayar; tetap terhitung terlindungi. "
    "Nonaktif: tiga bulan berturut-turut sebelum bulan ini belum dibayar.",
    "Dibayar: iuran bulan ini yang tagihannya sudah mempunyai SP2D sampai tanggal laporan.",
    "Terdaftar baru: kartunya diterima bulan ini; saldo awal berisi orang yang sudah peserta. "
    "Berhenti: peserta terdaftar yang berhenti bulan ini.",
    "Akan berakhir: bulan terakhir yang dibiayai jatuh dalam tiga bulan dan belum ada "
    "sambungannya.",
)


@dataclass(frozen=True)
class BarisKelompok:
    """One group and how many people it holds; ``target`` is 0 where none is set."""

    kode: str
    nama: str
    orang: int
    target: int = 0

    @property
    def persen_target(self) -> Decimal | None:
        return persen(self.orang, self.target)


@dataclass(frozen=True)
class BarisBulan:
    """One month and how many people's cover ends with it."""

    bulan: date
    orang: int


@dataclass(frozen=True)
class Angka:
    """All figures of ``bulan`` as known on ``pada``."""

    bulan: date
    pada: date
    target: int
    terlindungi: int
    terlindungi_lain: int
    menunggak: int
    nonaktif: int
    dibayar_orang: int
    dibayar_rupiah: int
    ditagih_orang: int
    ditagih_rupiah: int
    belum_ditagih_orang: int
    belum_ditagih_rupiah: int
    terdaftar_baru: int
    berhenti: int
    per_sumber: tuple[BarisKelompok, ...]
    per_kecamatan: tuple[BarisKelompok, ...]
    per_pekerjaan: tuple[BarisKelompok, ...]
    per_status: tuple[BarisKelompok, ...]
    akan_berakhir: tuple[BarisBulan, ...]

    @property
    def persen_target(self) -> Decimal | None:
        return persen(self.terlindungi, self.target)

    @property
    def jumlah_berakhir(self) -> int:
        return sum(b.orang for b in self.akan_berakhir)

    @property
    def definisi(self) -> tuple[str, ...]:
        return DEFINISI


def persen(bagian: int, seluruh: int) -> Decimal | None:
    """``bagian`` of ``seluruh`` in percent with two decimals; None when ``seluruh`` is 0."""
    if not seluruh:
        return None
    return (Decimal(bagian) * 100 / seluruh).quantize(Decimal("0.01"), ROUND_HALF_UP)


def hitung(bulan: date, *, pada: date) -> Angka:
    """Count everything for ``bulan`` as known on ``pada`` (a day of that month or later)."""
    hari = min(pada, tambah_bulan(bulan, 1) - timedelta(days=1))
    target = dict(Target.objects.filter(tahun=bulan.year).values_list("jenis", "orang"))
    potret = potret_pada(hari)
    ringkas = potret.ringkasan
    pindah = perpindahan(bulan, pada)
    return Angka(
        bulan=bulan,
        pada=pada,
        target=sum(orang for jenis, orang in target.items() if jenis in DIBAYAR_KOTA),
        terlindungi=ringkas.terlindungi_kota,
        terlindungi_lain=ringkas.terlindungi_lain,
        menunggak=ringkas.menunggak,
        nonaktif=ringkas.nonaktif,
        **iuran_bulan(bulan, pada),
        terdaftar_baru=pindah[Status.TERDAFTAR],
        berhenti=pindah[Status.BERHENTI],
        per_sumber=per_sumber(potret, target),
        per_kecamatan=tuple(BarisKelompok(b.kode, b.nama, b.orang) for b in potret.per_kecamatan),
        per_pekerjaan=tuple(BarisKelompok(b.kode, b.nama, b.orang) for b in potret.per_pekerjaan),
        per_status=per_status(),
        akan_berakhir=akan_berakhir(hari),
    )


def iuran_bulan(bulan: date, pada: date) -> dict[str, int]:
    """People and rupiah of the month's live rows: paid, billed and unpaid, not yet billed."""
    lunas = Q(pembayaran__tanggal__lte=pada)
    terbit = Q(tagihan__diterbitkan_pada__date__lte=pada) & ~lunas
    sisa = ~lunas & ~terbit
    hitungan: dict[str, int] = (
        Iuran.objects.hidup()
        .filter(bulan=bulan)
        .aggregate(
            **{
                f"{nama}_{apa}": fungsi
                for nama, syarat in (
                    ("dibayar", lunas),
                    ("ditagih", terbit),
                    ("belum_ditagih", sisa),
                )
                for apa, fungsi in (
                    ("orang", Count("pk", filter=syarat)),
                    ("rupiah", Sum("nominal", filter=syarat, default=0)),
                )
            }
        )
    )
    return hitungan


def per_sumber(potret: Potret, target: dict[str, int]) -> tuple[BarisKelompok, ...]:
    """Protected people by kind of source beside the year's target for it."""
    orang: Counter[str] = Counter()
    for kelompok in potret.kelompok:
        if kelompok.cakupan in TERLINDUNGI and kelompok.sumber:
            orang[potret.sumber[kelompok.sumber].jenis] += kelompok.orang
    return tuple(
        BarisKelompok(jenis.value, str(jenis.label), orang[jenis], target.get(jenis, 0))
        for jenis in JenisSumber
    )


def akan_berakhir(hari: date) -> tuple[BarisBulan, ...]:
    """The number of people whose cover ends with each of the next months."""
    orang: Counter[date] = Counter()
    for baris in berakhir.akan_berakhir(hari, BERAKHIR_DALAM):
        orang[baris.bulan] += baris.orang
    return tuple(BarisBulan(bulan, orang[bulan]) for bulan in sorted(orang))


def per_status() -> tuple[BarisKelompok, ...]:
    """People now at each status, in the order of the programme's stages."""
    jumlah = dict(
        Peserta.objects.filter(digabung_ke=None)
        .values_list("status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return tuple(BarisKelompok(s.value, str(s.label), jumlah.get(s, 0)) for s in Status)


def perpindahan(bulan: date, pada: date) -> dict[Status, int]:
    """Count people who became terdaftar and who stopped being it, in ``bulan`` up to ``pada``.

    People of an opening balance were enrolled before, so they are not new. When an officer undoes a
    stop, neither the stop nor the return to terdaftar counts. A person who stops before being
    terdaftar had no cover to lose.
    """
    akhir = min(pada, tambah_bulan(bulan, 1) - timedelta(days=1))
    saldo_awal = BarisSaldoAwal.objects.filter(
        peserta=OuterRef("peserta"), dipilih=True, saldo__status=StatusSaldo.DITERAPKAN
    )
    dicabut = RiwayatStatus.objects.filter(
        peserta=OuterRef("peserta"),
        pk__gt=OuterRef("pk"),
        dari=Status.BERHENTI,
        ke=Status.TERDAFTAR,
        pada__date__lte=pada,
    )
    dulu = Q(dari__in=["", Status.BERHENTI]) | Q(dari=Status.LAYAK) & Q(Exists(saldo_awal))
    syarat = {
        Status.TERDAFTAR: Q(ke=Status.TERDAFTAR) & ~dulu,
        Status.BERHENTI: Q(dari=Status.TERDAFTAR, ke=Status.BERHENTI) & ~Q(Exists(dicabut)),
    }
    pindah = RiwayatStatus.objects.filter(ke__in=syarat, pada__date__range=(bulan, akhir))
    hitungan: dict[str, int] = pindah.aggregate(
        **{s.value: Count("peserta", filter=q, distinct=True) for s, q in syarat.items()}
    )
    return {s: hitungan[s.value] for s in syarat}


def ke_json(angka: Angka) -> dict[str, Any]:
    """``angka`` with dates as text, for the JSONField."""
    isi: dict[str, Any] = json.loads(json.dumps(asdict(angka), cls=DjangoJSONEncoder))
    return isi


def dari_json(isi: dict[str, Any]) -> Angka:
    """The frozen figures of a month, as they were."""
    baris = ("per_sumber", "per_kecamatan", "per_pekerjaan", "per_status")
    khusus = (*baris, "akan_berakhir", "bulan", "pada")
    lain: dict[str, Any] = {k: v for k, v in isi.items() if k not in khusus}
    lain |= {nama: tuple(BarisKelompok(**b) for b in isi[nama]) for nama in baris}
    return Angka(
        bulan=date.fromisoformat(isi["bulan"]),
        pada=date.fromisoformat(isi["pada"]),
        akan_berakhir=tuple(
            BarisBulan(date.fromisoformat(b["bulan"]), b["orang"]) for b in isi["akan_berakhir"]
        ),
        **lain,
    )
