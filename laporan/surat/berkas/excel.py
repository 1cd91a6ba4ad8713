"""The tables of a paper as Excel, printed as the PDF is."""

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import chain

from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import Isi, JenisKolom, Tabel, teks_sel
from laporan.surat.isi import Kolom as KolomSurat
from pijar.excel import Cetak, Jenis, Kolom, LembarTulis, tulis_besar, tulis_kecil

TERLEBAR, TINGGI_BARIS = 40, 15.0  # characters, points
BATAS_KECIL = 2_000  # up to here the slower writer with borders and a bold total
TIDAK_UNTUK_LEMBAR = re.compile(r"[\[\]:*?/\\]")
JENIS = {
    JenisKolom.TEKS: Jenis.TEKS,
    JenisKolom.ANGKA: Jenis.RIBUAN,
    JenisKolom.RUPIAH: Jenis.RUPIAH,
    JenisKolom.TANGGAL: Jenis.TEKS,
    JenisKolom.PARAF: Jenis.TEKS,
}


def buat_excel(cetakan: Cetakan) -> bytes:
    """One sheet for each table, with number, date and hash above it and its sums below."""
    isi = cetakan.isi
    konsep = [f"KONSEP. {isi.alasan_konsep}"] if isi.alasan_konsep else []
    nomor = f"Nomor {cetakan.nomor}, {cetakan.tanggal}"
    judul = (*konsep, isi.perihal, nomor, cetakan.kaki)
    tabel = [*isi.tabel, *isi.lampiran] or [_fakta(isi)]
    cetak = Cetak(cetakan.kop.kertas.upper(), isi.mendatar, cetakan.kaki)
    tujuan = BytesIO()
    if len(tabel) == 1 and len(tabel[0].baris) > BATAS_KECIL:
        satu, kolom = tabel[0], _kolom(tabel[0])
        baris = chain(satu.baris, [satu.jumlah] if satu.jumlah else [])
        cetak = cetak._replace(tinggi=_tinggi(satu, kolom))
        tulis_besar(tujuan, _nama(1, satu), kolom, baris, judul, cetak=cetak)
    else:
        tulis_kecil(tujuan, lembar_tabel(tabel, judul, cetak))
    return tujuan.getvalue()


def lembar_tabel(
    daftar: Sequence[Tabel], judul: tuple[str, ...], cetak: Cetak
) -> list[LembarTulis]:
    """A sheet for each table."""
    return [_lembar(n, satu, judul, cetak) for n, satu in enumerate(daftar, 1)]


def _lembar(n: int, tabel: Tabel, judul: tuple[str, ...], cetak: Cetak) -> LembarTulis:
    kolom = _kolom(tabel)
    cetak = cetak._replace(tinggi=_tinggi(tabel, kolom))
    return LembarTulis(
        nama=_nama(n, tabel),
        kolom=kolom,
        baris=tabel.baris,
        judul_atas=judul,
        total=tabel.jumlah,
        **cetak._asdict(),
    )


def _nama(n: int, tabel: Tabel) -> str:
    """A sheet's name; Excel allows 31 characters and not all of them."""
    return TIDAK_UNTUK_LEMBAR.sub("-", tabel.judul or f"Lampiran {n}")[:31].strip("' ")


def _kolom(tabel: Tabel) -> list[Kolom]:
    """As wide as the longest cell, up to a limit; what is longer breaks its lines."""
    lebar = [
        max(
            (len(b) for baris in tabel.baris for b in teks_sel(baris[n], k.jenis).split("\n")),
            default=0,
        )
        for n, k in enumerate(tabel.kolom)
    ]
    jumlah = tabel.jumlah or [None] * len(tabel.kolom)
    return [
        Kolom(
            k.judul,
            JENIS[k.jenis],
            min(max(terpanjang, len(teks_sel(j, k.jenis)), len(k.judul), 4) + 2, TERLEBAR),
        )
        for k, terpanjang, j in zip(tabel.kolom, lebar, jumlah, strict=True)
    ]


def _tinggi(tabel: Tabel, kolom: list[Kolom]) -> dict[int, float]:
    """The rows that need more than one line; programs that print do not reckon it themselves."""
    lebar = [int(k.lebar or TERLEBAR) - 1 for k in kolom]
    jenis = [k.jenis for k in tabel.kolom]
    hasil = {}
    for nomor, baris in enumerate(tabel.baris):
        teks = (teks_sel(isi, j) for isi, j in zip(baris, jenis, strict=True))
        n = max(
            sum(max(-(-len(potong) // lebar_kolom), 1) for potong in satu.split("\n"))
            for satu, lebar_kolom in zip(teks, lebar, strict=True)
        )
        if n > 1:
            hasil[nomor] = n * TINGGI_BARIS
    return hasil


def _fakta(isi: Isi) -> Tabel:
    """The terms of a paper without a table."""
    kolom = [KolomSurat("Uraian", lebar=30, kunci=True), KolomSurat("Isi", lebar=60)]
    return Tabel(kolom, [[nama, nilai] for nama, nilai in isi.fakta], judul="Isi")
