"""The months that a civil servant's evidence pays by itself, without a bill."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from iuran.models import TANPA_TAGIHAN, Iuran, Janji, Pembayaran
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.rupiah import ribuan, rupiah

DISEBUT = 5
"""Workers whom a confirmation names one by one; of more it tells the numbers."""


class BulanOrang(NamedTuple):
    """One promise that the paper paid: its months and rupiah; ``hidup``: the paper still counts."""

    janji: Janji
    bulan: str
    jumlah: int
    nominal: int
    hidup: bool

    @property
    def kurang(self) -> bool:
        """Whether the months are no whole terms of the promise."""
        return bool(self.jumlah % self.janji.tempo)


def tanpa_tagihan(pembayaran: Pembayaran) -> bool:
    return pembayaran.jenis in TANPA_TAGIHAN


def janji_dibayar(pembayaran: Pembayaran) -> QuerySet[Janji]:
    """The promises of which the paper pays, or paid, months; in the order of names."""
    baris = _baris(pembayaran).order_by().values("bantuan__janji")
    janji = Janji.objects.filter(pk__in=baris).select_related("peserta", "penyumbang__opd")
    return janji.order_by("peserta__nama", "pk")


def bulan_orang(pembayaran: Pembayaran, janji: Iterable[Janji]) -> list[BulanOrang]:
    """What the paper pays of these promises; one query."""
    semua = list(janji)
    baris = _baris(pembayaran).filter(bantuan__janji__in=semua).order_by("bulan")
    isi: dict[int | None, list[tuple[date, int, bool]]] = {}
    for pk, bulan, nominal, hidup in baris.values_list(
        "bantuan__janji", "bulan", "nominal", "hidup"
    ):
        isi.setdefault(pk, []).append((bulan, nominal, hidup))
    return [
        BulanOrang(
            j,
            sebut_bulan([b for b, *_ in isi[j.pk]]),
            len(isi[j.pk]),
            sum(n for _, n, _ in isi[j.pk]),
            all(h for *_, h in isi[j.pk]),
        )
        for j in semua
    ]


def kata_bulan(pembayaran: Pembayaran) -> str:
    """The workers and months that the paper pays, for the admin who confirms its correction."""
    janji = janji_dibayar(pembayaran)
    orang = janji.count()
    if orang <= DISEBUT:
        return "; ".join(
            f"{b.janji.peserta.nama}: {b.bulan} ({rupiah(b.nominal)})"
            for b in bulan_orang(pembayaran, janji)
        )
    bulan = _baris(pembayaran).aggregate(n=Count("pk"), uang=Coalesce(Sum("nominal"), 0))
    return f"{ribuan(orang)} pekerja, {ribuan(bulan['n'])} bulan ({rupiah(bulan['uang'])})"


def _baris(pembayaran: Pembayaran) -> QuerySet[Iuran]:
    return Iuran.objects.filter(pembayaran=pembayaran, tagihan=None)


def sebut_bulan(bulan: Sequence[date]) -> str:
    """``Januari 2026``, or ``Januari 2026 sampai Maret 2026``; each run without a gap by itself."""
    masa: list[list[date]] = []
    for satu in sorted(bulan):
        if masa and satu == tambah_bulan(masa[-1][-1], 1):
            masa[-1].append(satu)
        else:
            masa.append([satu])
    return ", ".join(
        nama_bulan(m[0]) if len(m) == 1 else f"{nama_bulan(m[0])} sampai {nama_bulan(m[-1])}"
        for m in masa
    )
