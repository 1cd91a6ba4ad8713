"""The months that a decree may give: pure rules.

A new person's first month is not before the month of the decree. A continuing person's gap may be
closed by a later decree of the same budget year, if the decree says so and the cover has not
lapsed. No month is paid from that of the 65th birthday on (Keputusan Wali Kota tentang kriteria).
"""

from datetime import date

from django.conf import settings

from iuran.peristiwa import USIA_BATAS, ulang_tahun
from pijar.bulan import (
    akhir_bulan,
    awal_bulan,
    nama_bulan,
    selisih_bulan,
    tambah_bulan,
    tanggal_panjang,
)

PALING_SINGKAT = 6  # months of rutin aid; fewer need a reason
BULAN_MAKS = USIA_BATAS * 12 - 1  # completed months, unless a version of the criteria says less
TENGGANG = 3  # unpaid months in a row after which cover has lapsed


def terlalu_awal(bulan_awal: date, tanggal_sk: date) -> bool:
    """Whether a first month lies before the month of the decree."""
    return bulan_awal < awal_bulan(tanggal_sk)


def belum_tiba(tanggal_sk: date, pada: date) -> str:
    """Why a decree of ``tanggal_sk`` cannot be frozen on ``pada``; empty when it can."""
    if tanggal_sk <= pada:
        return ""
    return (
        f"SK ini bertanggal {tanggal_panjang(tanggal_sk)}, jadi baru dapat ditetapkan pada hari "
        "itu atau sesudahnya. Bila tanggalnya keliru, penyusunnya membetulkannya "
        "dengan “Ubah nomor atau tanggal”."
    )


def tenggang_sejak(tanggal_sk: date) -> date:
    """The earliest month whose payment still keeps cover alive in the decree's month."""
    return tambah_bulan(tanggal_sk, -TENGGANG)


def halangan_mulai(
    bulan_awal: date, tanggal_sk: date, *, perpanjangan: bool = False, alasan_celah: str = ""
) -> str:
    """Why a decree of ``tanggal_sk`` cannot begin in ``bulan_awal``; empty when it can."""
    if not terlalu_awal(bulan_awal, tanggal_sk):
        return ""
    terawal = nama_bulan(tanggal_sk)
    if not perpanjangan:
        return (
            f"SK bertanggal {tanggal_panjang(tanggal_sk)}, jadi bulan pertama peserta baru paling "
            f"awal {terawal}, bukan {nama_bulan(bulan_awal)}. Ubah bulan pertamanya."
        )
    if bulan_awal.year != tanggal_sk.year:
        return (
            f"SK bertanggal {tanggal_panjang(tanggal_sk)} tidak dapat menutup bulan tahun anggaran "
            f"{bulan_awal.year}. Ubah bulan pertamanya, paling awal Januari {tanggal_sk.year}."
        )
    if not alasan_celah.strip():
        return (
            f"SK bertanggal {tanggal_panjang(tanggal_sk)}, sedangkan bulan pertamanya "
            f"{nama_bulan(bulan_awal)}. Mulai {terawal}, atau isi alasan menutup celah: bulan itu "
            "hanya untuk peserta yang perlindungannya belum terputus."
        )
    return ""


def bulan_dibiayai(lahir: date, bulan_awal: date, jumlah: int) -> int:
    """Months of ``jumlah`` that lie before the month of the 65th birthday; 0 when none does."""
    if not settings.POTONG_SEBELUM_65:
        return jumlah
    return max(0, min(jumlah, selisih_bulan(bulan_awal, ulang_tahun(lahir))))


def terlalu_tua(bulan_awal: date, bulan_maks: int = BULAN_MAKS) -> date | None:
    """The latest birth of whoever is too old in ``bulan_awal``; None when nothing is cut.

    ``bulan_maks`` are the completed months that a version of the criteria allows at most, on the
    last day of the month.
    """
    if not settings.POTONG_SEBELUM_65:
        return None
    akhir = akhir_bulan(bulan_awal)
    lahir = tambah_bulan(bulan_awal, -(bulan_maks + 1))
    return lahir.replace(day=min(akhir.day, akhir_bulan(lahir).day))


def dibiayai_sql(lahir: str, bulan_awal: str, jumlah: str, bulan_maks: int = BULAN_MAKS) -> str:
    """:func:`bulan_dibiayai` as SQL, for lines of which there are very many."""
    if not settings.POTONG_SEBELUM_65:
        return jumlah
    # In months; a day that the month of the limit does not have comes on the 1st of the next.
    lewat = f"date_trunc('month', {lahir}) + interval '{bulan_maks + 2} months' - interval '1 day'"
    ulang = (
        f"(extract(year FROM {lahir}) * 12 + extract(month FROM {lahir}) + {bulan_maks + 1}"
        f" + (extract(day FROM {lahir}) > extract(day FROM {lewat}))::int)"
    )
    awal = f"(extract(year FROM {bulan_awal}) * 12 + extract(month FROM {bulan_awal}))"
    return f"greatest(0, least({jumlah}, {ulang} - {awal}))::int"
