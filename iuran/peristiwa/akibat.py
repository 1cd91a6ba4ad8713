"""The effect of a life event: months, grants, claim and open matters. Nothing here writes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.module_loading import import_string

from iuran.klaim import Pertanggungan, batas_klaim, jenis_klaim, pertanggungan
from iuran.models import (
    Bantuan,
    BarisBerkas,
    HasilBaris,
    Iuran,
    JenisKlaim,
    StatusBantuan,
    StatusBerkas,
)
from iuran.models.buku import IuranQuerySet
from iuran.models.uang import lepas
from peserta.models import JenisPeristiwa, Peserta, Status, UsulanPeristiwa
from peserta.models.status import TRANSISI
from pijar.bulan import awal_bulan, tambah_bulan

BERJALAN = (StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN)
# Events whose first month without contribution an officer may choose: another payer begins.
BERLAKU_DIPILIH = (JenisPeristiwa.PIHAK_LAIN, JenisPeristiwa.PENERIMA_UPAH)


class Akibat(NamedTuple):
    """The effect of an event. ``mulai`` is the first month without cover, None if nothing stops."""

    mulai: date | None
    dihentikan: list[Iuran]
    tertinggal: list[Iuran]
    bantuan: list[Bantuan]
    menghentikan: bool
    klaim: JenisKlaim | None = None
    batas: date | None = None
    terbuka: tuple[str, ...] = ()
    tanggung: Pertanggungan | None = None


def akibat(peserta: Peserta, jenis: str, tanggal: date, mulai: date | None = None) -> Akibat:
    """Compute the effect of the event as of now; nothing is written.

    ``dihentikan`` are unbilled months; ``tertinggal`` are months already billed or paid, which
    stay. ``menghentikan`` tells whether the person's status becomes berhenti. ``klaim`` is the
    claim it opens, ``tanggung`` the cover on the event's day, without which nothing is promised,
    ``terbuka`` lists open matters of this person elsewhere.
    """
    klaim = jenis_klaim(peserta, jenis)
    batas = batas_klaim(klaim, tanggal) if klaim else None
    tanggung = pertanggungan(peserta, tanggal, klaim) if klaim else None
    if jenis == JenisPeristiwa.KECELAKAAN:
        return Akibat(
            None, [], [], [], menghentikan=False, klaim=klaim, batas=batas, tanggung=tanggung
        )
    mulai = mulai or tambah_bulan(awal_bulan(tanggal), 1)
    baris = sejak(peserta, mulai).select_related("sumber", "tagihan", "pembayaran")
    bantuan = peserta.daftar_bantuan.filter(berakhir_oleh(baris), bulan_akhir__gte=mulai)
    return Akibat(
        mulai,
        *_terpisah(baris),
        list(bantuan.select_related("sumber").order_by("bulan_awal")),
        menghentikan=Status.BERHENTI in TRANSISI[Status(peserta.status)],
        klaim=klaim,
        batas=batas,
        tanggung=tanggung,
        terbuka=(*_menunggu_bpjs(peserta), *terbuka_di_atas(peserta)),
    )


def _terpisah(baris: Iterable[Iuran]) -> tuple[list[Iuran], list[Iuran]]:
    """The months that nothing holds, and those that a bill asks for or a paper paid."""
    bebas: tuple[list[Iuran], list[Iuran]] = ([], [])
    for b in baris:
        bebas[bool(b.tagihan or b.pembayaran)].append(b)
    return bebas


def berakhir_oleh(baris: IuranQuerySet) -> Q:
    """Grants that run, and those stopped before of which some of ``baris`` still wait for a bill.

    A death that is recorded after another stop lies before it; undone, it gives those months back.
    """
    menunggu = baris.lepas().filter(bantuan=OuterRef("pk")).order_by()
    berhenti = Q(Exists(menunggu), status=StatusBantuan.BERHENTI)
    return Q(status__in=BERJALAN) | berhenti


def sejak(peserta: Peserta, mulai: date) -> IuranQuerySet:
    """The person's live months from ``mulai`` on."""
    return Iuran.objects.hidup().filter(peserta=peserta, bulan__gte=mulai).order_by("bulan")


def terbuka_di_atas(peserta: Peserta) -> Iterator[str]:
    """Open matters of a person in higher apps (cases, draft decrees), one sentence each.

    Imports go down only, so ``settings.YANG_TERBUKA`` names the functions that list them.
    """
    for jalur in settings.YANG_TERBUKA:
        yield from import_string(jalur)(peserta)


def _menunggu_bpjs(peserta: Peserta) -> Iterable[str]:
    """What to do about each file in which the person waits: BPJS knows only what was sent."""
    baris = BarisBerkas.objects.filter(peserta=peserta, hasil=HasilBaris.MENUNGGU)
    for b in baris.select_related("berkas_bpjs"):
        sebutan = f"{b.berkas_bpjs.kata.judul} {b.berkas_bpjs.nomor}"
        if b.berkas_bpjs.status == StatusBerkas.DISUSUN:
            yield f"{sebutan} memuat orang ini dan belum dikirim; keluarkan ia dari berkas itu."
        else:
            yield (
                f"{sebutan} masih menunggu jawaban BPJS untuk orang ini; beri tahu BPJS bahwa ia "
                "berhenti."
            )


class AkibatBanyak(NamedTuple):
    """The effect of accepting many proposals: people, unbilled months, rupiah, billed months."""

    orang: int
    bulan: int
    nominal: int
    tertinggal: int


def akibat_banyak(usulan: QuerySet[UsulanPeristiwa]) -> AkibatBanyak:
    """The effect of recording every one of ``usulan``, in two queries whatever their number.

    Only for proposals without ``mulai``; these stop from the month after the event.
    """
    sesudah = Iuran.objects.hidup().filter(
        peserta__daftar_usulan__in=usulan.order_by().values("pk"),
        bulan__gt=F("peserta__daftar_usulan__tanggal"),
    )
    hasil = sesudah.aggregate(
        bulan=Count("pk", filter=lepas()),
        nominal=Sum("nominal", filter=lepas(), default=0),
        semua=Count("pk"),
    )
    return AkibatBanyak(
        usulan.count(), hasil["bulan"], hasil["nominal"], hasil["semua"] - hasil["bulan"]
    )
