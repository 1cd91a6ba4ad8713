"""Decide extensions, one or many, with the four eyes of a first case."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from iuran.perlindungan import bukan_satu_pun, salah_satu
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from verifikasi.actions.perpanjangan import dalam_draf, kunci_perpanjangan, nilai_ulang
from verifikasi.actions.tinjauan import catat_lanjut
from verifikasi.models import (
    LAYAK_LANJUT,
    BarisPerpanjangan,
    KeputusanLanjut,
    Perpanjangan,
)
from verifikasi.models.baris_perpanjangan import BarisPerpanjanganQuerySet
from verifikasi.sebab import PER_KODE

TERLIBAT = (
    "Anda mendata, mengubah, menyiapkan atau mencatat pernyataannya, jadi verifikator lain yang "
    "memutuskan"
)


class TinggalLanjut(NamedTuple):
    """Somebody who was not decided, and why."""

    nama: str
    kelurahan: str
    sebab: str


class HasilPutus(NamedTuple):
    """How many were decided; who waits on."""

    jumlah: int
    tinggal: list[TinggalLanjut]


@transaction.atomic
def setujui_lanjut(
    perpanjangan: Perpanjangan,
    baris: QuerySet[BarisPerpanjangan],
    *,
    dasar: str,
    oleh: Pengguna,
    pada: datetime,
    hari: date,
) -> HasilPutus:
    """Approve those of ``baris`` who may go along today; the others are named and wait on.

    They are looked at again first. A second call finds nobody waiting. Raises AturanDilanggarError
    without a basis.
    """
    _pastikan_berdasar(dasar, "Tulis dasar persetujuannya, misalnya pernyataan dan tanggalnya.")
    menunggu = _kunci(perpanjangan, baris)
    nilai_ulang(perpanjangan, pada=hari, orang=menunggu.values("peserta"))
    boleh = menunggu.boleh_diputus(oleh).filter(vonis__in=LAYAK_LANJUT)
    return _putuskan(menunggu, boleh, KeputusanLanjut.DISETUJUI, dasar, oleh, pada)


@transaction.atomic
def tolak_lanjut(
    perpanjangan: Perpanjangan,
    baris: QuerySet[BarisPerpanjangan],
    *,
    alasan: str,
    oleh: Pengguna,
    pada: datetime,
) -> HasilPutus:
    """Refuse ``baris``, except people of whom the verifier is no stranger; these are named."""
    _pastikan_berdasar(alasan, "Tulis alasannya.")
    menunggu = _kunci(perpanjangan, baris)
    boleh = menunggu.boleh_diputus(oleh)
    return _putuskan(menunggu, boleh, KeputusanLanjut.TIDAK, alasan, oleh, pada)


@transaction.atomic
def cabut_putusan(
    perpanjangan: Perpanjangan,
    baris: QuerySet[BarisPerpanjangan],
    *,
    alasan: str,
    oleh: Pengguna,
    hari: date,
) -> int:
    """Take decisions back that another verifier made; returns how many wait again.

    Raises AturanDilanggarError without a reason, and when none can be taken back: one's own
    decision, or somebody in the draft of a decree.
    """
    _pastikan_berdasar(alasan, "Tulis alasannya.")
    kunci_perpanjangan(perpanjangan)
    diputus = perpanjangan.daftar_baris.terbuka().filter(pk__in=baris.values("pk"))
    diputus = diputus.exclude(keputusan=KeputusanLanjut.MENUNGGU)
    diputus = diputus.exclude(diputus_oleh=oleh).filter(~dalam_draf())
    orang = list(diputus.values_list("peserta", flat=True))
    jumlah = diputus.update(
        keputusan=KeputusanLanjut.MENUNGGU,
        dasar="",
        diputus_oleh=None,
        diputus_pada=None,
        cabut_oleh=oleh,
        alasan_cabut=alasan.strip(),
    )
    if not jumlah:
        raise AturanDilanggarError(
            "Tidak ada putusan yang dapat Anda cabut: putusan sendiri dicabut verifikator lain, "
            "dan orang yang sudah masuk draf SK dikeluarkan dahulu dari draf itu."
        )
    nilai_ulang(perpanjangan, pada=hari, orang=orang)
    return jumlah


def _pastikan_berdasar(isi: str, kurang: str) -> None:
    if not isi.strip():
        raise AturanDilanggarError(kurang)


def _kunci(
    perpanjangan: Perpanjangan, baris: QuerySet[BarisPerpanjangan]
) -> BarisPerpanjanganQuerySet:
    """Lock the extension; those of ``baris`` that wait for a decision."""
    kunci_perpanjangan(perpanjangan)
    pks = list(baris.order_by().values_list("pk", flat=True))
    semua = BarisPerpanjangan.objects.filter(perpanjangan=perpanjangan)
    return semua.menunggu().filter(salah_satu("pk", pks))


def _putuskan(
    menunggu: BarisPerpanjanganQuerySet,
    boleh: BarisPerpanjanganQuerySet,
    keputusan: KeputusanLanjut,
    dasar: str,
    oleh: Pengguna,
    pada: datetime,
) -> HasilPutus:
    diputus = list(boleh.order_by().values_list("pk", flat=True))
    sisa = menunggu.filter(bukan_satu_pun("pk", diputus))
    bukan_milik = {*sisa.boleh_diputus(oleh).values_list("pk", flat=True)}
    sisa = sisa.select_related("peserta__kelurahan").order_by("peserta__nama", "pk")
    tinggal = [
        TinggalLanjut(
            b.peserta.nama,
            b.peserta.kelurahan.nama,
            PER_KODE[b.sebab].kalimat if b.pk in bukan_milik else TERLIBAT,
        )
        for b in sisa
    ]
    jumlah = BarisPerpanjangan.objects.filter(salah_satu("pk", diputus)).update(
        keputusan=keputusan, dasar=dasar.strip(), diputus_oleh=oleh, diputus_pada=pada
    )
    catat_lanjut(diputus, oleh=oleh, pada=pada.astimezone(WIB).date())
    return HasilPutus(jumlah, tinggal)
