"""The list of promises that need attention as Excel, for a personnel officer."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from iuran.gerakan.ingatkan import TERKAIT, URUT, Bergolongan, baca_ingatan, dengan_lunas
from pijar.bulan import tanggal_panjang
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna
from pijar.replika import untuk_ekspor
from pijar.rupiah import ribuan

KOLOM = [
    Kolom("No.", Jenis.ANGKA),
    Kolom("Penyumbang", Jenis.TEKS, 32),
    Kolom("NIP", Jenis.TEKS, 20),
    Kolom("OPD", Jenis.TEKS, 32),
    Kolom("Pekerja", Jenis.TEKS, 32),
    Kolom("Keadaan", Jenis.TEKS, 24),
    Kolom("Keterangan", Jenis.TEKS, 48),
    Kolom("Bulan yang dibayar", Jenis.TEKS, 30),
    Kolom("Jatuh tempo", Jenis.TANGGAL),
    Kolom("Jumlah", Jenis.RUPIAH),
]
SEKALI = 1_000
NAMA = "pengingat-penyumbang.xlsx"


def tulis_pengingat(
    daftar: Bergolongan,
    tentang: str,
    folder: Path,
    *,
    pada: date,
    oleh: Pengguna,
    maju: Callable[[int, int], None],
) -> Path:
    """Write ``daftar`` and log the export; streamed, with masked NIP and no NIK.

    ``daftar`` has its bins (:func:`iuran.gerakan.ingatkan.dengan_golongan`); ``tentang`` says which
    office and bin it is.
    """
    jumlah = daftar.count()
    judul = (
        f"ASN/PNS Peduli, {tentang}",
        f"Keadaan {tanggal_panjang(pada)}: {ribuan(jumlah)} pekerja",
    )
    baris = _baris(daftar, pada, lambda n: maju(n, jumlah))
    with untuk_ekspor():
        tulis_besar(folder / NAMA, "Pengingat", KOLOM, baris, judul)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"pengingat penyumbang: {tentang}",
        alasan="Daftar untuk pengelola kepegawaian",
        jumlah=jumlah,
    )
    return folder / NAMA


def _baris(daftar: Bergolongan, pada: date, maju: Callable[[int], None]) -> Iterator[list[Any]]:
    semua = dengan_lunas(daftar).select_related(*TERKAIT).order_by(*URUT).iterator(SEKALI)
    for n, i in enumerate(baca_ingatan(semua, pada), start=1):
        p = i.janji.penyumbang
        yield [
            *(n, p.nama, p.nip_samar, p.opd.nama, i.janji.peserta.nama, i.golongan.label),
            *(i.kalimat, i.kata_bulan, i.tempo, i.nominal),
        ]
        if n % SEKALI == 0:
            maju(n)
