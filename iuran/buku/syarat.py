"""Whether a source may fund somebody: one pure rule for one person, the same as a query for many.

The rules of a source are data (:class:`SyaratSumber`), set by who gives the money. They hold for
grants that are given from now on; who has a grant keeps it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db.models import Q, QuerySet

from iuran.buku.penerus import penerus_sumber
from iuran.models import SumberDana, SyaratSumber
from peserta.models import Kecamatan, Kelurahan, Pekerjaan, Peserta
from pijar.bulan import tambah_bulan
from pijar.rupiah import ribuan
from pijar.samar import samarkan

DTSEN = "DTSEN"
CONTOH_NAMA = 3
PANJANG_KECAMATAN = 8
SEBAB_SYARAT = {
    "wilayah": "Tinggal di luar wilayah yang dibiayai sumber dana ini",
    "pekerjaan": "Pekerjaannya tidak dibiayai sumber dana ini",
    "dtsen": "Tidak tercatat di DTSEN, padahal sumber dana ini mensyaratkannya",
    "desil": "Desilnya di atas batas sumber dana ini",
    "tanpa_desil": "Desilnya belum diisi, padahal sumber dana ini membatasinya",
}
"""Why a source may not fund somebody, by code; the first that holds is the person's."""


class Orang(Protocol):
    """What the rule asks of a person."""

    kelurahan_id: str
    pekerjaan_id: str
    register_kesejahteraan: str
    desil: int | None


def sebab_di_luar(syarat: SyaratSumber | None, orang: Orang) -> str:
    """The code of the reason why the source may not fund ``orang``; empty when it may."""
    if syarat is None:
        return ""
    batas = syarat.desil_maks
    tempat = {orang.kelurahan_id, orang.kelurahan_id[:PANJANG_KECAMATAN]}
    sebab = (
        ("wilayah", bool(syarat.wilayah) and tempat.isdisjoint(syarat.wilayah)),
        ("pekerjaan", bool(syarat.pekerjaan) and orang.pekerjaan_id not in syarat.pekerjaan),
        ("dtsen", syarat.dtsen and orang.register_kesejahteraan != DTSEN),
        ("tanpa_desil", batas is not None and orang.desil is None),
        ("desil", bool(batas and orang.desil and orang.desil > batas)),
    )
    return next((kode for kode, benar in sebab if benar), "")


def memenuhi(syarat: SyaratSumber | None, jalur: str = "") -> Q:
    """People whom the source may fund; ``jalur`` leads to them ("peserta__")."""
    q = Q()
    if syarat is None:
        return q
    if syarat.wilayah:
        q &= Q(**{f"{jalur}kelurahan__in": syarat.wilayah}) | Q(
            **{f"{jalur}kelurahan__kecamatan__in": syarat.wilayah}
        )
    if syarat.pekerjaan:
        q &= Q(**{f"{jalur}pekerjaan__in": syarat.pekerjaan})
    if syarat.dtsen:
        q &= Q(**{f"{jalur}register_kesejahteraan": DTSEN})
    if syarat.desil_maks:
        q &= Q(**{f"{jalur}desil__lte": syarat.desil_maks})
    return q


def di_luar(syarat: SyaratSumber, jalur: str = "") -> Q:
    """People whom the source may not fund; a decile that nobody knows does not fit either."""
    luar = ~memenuhi(syarat, jalur) if not syarat.semua_orang else Q(pk__in=[])
    return luar | Q(**{f"{jalur}desil": None}) if syarat.desil_maks else luar


def syarat_bulan(sumber: SumberDana, bulan_awal: date, jumlah_bulan: int) -> list[SyaratSumber]:
    """The rules for a grant of these months: the source's, and its successor's after December."""
    pembayar = [sumber]
    if tambah_bulan(bulan_awal, jumlah_bulan - 1).year > sumber.tahun:
        pembayar += penerus_sumber([sumber]).values()
    return bersyarat(pembayar)


def bersyarat(sumber: Iterable[SumberDana]) -> list[SyaratSumber]:
    """The rules in force of these sources, in the order of their ids; none for who has none."""
    pks = [s.syarat_id for s in sumber if s.syarat_id]
    semua = SyaratSumber.objects.select_related("sumber").filter(pk__in=pks)
    return list(semua.order_by("sumber")) if pks else []


def kata_syarat(syarat: SyaratSumber | None) -> dict[str, str]:
    """The rule in words, by label."""
    if syarat is None or syarat.semua_orang:
        return {"Siapa": "Semua orang yang layak"}
    nama = [*Kecamatan.objects.filter(kode__in=syarat.wilayah)]
    kelurahan = Kelurahan.objects.filter(kode__in=syarat.wilayah).select_related("kecamatan")
    tempat = [f"Kecamatan {k}" for k in nama]
    tempat += [f"Kelurahan {k.nama} ({k.kecamatan})" for k in kelurahan]
    kerja = Pekerjaan.objects.filter(kode__in=syarat.pekerjaan).order_by("nama")
    return {
        "Wilayah": ", ".join(tempat) or "Seluruh kota",
        "Pekerjaan": ", ".join(p.nama for p in kerja) or "Semua pekerjaan",
        "DTSEN": "Hanya yang tercatat" if syarat.dtsen else "Tidak disyaratkan",
        "Desil": f"Paling tinggi {syarat.desil_maks}" if syarat.desil_maks else "Tidak dibatasi",
    }


LANGKAH = "Keluarkan mereka dari daftar, atau pilih sumber dana lain."


def kata_di_luar(
    syarat: SyaratSumber, orang: QuerySet[Peserta], jumlah: int, langkah: str = LANGKAH
) -> str:
    """Name the first of ``orang``, whom the source may not fund, each with the reason."""
    contoh = "; ".join(
        f"{p.nama} ({samarkan(p.nik)}): {SEBAB_SYARAT[sebab_di_luar(syarat, p)].lower()}"
        for p in orang.order_by("nama", "pk")[:CONTOH_NAMA]
    )
    lain = ", dan lainnya" if jumlah > CONTOH_NAMA else ""
    return (
        f"{ribuan(jumlah)} orang tidak memenuhi syarat {syarat.sumber}: {contoh}{lain}. {langkah}"
    )
