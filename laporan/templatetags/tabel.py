"""A table of a paper on the screen: its cells as text, figures to the right."""

from django import template

from laporan.surat.isi import JenisKolom, Sel, Tabel, teks_sel

register = template.Library()
KANAN = (JenisKolom.ANGKA, JenisKolom.RUPIAH)
Baris = list[tuple[str, bool]]


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
