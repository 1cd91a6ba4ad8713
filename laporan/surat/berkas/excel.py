"""The tables of a paper as Excel, printed as the PDF is."""

import re
from io import BytesIO
from itertools import chain

from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import JenisKolom, Tabel
from pijar.excel import Cetak, Jenis, Kolom, LembarTulis, tulis_besar, tulis_kecil

BATAS_KECIL = 2_000  # up to here the slower writer with borders and a bold total
TIDAK_UNTUK_LEMBAR = re.compile(r"[\[\]:*?/\\]")
JENIS = {
    JenisKolom.TEKS: Jenis.TEKS,
    JenisKolom.ANGKA: Jenis.RIBUAN,
    JenisKolom.RUPIAH: Jenis.RUPIAH,
    JenisKolom.TANGGAL: Jenis.TEKS,
}


def buat_excel(cetakan: Cetakan) -> bytes:
    """One sheet for each table, with number, date and hash above it and its sums below."""
    isi = cetakan.isi
    judul = (isi.perihal, f"Nomor {cetakan.nomor}, {cetakan.tanggal}", cetakan.kaki)
    tabel = [*isi.tabel, *isi.lampiran]
    cetak = Cetak(cetakan.kop.kertas.upper(), isi.mendatar, cetakan.kaki)
    tujuan = BytesIO()
    if len(tabel) == 1 and len(tabel[0].baris) > BATAS_KECIL:
        satu = tabel[0]
        baris = chain(satu.baris, [satu.jumlah] if satu.jumlah else [])
        tulis_besar(tujuan, _nama(1, satu), _kolom(satu), baris, judul, cetak=cetak)
    else:
        tulis_kecil(tujuan, [_lembar(n, t, judul, cetak) for n, t in enumerate(tabel, 1)])
    return tujuan.getvalue()


def _lembar(n: int, tabel: Tabel, judul: tuple[str, ...], cetak: Cetak) -> LembarTulis:
    return LembarTulis(
        nama=_nama(n, tabel),
        kolom=_kolom(tabel),
        baris=tabel.baris,
        judul_atas=judul,
        total=tabel.jumlah,
        **cetak._asdict(),
    )


def _nama(n: int, tabel: Tabel) -> str:
    """A sheet's name; Excel allows 31 characters and not all of them."""
    return TIDAK_UNTUK_LEMBAR.sub("-", tabel.judul or f"Lampiran {n}")[:31].strip("' ")


def _kolom(tabel: Tabel) -> list[Kolom]:
    return [Kolom(k.judul, JENIS[k.jenis], lebar=max(k.lebar, 6)) for k in tabel.kolom]
