"""An opened figure as a workbook: the same object as the page."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from laporan.rincian import Rincian
from pijar.bulan import tanggal_panjang
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_kecil


def nama_berkas(rincian: Rincian) -> str:
    angka = rincian.angka.replace(":", "-")
    return f"rincian-{angka}-{rincian.menurut}-{rincian.pada:%Y-%m-%d}.xlsx"


def excel_rincian(rincian: Rincian, diketahui: date | None) -> bytes:
    """The table with its total, and a sheet of the bridge where there is one."""
    tahu = f"diketahui pada {tanggal_panjang(diketahui)}" if diketahui else "diketahui sekarang"
    judul = (
        rincian.nama,
        f"Keadaan per {tanggal_panjang(rincian.pada)}, menurut yang {tahu}",
    )
    lembar = [
        LembarTulis(
            nama="Rincian",
            judul_atas=judul,
            kolom=_kolom(rincian),
            baris=[_isi(rincian, b.nama, b.orang, b.rupiah) for b in rincian.baris],
            total=_isi(rincian, "Jumlah", rincian.orang, rincian.rupiah),
            catatan=(rincian.ukuran.arti, f"Sumber: {rincian.ukuran.sumber}"),
            mendatar=False,
        )
    ]
    if rincian.jembatan:
        kolom = (Kolom("Baris", lebar=45), Kolom("Sebab", lebar=55), Kolom("Orang", Jenis.RIBUAN))
        baris = [(b.nama, b.sebab, b.orang) for b in rincian.jembatan]
        lembar.append(LembarTulis(nama="Jembatan", judul_atas=judul, kolom=kolom, baris=baris))
    tujuan = BytesIO()
    tulis_kecil(tujuan, lembar)
    return tujuan.getvalue()


def _kolom(rincian: Rincian) -> list[Kolom]:
    kolom = [Kolom(rincian.kepala, lebar=45)]
    if rincian.berorang:
        kolom.append(Kolom(rincian.ukuran.satuan.capitalize(), Jenis.RIBUAN, lebar=14))
    if rincian.berrupiah:
        kolom.append(Kolom("Rupiah", Jenis.RUPIAH, lebar=22))
    return kolom


def _isi(rincian: Rincian, nama: str, orang: int, rupiah: int) -> Sequence[Any]:
    isi: list[Any] = [nama]
    if rincian.berorang:
        isi.append(orang)
    if rincian.berrupiah:
        isi.append(rupiah)
    return isi
