"""Tiles in a grid: each filled from below by its share, with name, figure and what it is of."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from pijar.gambar.bingkai import (
    LATAR,
    LEBAR,
    REDUP,
    Ubin,
    bingkai,
    corak,
    gabung,
    huruf_angka,
    kotak,
    muat,
    panjang,
    tabel,
    tanda,
    tulisan,
)

KOLOM, SELA = 3, 6
LEBAR_UBIN = (LEBAR - SELA * (KOLOM - 1)) / KOLOM
TINGGI_UBIN, BATANG, TEPI = 74, 8, 6


def ubin(judul: str, daftar: Sequence[Ubin], *, bertabel: bool = True) -> SafeString:
    """Tiles in their order, three in a row."""
    isi = [_satu(judul, ke, u) for ke, u in enumerate(daftar)]
    baris = (len(daftar) + KOLOM - 1) // KOLOM
    isi_tabel = [(u.label, u.teks, u.catatan) for u in daftar]
    return bingkai(
        judul,
        baris * (TINGGI_UBIN + SELA),
        gabung(isi),
        tabel(judul, ("Nama", "Bagian", "Dari"), isi_tabel) if bertabel else "",
    )


def _satu(judul: str, ke: int, u: Ubin) -> SafeString:
    x = (LEBAR_UBIN + SELA) * (ke % KOLOM)
    y = (TINGGI_UBIN + SELA) * (ke // KOLOM)
    dalam = LEBAR_UBIN - 2 * TEPI
    isi = [
        kotak(x, y, LEBAR_UBIN, TINGGI_UBIN, LATAR),
        tulisan(x + TEPI, y + 16, muat(u.label, dalam, 11), huruf=11),
        tulisan(x + TEPI, y + 37, u.teks, huruf=huruf_angka(u.teks, dalam, 18), tebal=True),
        tulisan(x + TEPI, y + 53, u.catatan, huruf=huruf_angka(u.catatan, dalam, 11), warna=REDUP),
        kotak(x + TEPI, y + TINGGI_UBIN - BATANG - TEPI, dalam, BATANG, "#fff"),
        kotak(
            x + TEPI,
            y + TINGGI_UBIN - BATANG - TEPI,
            panjang(u.nilai, u.dari, dalam),
            BATANG,
            corak(judul, 0),
        ),
    ]
    kata = f"{u.label}: {u.teks}, {u.catatan}" if u.catatan else f"{u.label}: {u.teks}"
    return tanda(gabung(isi), kata, u.alamat)
