"""Tables of a report: their cells as text, which stand side by side, and their pictures."""

from collections.abc import Sequence
from itertools import groupby

from django import template
from django.utils.safestring import SafeString

from laporan.surat.gambaran import gambaran
from laporan.surat.isi import JenisKolom, Sel, Tabel, teks_sel

register = template.Library()
KANAN = (JenisKolom.ANGKA, JenisKolom.RUPIAH)
Baris = list[tuple[str, bool]]
SEMPIT, PENDEK = 3, 40  # columns, letters in a cell: such tables stand side by side


@register.filter
def judul_tabel(tabel: Tabel) -> Baris:
    """Titles of the columns, each with whether its cells are figures."""
    return [(k.judul, k.jenis in KANAN) for k in tabel.kolom]


@register.filter
def baris_tabel(tabel: Tabel) -> list[Baris]:
    return [_baris(tabel, b) for b in tabel.baris]


@register.filter
def jumlah_tabel(tabel: Tabel) -> Baris:
    """The row of sums; empty where there is none."""
    return _baris(tabel, tabel.jumlah) if tabel.jumlah else []


def _baris(tabel: Tabel, baris: list[Sel]) -> Baris:
    return [
        (teks_sel(nilai, k.jenis), k.jenis in KANAN)
        for nilai, k in zip(baris, tabel.kolom, strict=True)
    ]


@register.filter
def berkelompok(daftar: Sequence[Tabel]) -> list[tuple[bool, list[Tabel]]]:
    """The tables in their order; neighbours that are narrow together, marked True."""
    return [(sempit, list(isi)) for sempit, isi in groupby(daftar, key=_sempit)]


def _sempit(tabel: Tabel) -> bool:
    sel = (s for baris in tabel.baris for s in baris if isinstance(s, str))
    return len(tabel.kolom) <= SEMPIT and max(map(len, sel), default=0) <= PENDEK


@register.filter
def gambar_laporan(daftar: Sequence[Tabel]) -> list[tuple[str, SafeString]]:
    """The pictures of these tables, each with its title."""
    return gambaran(daftar)
