"""The statement of a source as Excel, line by line the same as the page."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from iuran.buku.rekening import Rekening
from pijar.bulan import tanggal_panjang
from pijar.excel import Jenis, Kolom, tulis_besar

KOLOM = [
    Kolom("Tanggal", Jenis.TANGGAL),
    Kolom("Bukti", Jenis.TEKS, 26),
    Kolom("Uraian", Jenis.TEKS, 48),
    *(
        Kolom(judul, Jenis.RUPIAH, 20)
        for judul in ("Pagu", "Ditagih", "Dibayar", "Saldo", "Ditagih, belum dibayar")
    ),
]


def nama_berkas(r: Rekening) -> str:
    return f"rekening-{r.sumber.kode}-{r.sumber.tahun}-{r.dari:%Y%m%d}-{r.sampai:%Y%m%d}.xlsx"


def excel_rekening(r: Rekening) -> BytesIO:
    """One sheet; streamed, whatever its length."""
    tujuan = BytesIO()
    judul = (
        f"Rekening koran {r.sumber}",
        f"{tanggal_panjang(r.dari)} sampai {tanggal_panjang(r.sampai)}",
    )
    tulis_besar(tujuan, "Rekening koran", KOLOM, _baris(r), judul)
    tujuan.seek(0)
    return tujuan


def _baris(r: Rekening) -> Iterator[Sequence[Any]]:
    yield (r.dari, "", "Saldo awal", 0, 0, 0, *r.awal)
    for m, saldo in r.daftar:
        yield (m.tanggal, m.bukti, m.uraian, m.pagu, m.ditagih, m.dibayar, *saldo)
    yield (r.sampai, "", "Saldo akhir", *r.jumlah, *r.akhir)
