"""Days per stage of a person's way against the service limits, and who waits longest.

A stage ends on a move of the status (a decision ends a case) and began when the person came to the
status before. It is late when more calendar days in Semarang lie between than the limit in force on
its first day. Everything within the officer's area; the decision's days are those of laporan.mutu.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from laporan.mutu import DIPUTUSKAN, Persentil, dalam_hari
from laporan.periode import Periode
from peserta.models import Peserta, RiwayatStatus, Status
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.rupiah import persen
from verifikasi.models import BatasLayanan, Pengajuan, StatusPengajuan, TahapLayanan

T = TahapLayanan
# The status in which a person waits, and the one with which the stage ends.
JALAN: dict[TahapLayanan, tuple[Status, Status]] = {
    T.PENDATAAN: (Status.DRAF, Status.DIAJUKAN),
    T.PUTUSAN: (Status.DIAJUKAN, Status.LAYAK),
    T.PENETAPAN: (Status.LAYAK, Status.DITETAPKAN),
    T.PENDAFTARAN: (Status.DITETAPKAN, Status.DIDAFTARKAN),
    T.KARTU: (Status.DIDAFTARKAN, Status.TERDAFTAR),
}
DEFINISI = (
    "Selesai: tahap yang berakhir pada masa ini. Diajukan sampai diputuskan menghitung setiap "
    "pengajuan yang disetujui, dikembalikan atau ditolak; tahap lain menghitung perpindahan status "
    "orangnya. Yang kembali ke tahap sebelumnya dihitung lagi sejak kembali.",
    "Nilai tengah dan 90 persen: setengah, dan sembilan dari sepuluh, selesai dalam hari sebanyak "
    "itu atau kurang.",
    "Lewat batas: hari kalender di antaranya lebih banyak daripada batas yang berlaku saat "
    "tahapnya dimulai. Tepat pada hari terakhir belum lewat.",
    "Menunggu: orang yang sekarang di tahap itu, menurut tempat tinggalnya sekarang.",
)


class HariWIB(Func):
    """The calendar day of a moment in Semarang."""

    template = "(%(expressions)s AT TIME ZONE 'Asia/Jakarta')::date"
    output_field = DateField()


class SelisihHari(Func):
    """One date less another, in days."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


@dataclass(frozen=True)
class AngkaTahap:
    """One stage: what ended in the period, and what waits now."""

    tahap: TahapLayanan
    batas: BatasLayanan | None
    selesai: int
    tengah: Decimal | None
    p90: Decimal | None
    lewat: int
    menunggu: int
    menunggu_lewat: int

    @property
    def persen_lewat(self) -> Decimal | None:
        return persen(self.lewat, self.selesai)


def hitung_layanan(
    petugas: Pengguna, periode: Periode, pada: date, kecamatan: str = ""
) -> list[AngkaTahap]:
    """Every stage in the officer's area, or in one kecamatan of it; eleven queries."""
    batas = batas_berlaku(pada)
    return [_angka(t, batas.get(t), petugas, periode, pada, kecamatan) for t in TahapLayanan]


def batas_berlaku(pada: date) -> dict[str, BatasLayanan]:
    """The limit of each stage that begins on ``pada``; one query."""
    semua = BatasLayanan.objects.filter(berlaku_mulai__lte=pada).urut()
    hasil: dict[str, BatasLayanan] = {}
    for satu in semua:
        hasil.setdefault(satu.tahap, satu)
    return hasil


def menunggu(
    tahap: TahapLayanan, petugas: Pengguna, pada: date, kecamatan: str = ""
) -> QuerySet[Peserta]:
    """People in the stage now with ``mulai``, ``hari`` and ``batas``, the longest waiting first."""
    orang = Peserta.objects.for_petugas(petugas).filter(
        status=JALAN[tahap][0], kelurahan__kode__startswith=kecamatan
    )
    semua = orang.annotate(mulai=_mulai_menunggu(tahap))
    return _diukur(semua, tahap, Value(pada, DateField())).order_by(
        F("mulai").asc(nulls_last=True), "pk"
    )


def _angka(
    tahap: TahapLayanan,
    batas: BatasLayanan | None,
    petugas: Pengguna,
    periode: Periode,
    pada: date,
    kecamatan: str,
) -> AngkaTahap:
    selesai: Any = _selesai(tahap, petugas, periode).filter(
        peserta__kelurahan__kode__startswith=kecamatan
    )
    lama = F("akhir") - F("mulai")
    n: Mapping[str, Any] = selesai.aggregate(
        selesai=Count("pk"),
        tengah=Persentil(lama),
        p90=Persentil(lama, 0.9),
        lewat=Count("pk", filter=Q(hari__gt=F("batas"))),
    )
    kini: Any = menunggu(tahap, petugas, pada, kecamatan)
    m = kini.order_by().aggregate(
        menunggu=Count("pk"), menunggu_lewat=Count("pk", filter=Q(hari__gt=F("batas")))
    )
    tengah, p90 = dalam_hari(n["tengah"]), dalam_hari(n["p90"])
    return AngkaTahap(
        tahap, batas, n["selesai"], tengah, p90, n["lewat"], m["menunggu"], m["menunggu_lewat"]
    )


def _selesai(tahap: TahapLayanan, petugas: Pengguna, periode: Periode) -> QuerySet[Any]:
    """What ended in the period, with ``mulai``, ``akhir``, ``hari`` and ``batas``."""
    semua: QuerySet[Any]
    if tahap == T.PUTUSAN:
        semua = (
            Pengajuan.objects.for_petugas(petugas)
            .filter(status__in=DIPUTUSKAN)
            .annotate(mulai=F("diajukan_pada"), akhir=F("diputuskan_pada"))
        )
    else:
        asal, tujuan = JALAN[tahap]
        datang = _datang("peserta", asal, pk__lt=OuterRef("pk"))
        didata = F("peserta__dibuat_pada")
        semua = RiwayatStatus.objects.filter(q_orang(petugas), dari=asal, ke=tujuan).annotate(
            mulai=Coalesce(datang, didata) if tahap == T.PENDATAAN else datang, akhir=F("pada")
        )
    dalam = semua.filter(akhir__gte=periode.mulai, akhir__lt=periode.sebelum).order_by()
    return _diukur(dalam, tahap, HariWIB("akhir"))


def _mulai_menunggu(tahap: TahapLayanan) -> Coalesce | Subquery:
    """When somebody came to the stage in which they are."""
    if tahap == T.PUTUSAN:
        kasus = Pengajuan.objects.filter(peserta=OuterRef("pk"), status=StatusPengajuan.MENUNGGU)
        return Subquery(kasus.order_by().values("diajukan_pada")[:1])
    datang = _datang("pk", JALAN[tahap][0])
    return Coalesce(datang, F("dibuat_pada")) if tahap == T.PENDATAAN else datang


def _datang(orang: str, ke: Status, **syarat: Any) -> Subquery:
    """When the person last came to a status."""
    pindah = RiwayatStatus.objects.filter(peserta=OuterRef(orang), ke=ke, **syarat)
    return Subquery(pindah.order_by("-pk").values("pada")[:1])


def _diukur(semua: QuerySet[Any], tahap: TahapLayanan, akhir: Func | Value) -> QuerySet[Any]:
    """With the calendar days from ``mulai`` to ``akhir``, and the limit of the first of them."""
    batas = BatasLayanan.objects.filter(tahap=tahap, berlaku_mulai__lte=OuterRef("awal")).urut()
    return semua.annotate(awal=HariWIB("mulai")).annotate(
        hari=SelisihHari(akhir, F("awal")), batas=Subquery(batas.values("hari")[:1])
    )
