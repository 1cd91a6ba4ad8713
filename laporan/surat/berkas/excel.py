"""The tables of a paper as Excel, printed as the PDF is."""

from io import BytesIO

from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import Isi, JenisKolom, Tabel
from laporan.surat.isi import Kolom as KolomSurat
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_kecil

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
    judul = (isi.perihal, f"Nomor {cetakan.nomor}, {cetakan.tanggal}", cetakan.kaki)
    tabel = [*isi.tabel, *isi.lampiran] or [_fakta(isi)]
    tujuan = BytesIO()
    tulis_kecil(
        tujuan, [_lembar(n, t, judul, mendatar=isi.mendatar) for n, t in enumerate(tabel, 1)]
    )
    return tujuan.getvalue()


def _lembar(n: int, tabel: Tabel, judul: tuple[str, ...], *, mendatar: bool) -> LembarTulis:
    return LembarTulis(
        nama=(tabel.judul or f"Lampiran {n}")[:31],
        kolom=[Kolom(k.judul, JENIS[k.jenis], lebar=max(k.lebar, 6)) for k in tabel.kolom],
        baris=tabel.baris,
        judul_atas=judul,
        total=tabel.jumlah,
        mendatar=mendatar,
    )


def _fakta(isi: Isi) -> Tabel:
    """The terms of a paper without a table."""
    kolom = [KolomSurat("Uraian", lebar=30, kunci=True), KolomSurat("Isi", lebar=60)]
    return Tabel(kolom, [[nama, nilai] for nama, nilai in isi.fakta], judul="Isi")
