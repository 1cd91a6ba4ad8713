"""The list of months paid in vain as Excel; its total is that of the screen."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils import timezone

from iuran.kelebihan.angka import Jumlah, dengan_rincian, rinci, urut_dan_jumlah
from iuran.models.buku import IuranQuerySet
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna

KOLOM = [
    Kolom("No.", Jenis.ANGKA),
    Kolom("NIK", Jenis.TEKS, 20),
    Kolom("Nama", Jenis.TEKS, 32),
    Kolom("Kelurahan", Jenis.TEKS, 22),
    Kolom("Kecamatan", Jenis.TEKS, 22),
    Kolom("Bulan", Jenis.TANGGAL),
    Kolom("Nominal", Jenis.RUPIAH),
    Kolom("Sebab", Jenis.TEKS, 30),
    Kolom("Sejak", Jenis.TANGGAL),
    Kolom("Dicatat", Jenis.TANGGAL),
    Kolom("Sumber dana", Jenis.TEKS, 24),
    Kolom("Tagihan", Jenis.TEKS, 24),
    Kolom("Pembayaran", Jenis.TEKS, 24),
    Kolom("Keadaan", Jenis.TEKS, 28),
    Kolom("Surat BPJS", Jenis.TEKS, 24),
]
SEKALI = 1_000
NAMA = "kelebihan-bayar.xlsx"


def tulis_kelebihan(
    daftar: IuranQuerySet, folder: Path, *, oleh: Pengguna, maju: Callable[[int, int], None]
) -> Path:
    """Write the list with its total and log the export; streamed, with full NIK."""
    (_, isi), kini = urut_dan_jumlah(daftar), timezone.localtime()
    baris = chain(_baris(daftar, isi, maju), [_total(isi)])
    judul = (f"Kelebihan bayar per {kini:%d-%m-%Y %H.%M} WIB", str(isi))
    tulis_besar(folder / NAMA, "Kelebihan bayar", KOLOM, baris, judul)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek="kelebihan bayar",
        alasan="Daftar kelebihan bayar",
        jumlah=isi.bulan,
    )
    return folder / NAMA


def _baris(
    daftar: IuranQuerySet, isi: Jumlah, maju: Callable[[int, int], None]
) -> Iterator[list[Any]]:
    for n, k in enumerate(rinci(dengan_rincian(daftar).iterator(SEKALI)), start=1):
        i = k.iuran
        tempat = i.peserta.kelurahan
        dicatat = timezone.localdate(k.dicatat) if k.dicatat else None
        yield [
            *(n, i.peserta.nik, i.peserta.nama, tempat.nama, tempat.kecamatan.nama),
            *(i.bulan, i.nominal, k.sebab, k.sejak, dicatat, str(i.sumber)),
            *(str(i.tagihan), str(i.pembayaran), str(k.keadaan.label), k.surat),
        ]
        if n % SEKALI == 0:
            maju(n, isi.bulan)


def _total(isi: Jumlah) -> list[Any]:
    return [None, "Jumlah", "", "", "", None, isi.nominal, "", None, None, "", "", "", "", ""]
