"""The columns of an opening list beyond those of a person, and where they stand in a sheet."""

import re
from collections.abc import Mapping
from typing import Any

from peserta.bersih.bidang import BIDANG, BIDANG_PER_KODE
from peserta.bersih.judul import padanan_judul
from peserta.bersih.kolom import Bidang
from peserta.impor import Daftar
from pijar.errors import BerkasDitolakError
from pijar.excel import Tanda

TANDA_SALDO = Tanda("saldo_awal", 2)
"""Purpose and version of the template that is made from this table."""
_PERBAIKI = (
    "Daftar saldo awal memerlukannya; pakai templatnya atau betulkan judul kolomnya, lalu unggah "
    "lagi."
)
_KURUNG = re.compile(r"\([^)]*\)")


def _bidang(kode: str, judul: str, petunjuk: str, sinonim: str, **lain: Any) -> Bidang:
    return Bidang(kode, judul, "teks", petunjuk, tuple(sinonim.split("|")), **lain)


BIDANG_SALDO: tuple[Bidang, ...] = (
    _bidang(
        "kpj",
        "KPJ",
        "Nomor kartu BPJS, biasanya 11 angka; format kolom harus Teks.",
        "No KPJ|No Kartu|No Kartu KPJ|No Kartu Peserta|No Peserta|No Kepesertaan|No KPJ BPJS"
        "|No Kartu BPJS|KPJ BPJS",
        wajib=True,
        contoh="26133068531",
    ),
    _bidang(
        "nomor_sk",
        "Nomor SK",
        "Nomor penetapan yang lama.",
        "SK|No Penetapan|Penetapan|No Keputusan|Keputusan|SK Penetapan|No SK Penetapan",
        wajib=True,
        contoh="463/12 Tahun 2026",
    ),
    _bidang(
        "sumber",
        "Sumber Dana",
        "Kode atau nama, dengan tahun bila perlu, misalnya APBD 2026.",
        "Sumber|Sumber Anggaran|Sumber Pembiayaan|Anggaran|Pembiayaan|Kode Sumber"
        "|Kode Sumber Dana|Nama Sumber Dana|Dana",
        wajib=True,
        contoh="APBD 2026",
    ),
    _bidang(
        "tahun",
        "Tahun Anggaran",
        "Boleh kosong: tahun bulan pertama.",
        "Tahun|TA|Thn Anggaran|Tahun Sumber|Tahun Sumber Dana",
        contoh="2026",
    ),
    _bidang(
        "bulan_awal",
        "Bulan Pertama",
        "Bulan pertama yang dibiayai, misalnya Januari 2026 atau 01-2026.",
        "Bulan Mulai|Bulan Awal|Mulai|Mulai Bulan|Mulai Perlindungan|Awal Perlindungan|TMT"
        "|Tgl Mulai|Bulan Awal Perlindungan",
        wajib=True,
        contoh="Januari 2026",
    ),
    _bidang(
        "jumlah_bulan",
        "Jumlah Bulan",
        "Lama bantuan: rutin 1 sampai 12, insidental 1 sampai 3.",
        "Lama|Lama Bulan|Jml Bulan|Jml Bln|Jumlah Bln|Lama Bantuan|Banyak Bulan|Masa Bantuan",
        wajib=True,
        contoh="12",
    ),
    _bidang(
        "bulan_lunas",
        "Lunas s.d.",
        "Bulan terakhir yang sudah dibayar; kosong bila belum ada yang dibayar.",
        "Dibayar Sampai|Dibayar Sampai Dengan|Lunas Sampai|Lunas Sampai Dengan|Dibayar s.d."
        "|Bayar Sampai|Bayar s.d.|Terbayar s.d.|Terbayar Sampai|Bulan Terakhir Dibayar"
        "|Terakhir Dibayar|Sudah Dibayar s.d.",
        contoh="Oktober 2026",
    ),
    _bidang(
        "peserta_sejak",
        "Peserta Sejak",
        "Bulan pertama menjadi peserta BPJS; kosong bila sama dengan bulan pertama. Menentukan JKM "
        "penuh.",
        "Peserta BPJS Sejak|Sejak|Kepesertaan Sejak|Terdaftar Sejak|Mulai Kepesertaan"
        "|Tgl Kepesertaan|Tanggal Kepesertaan|TMT Kepesertaan|Menjadi Peserta Sejak",
        contoh="Maret 2025",
    ),
    _bidang(
        "jenis_bantuan",
        "Jenis Bantuan",
        "rutin (bila kosong) atau insidental.",
        "Jenis",
        contoh="rutin",
    ),
    _bidang("kondisi", "Kondisi Insidental", "Wajib bila insidental.", "Kondisi"),
)
BIDANG_DAFTAR = (*(b for b in BIDANG if b.templat), *BIDANG_SALDO)
"""All columns of the template, in order."""

# Its cells may be empty, but without the column a paid month would silently count as unpaid.
_HARUS_ADA = {"bulan_lunas"} | {b.kode for b in BIDANG_SALDO if b.wajib}
_PER_JUDUL = {padanan_judul(j): b.kode for b in BIDANG_SALDO for j in (b.judul, *b.sinonim)}
_JUDUL = {b.kode: b.judul for b in BIDANG_SALDO}


def judul_bidang(kode: str) -> str:
    """The title of a field, of the person or of the grant."""
    if kode in _JUDUL:
        return _JUDUL[kode]
    return BIDANG_PER_KODE[kode].judul if kode in BIDANG_PER_KODE else kode


def petakan(daftar: Daftar) -> dict[int, str]:
    """Map column indexes to fields of the person and the grant; unknown columns are left out.

    Raises BerkasDitolakError when a required column is missing.
    """
    if daftar.ditemukan.judul is None:
        raise BerkasDitolakError(f"Baris judul kolom tidak dikenali. {_PERBAIKI}")
    bidang = daftar.judul.pemetaan | _tambahan(daftar.judul.asing)
    kurang = [b.judul for b in daftar.judul.kurang()]
    kurang += [b.judul for b in BIDANG_SALDO if b.kode in _HARUS_ADA - {*bidang.values()}]
    if kurang:
        raise BerkasDitolakError(
            f"Kolom {', '.join(kurang)} tidak ditemukan di baris judul (baris "
            f"{daftar.judul.nomor}). {_PERBAIKI}"
        )
    return dict(sorted(bidang.items()))


def _tambahan(asing: Mapping[int, str]) -> dict[int, str]:
    """The grant's columns among headers unknown to a list of people; the first of each wins."""
    hasil: dict[int, str] = {}
    for letak, judul in sorted(asing.items()):
        padanan = (padanan_judul(judul), padanan_judul(_KURUNG.sub(" ", judul)))
        kode = next((_PER_JUDUL[k] for k in padanan if k in _PER_JUDUL), "")
        if kode and kode not in hasil.values():
            hasil[letak] = kode
    return hasil
