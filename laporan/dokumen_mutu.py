"""The quality of lists and decisions as a workbook: the same object as the page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from laporan.mutu import BarisMutu, Mutu
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_kecil

_KOLOM: tuple[tuple[str, Jenis], ...] = (
    ("Kecamatan", Jenis.TEKS),
    ("Kelurahan", Jenis.TEKS),
    ("Baris dibaca", Jenis.RIBUAN),
    ("Langsung masuk", Jenis.RIBUAN),
    ("Setelah dibetulkan", Jenis.RIBUAN),
    ("Belum masuk", Jenis.RIBUAN),
    ("Yang sering perlu dibetulkan", Jenis.TEKS),
    ("Diputuskan", Jenis.RIBUAN),
    ("Hari sampai putusan (median)", Jenis.ANGKA),
    ("Dikembalikan", Jenis.RIBUAN),
    ("Yang sering belum terpenuhi", Jenis.TEKS),
)


def nama_berkas(mutu: Mutu) -> str:
    return f"mutu-data-{mutu.periode.kode}.xlsx"


def excel_mutu(mutu: Mutu) -> bytes:
    """One sheet by kecamatan, one by kelurahan; the definitions stand below each."""
    tujuan = BytesIO()
    tulis_kecil(
        tujuan,
        [
            LembarTulis(
                nama=nama,
                judul_atas=("Mutu data dan kecepatan verifikasi", mutu.periode.label),
                kolom=[Kolom(judul, jenis) for judul, jenis in _KOLOM],
                baris=[isi_baris(b, per_kelurahan=nama == "Kelurahan") for b in daftar],
                total=isi_baris(mutu.total, per_kelurahan=False),
                catatan=mutu.definisi,
            )
            for nama, daftar in (("Kecamatan", mutu.di("")), ("Kelurahan", mutu.kelurahan))
        ],
    )
    return tujuan.getvalue()


def isi_baris(b: BarisMutu, *, per_kelurahan: bool) -> Sequence[Any]:
    """One row in the order of the columns."""
    tempat = (b.kecamatan, b.nama) if per_kelurahan else (b.nama, "")
    return (
        *tempat,
        b.baris.dibaca,
        b.baris.langsung,
        b.baris.dibetulkan,
        b.baris.belum,
        "; ".join(f"{kata} ({kali})" for kata, kali in b.keliru),
        b.putusan.diputuskan,
        None if b.putusan.hari is None else float(b.putusan.hari),
        b.putusan.dikembalikan,
        b.belum_terpenuhi,
    )
