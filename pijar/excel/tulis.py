"""Write long lists as a stream, row by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, islice
from operator import itemgetter
from os import PathLike
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from rustpy_xlsxwriter import FastExcel, Format

from pijar.excel.kolom import (
    BERTANGGAL,
    FORMAT_ANGKA,
    Jenis,
    Kolom,
    jenis_dari,
    lebar_kolom,
    nilai_excel,
)
from pijar.excel.tulis_kecil import KERTAS, LembarTulis, teks_kaki, tulis_kecil

CONTOH = 200  # rows read for widths and kinds before the first is written
WARNA_KEPALA = "#DCE6F1"
HALAMAN = {  # A4 landscape, one page wide
    "landscape": True,
    "paper_size": 9,
    "fit_to_pages": (1, 0),
    "footer": "&CHalaman &P dari &N",
}


class Cetak(NamedTuple):
    """How a sheet is printed; without it A4, lying, with page numbers only.

    ``tinggi`` is the height in points of rows, by their number, that break their lines.
    """

    kertas: str = "A4"
    mendatar: bool = True
    kaki: str = ""
    tinggi: Mapping[int, float] = MappingProxyType({})


TANGGALAN = frozenset({date, datetime})

Baris = Iterable[Sequence[Any]]


def tulis_besar(
    path: str | PathLike[str] | BinaryIO,
    nama_lembar: str,
    kolom: Sequence[str | Kolom],
    baris: Baris,
    judul_atas: Sequence[str] = (),
    *,
    cetak: Cetak | None = None,
) -> int:
    """Write one sheet to ``path`` and return the number of data rows.

    ``judul_atas`` are title lines; an empty row separates them from the header. A column given as
    plain text gets its kind from the first 200 rows. Strings stay text (NIK, "=1+1"); dates are
    real dates. ``cetak``: paper and foot; cells break their lines. Raises ValueError, and writes no
    file, for a repeated column title or a row of another length.
    """
    mulai = iter(baris)
    contoh = list(islice(mulai, CONTOH))
    daftar = _kolom(kolom, contoh)
    if not contoh:  # the fast writer takes its columns from the first row
        tulis_kecil(path, [LembarTulis(nama_lembar, daftar, [], judul_atas)])
        return 0
    buku = _buku(path)
    lembar = LembarTulis(nama_lembar, daftar, chain(contoh, mulai), judul_atas)
    jumlah = _tambah(buku, lembar, cetak)
    buku.save()
    return jumlah.jumlah


def tulis_buku(
    path: str | PathLike[str] | BinaryIO, pendek: Iterable[LembarTulis], panjang: LembarTulis
) -> int:
    """Write short sheets with their totals, then a long one as a stream; return its rows.

    Raises ValueError as :func:`tulis_besar`.
    """
    buku = _buku(path)
    for satu in pendek:
        isi = [*satu.baris, *([satu.total] if satu.total is not None else [])]
        cetak = Cetak(satu.kertas, satu.mendatar, satu.kaki, satu.tinggi)
        _tambah(buku, replace(satu, baris=isi or [_tanpa_baris(satu)]), cetak)
    mulai = iter(panjang.baris)
    contoh = list(islice(mulai, 1))
    baris = chain(contoh, mulai) if contoh else iter([_tanpa_baris(panjang)])
    jumlah = _tambah(buku, replace(panjang, baris=baris), None)
    buku.save()
    return jumlah.jumlah if contoh else 0


def _tanpa_baris(lembar: LembarTulis) -> list[Any]:
    """The row of a table without any: the fast writer takes its columns from the first row."""
    return ["Tidak ada", *[None] * (len(lembar.kolom) - 1)]


def _buku(path: str | PathLike[str] | BinaryIO) -> FastExcel:
    buku = FastExcel(path, output_format="xlsx")
    return buku.format(datetime_format=FORMAT_ANGKA[Jenis.TANGGAL])


def _tambah(buku: FastExcel, lembar: LembarTulis, cetak: Cetak | None) -> "_Penghitung":
    """Add a sheet, whose rows are counted while they are written."""
    mulai, judul = iter(lembar.baris), lembar.judul_atas
    contoh = list(islice(mulai, CONTOH))
    daftar = _kolom(lembar.kolom, contoh)
    penghitung = _Penghitung(daftar, chain(contoh, mulai))
    baris_kepala = len(judul) + 1 if judul else 0
    buku.freeze(row=baris_kepala + 1, sheet=lembar.nama)
    buku.sheet(
        lembar.nama,
        iter(penghitung),
        autofilter=True,
        header_row=baris_kepala,
        merge_ranges=_judul(judul, len(daftar)),
        header_format=_tebal().set_background_color(WARNA_KEPALA).set_border_bottom("thin"),
        column_widths=_lebar(daftar, contoh),
        column_formats={k.judul: _format(k.jenis, cetak) for k in daftar if k.jenis},
        ignore_errors=[k.judul for k in daftar if k.jenis is Jenis.TEKS],
        **_cetak(cetak, baris_kepala),
    )
    return penghitung


def _cetak(cetak: Cetak | None, baris_kepala: int) -> dict[str, Any]:
    """Paper, foot, repeated head and the height of rows."""
    isi = {**HALAMAN, "repeat_rows": baris_kepala}
    if cetak is None:
        return {"page_setup": isi}
    isi |= {
        "landscape": cetak.mendatar,
        "paper_size": KERTAS[cetak.kertas],
        "footer": f"&L{teks_kaki(cetak.kaki)}&RHalaman &P dari &N",
    }
    tinggi = {baris_kepala + 1 + n: poin for n, poin in cetak.tinggi.items()}
    return {"page_setup": isi, "row_heights": tinggi}


def _format(jenis: Jenis, cetak: Cetak | None) -> Format:
    hasil = Format().set_num_format(FORMAT_ANGKA[jenis])
    if cetak is None:
        return hasil
    return hasil.set_border("thin").set_text_wrap().set_align("top")


def _tebal() -> Format:
    return Format().set_bold()


def _kolom(kolom: Sequence[str | Kolom], contoh: list[Sequence[Any]]) -> list[Kolom]:
    daftar = [
        k if isinstance(k, Kolom) else Kolom(k, jenis_dari([isi[n] for isi in contoh]))
        for n, k in enumerate(kolom)
    ]
    if len({k.judul for k in daftar}) < len(daftar):
        raise ValueError("judul kolom harus berbeda satu sama lain")
    return daftar


def _lebar(daftar: list[Kolom], contoh: list[Sequence[Any]]) -> list[float]:
    return [lebar_kolom(k, [isi[n] for isi in contoh]) for n, k in enumerate(daftar)]


def _judul(judul_atas: Sequence[str], jumlah_kolom: int) -> list[tuple[Any, ...]]:
    """Title lines across the table, as merged cells: the writer has no other text above it."""
    kanan = max(jumlah_kolom - 1, 1)
    return [(n, 0, n, kanan, judul, _tebal()) for n, judul in enumerate(judul_atas)]


class _Penghitung:
    """Converts rows for the writer, and counts them."""

    def __init__(self, daftar: list[Kolom], baris: Baris) -> None:
        self.judul = [k.judul for k in daftar]
        self.jenis = [k.jenis for k in daftar]
        bertanggal = [n for n, k in enumerate(daftar) if k.jenis in BERTANGGAL]
        self.bertanggal = bertanggal
        lain = [n for n in range(len(daftar)) if n not in bertanggal]
        self.ambil_lain = itemgetter(*lain, *lain) if lain else None  # twice: always a tuple
        self.baris = baris
        self.jumlah = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for isi in self.baris:
            self.jumlah += 1
            yield dict(zip(self.judul, self._siap(isi), strict=True))

    def _siap(self, isi: Sequence[Any]) -> Sequence[Any]:
        """Convert one row; to save time, usually only the cells of date columns."""
        if self._tanggal_di_tempat_lain(isi):
            return [nilai_excel(s, j) for s, j in zip(isi, self.jenis, strict=True)]
        if not self.bertanggal:
            return isi
        siap = list(isi)
        for n in self.bertanggal:
            siap[n] = nilai_excel(siap[n], self.jenis[n])
        return siap

    def _tanggal_di_tempat_lain(self, isi: Sequence[Any]) -> bool:
        if self.ambil_lain is None or len(isi) != len(self.jenis):
            return False
        return not TANGGALAN.isdisjoint(map(type, self.ambil_lain(isi)))
