"""The people and rupiah behind a figure, grouped one way: the queries of :mod:`laporan.rincian`.

Each group is told by its key: a source's id, a code of a place or occupation, a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from iuran.models import Iuran
from iuran.perlindungan import (
    BULAN_DILIHAT,
    Cakupan,
    Saring,
    baris_hidup,
    bukan_satu_pun,
    bulan_papan,
    salah_satu,
    ujung,
)
from laporan.himpunan import Himpunan
from laporan.iuran_bulan import jumlah_orang
from laporan.pergerakan import Gerak, sql_gerak
from laporan.tahap import baris_pindah, tahap_menurut
from peserta.models import Peserta, Status

_TEMPAT = {
    "kecamatan": "kelurahan__kecamatan",
    "kelurahan": "kelurahan",
    "pekerjaan": "pekerjaan",
}
KOLOM_ORANG = {**_TEMPAT, "sumber": "kini__sumber", "bulan": "kini__bantuan__bulan_awal"}
KOLOM_BARIS = {
    **{nama: f"peserta__{kolom}" for nama, kolom in _TEMPAT.items()},
    "sumber": "sumber",
    "bulan": "bantuan__bulan_awal",
}
_KOLOM_GERAK = {
    "kecamatan": "l.kecamatan_id",
    "kelurahan": "p.kelurahan_id",
    "pekerjaan": "p.pekerjaan_id",
    "sumber": "u.sumber_id",
}
_GERAK = (
    "SELECT {kolom}, count(*) FROM ({gerak}) u JOIN peserta_peserta p ON p.id = u.peserta_id "
    "JOIN peserta_kelurahan l ON l.kode = p.kelurahan_id WHERE u.kode = '{kode}' GROUP BY 1"
)


@dataclass(frozen=True)
class Jumlah:
    """People (or worker-months) and rupiah of one group."""

    orang: int = 0
    rupiah: int = 0

    def __add__(self, lain: Jumlah) -> Jumlah:
        return Jumlah(self.orang + lain.orang, self.rupiah + lain.rupiah)


Isi = dict[Any, Jumlah]


def gabung(bagian: Iterable[Isi]) -> Isi:
    """The sum of parts, group by group."""
    hasil: Isi = {}
    for isi in bagian:
        for kunci, n in isi.items():
            hasil[kunci] = hasil.get(kunci, Jumlah()) + n
    return hasil


def berkeadaan(h: Himpunan, keadaan: Iterable[str], kota: bool | None, menurut: str) -> Isi:
    """People of these states of cover; ``kota``: whom the city pays, whom others pay, or all."""
    orang = Peserta.objects.annotate(kini=baris_hidup(h.bulan))
    milik = Q()
    if kota is not None:
        milik = Q(kini__sumber__in=h.kota)
        milik = milik if kota else Q(kini__isnull=False) & ~milik
    bagian = []
    for satu in keadaan:
        if satu == Cakupan.LUNAS:
            ini = orang.filter(bukan_satu_pun("pk", h.tahu), kini__isnull=False)
        else:
            pks = [pk for pk, keadaannya in h.tahu.items() if keadaannya == satu]
            ini = orang.filter(salah_satu("pk", pks))
        bagian.append(_hitung_orang(ini.filter(milik), KOLOM_ORANG[menurut]))
    return gabung(bagian)


def _hitung_orang(orang: QuerySet[Any], kolom: str) -> Isi:
    isi = orang.order_by().values_list(kolom).annotate(n=Count("pk"))
    return {kunci: Jumlah(n) for kunci, n in isi}


def berbaris(baris: QuerySet[Iuran], syarat: Q, menurut: str, bulan: str = "") -> Isi:
    """Rows of the ledger: a reversal takes a person off. ``bulan``: another column for months."""
    kolom = bulan if menurut == "bulan" and bulan else KOLOM_BARIS[menurut]
    isi = baris.filter(syarat).order_by().annotate(kunci=F(kolom)).values_list("kunci")
    hitung = isi.annotate(orang=jumlah_orang(Q()), rupiah=Coalesce(Sum("nominal"), 0))
    return {kunci: Jumlah(orang, rupiah) for kunci, orang, rupiah in hitung}


def bergerak(masa: Iterable[tuple[date, Himpunan, Himpunan]], kode: Gerak, menurut: str) -> Isi:
    """Who moved for one reason, in each of the months."""
    bagian = []
    for bulan, lalu, kini in masa:
        kolom = f"'{bulan}'::date" if menurut == "bulan" else _KOLOM_GERAK[menurut]
        with connection.cursor() as kursor:
            kursor.execute(_GERAK.format(kolom=kolom, gerak=sql_gerak(lalu, kini), kode=kode.value))
            bagian.append({kunci: Jumlah(n) for kunci, n in kursor.fetchall()})
    return gabung(bagian)


def berakhir(h: Himpunan, menurut: str) -> Isi:
    """Protected people whose cover ends within the next months, whoever pays."""
    papan = bulan_papan(h.hari, BULAN_DILIHAT)
    akhir = ujung(h.hari, tahu=h.tahu)
    if menurut in ("sumber", "bulan"):
        kunci = "sumber_id" if menurut == "sumber" else "akhir"
        milik = (b for b in akhir.hitung() if b.akhir in papan)
        return gabung({getattr(b, kunci): Jumlah(b.orang)} for b in milik)
    orang = akhir.saring(Peserta.objects.all(), Saring(papan))
    return _hitung_orang(orang, KOLOM_ORANG[menurut])


def berpindah(bulan: date, hari: date, status: Status, menurut: str) -> Isi:
    """People who came to be terdaftar, or stopped being it, in the month."""
    pindah, syarat = baris_pindah(bulan, hari)
    isi = pindah.filter(syarat[status]).order_by().annotate(kunci=F(KOLOM_BARIS[menurut]))
    hitung = isi.values_list("kunci").annotate(n=Count("peserta", distinct=True))
    return {kunci: Jumlah(n) for kunci, n in hitung}


def bertahap(hari: date, status: str, menurut: str) -> Isi:
    """People at a stage on the day."""
    semua: Mapping[tuple[str, Any], int] = tahap_menurut(hari, KOLOM_ORANG[menurut])
    return {kunci: Jumlah(n) for (satu, kunci), n in semua.items() if satu == status and n}
