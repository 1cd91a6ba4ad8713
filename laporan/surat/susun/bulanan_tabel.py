"""The tables of the monthly report: one definition for the screen, the paper and its Excel.

A table whose rows can be summed has a last row that equals the headline figure.
"""

from collections.abc import Iterable, Sequence

from iuran.gerakan import BarisGerakan, Gerakan
from laporan.angka import Angka, BarisKelompok
from laporan.beku import IsiLaporan, Koreksi
from laporan.cakupan import Cakupan
from laporan.jalur import Jalur
from laporan.keluarga import Keluarga
from laporan.pergerakan import Pergerakan
from laporan.ringkasan import Beda, berupa_rupiah, ringkasan
from laporan.serapan import Serapan
from laporan.surat.gambaran import KECAMATAN
from laporan.surat.isi import Kolom, Sel, Tabel
from laporan.surat.susun.bulanan_ukuran import (
    berjumlah,
    orang,
    tabel_cakupan,
    tabel_gerak,
    tabel_jalur,
    tabel_keluarga,
    tabel_serapan,
    tabel_wilayah,
    uang,
)
from laporan.wilayah import Wilayah
from pijar.bulan import nama_bulan

RINGKASAN = "Ringkasan"
OPD = (
    ("pegawai", "ASN", 12),
    ("penyumbang", "Penyumbang", 18),
    ("dijanji", "Dijanjikan", 16),
    ("lunas", "Dibayar", 14),
    ("tenggang", "Tenggang", 15),
    ("putus", "Terputus", 15),
)


def daftar_tabel(isi: IsiLaporan) -> list[Tabel]:
    """Every table that has rows, in the order of the paper."""
    semua = [
        tabel_ringkasan(isi.angka),
        tabel_uang(isi.angka),
        *tabel_gerak(isi.ukuran(Pergerakan)),
        *tabel_keadaan(isi),
        tabel_risiko(isi),
        tabel_titik(isi),
        tabel_koreksi(isi.koreksi),
        tabel_beda(isi.dibanding_lalu),
    ]
    return [t for t in semua if t.baris]


def tabel_keadaan(isi: IsiLaporan) -> list[Tabel]:
    """The state at the end of a month or a longer period; narrow tables beside one another."""
    angka, tempat = isi.angka, isi.ukuran(Wilayah)
    return [
        tabel_sumber(angka),
        *tabel_jalur(isi.ukuran(Jalur)),
        tabel_berakhir(angka),
        *tabel_serapan(isi.ukuran(Serapan)),
        tabel_wilayah(tempat)
        if tempat
        else tabel_kelompok("Kecamatan", KECAMATAN, angka.per_kecamatan),
        tabel_kelompok("Pekerjaan", "Dibayar kota menurut pekerjaan", angka.per_pekerjaan),
        tabel_kelompok("Tahap", "Menurut tahap", angka.per_status),
        *tabel_cakupan(isi.ukuran(Cakupan)),
        *([tabel_gerakan(angka.gerakan)] if angka.gerakan else []),
        *tabel_keluarga(isi.ukuran(Keluarga)),
    ]


def tabel_ringkasan(angka: Angka) -> Tabel:
    """The headline figures by name; people and rupiah are never added, so there is no sum."""
    baris: list[list[Sel]] = [
        [nama, None, nilai] if berupa_rupiah(nama) else [nama, nilai, None]
        for nama, nilai in ringkasan(angka)
    ]
    kolom = [Kolom("Angka", lebar=60, kunci=True), orang("Orang", 18), uang("Rupiah", 22)]
    return Tabel(kolom, baris, RINGKASAN)


def tabel_uang(angka: Angka) -> Tabel:
    """The city's own money of the month; what others paid stands in the summary, apart."""
    bagian = (
        ("Sudah dibayar (SP2D)", angka.dibayar_orang, angka.dibayar_rupiah),
        ("Ditagih, belum dibayar", angka.ditagih_orang, angka.ditagih_rupiah),
        ("Belum ditagih", angka.belum_ditagih_orang, angka.belum_ditagih_rupiah),
    )
    kolom = [Kolom("Keadaan", lebar=50, kunci=True), orang("Orang", 22), uang("Rupiah", 28)]
    return berjumlah(
        Tabel(kolom, [list(b) for b in bagian], f"Iuran {nama_bulan(angka.bulan)}, uang kota")
    )


def tabel_sumber(angka: Angka) -> Tabel:
    """Protected people by kind of source; the sum is everybody, whoever pays."""
    kolom = [Kolom("Sumber dana", lebar=50, kunci=True), orang("Orang", 25), orang("Target", 25)]
    baris: list[list[Sel]] = [[b.nama, b.orang, b.target] for b in angka.per_sumber]
    return berjumlah(Tabel(kolom, baris, "Terlindungi menurut sumber dana"))


def tabel_kelompok(nama: str, judul: str, daftar: Iterable[BarisKelompok]) -> Tabel:
    kolom = [Kolom(nama, lebar=70, kunci=True), orang("Orang", 30)]
    return berjumlah(Tabel(kolom, [[b.nama, b.orang] for b in daftar], judul))


def tabel_berakhir(angka: Angka) -> Tabel:
    kolom = [Kolom("Bulan terakhir dibiayai", lebar=70, kunci=True), orang("Orang", 30)]
    baris: list[list[Sel]] = [[nama_bulan(b.bulan), b.orang] for b in angka.akan_berakhir]
    return berjumlah(Tabel(kolom, baris, "Akan kehilangan perlindungan"))


def tabel_gerakan(gerakan: Gerakan) -> Tabel:
    """Offices with donors, and all others in one line, so that the sums are those of the page."""
    kolom = [
        Kolom("OPD", lebar=34, kunci=True),
        *(orang(judul, lebar) for _, judul, lebar in OPD),
        uang(f"Dibayar {gerakan.bulan.year}", 24),
    ]

    def satu(b: BarisGerakan) -> list[Sel]:
        return [b.nama, *(getattr(b, n) for n, *_ in OPD), b.rupiah_tahun]

    baris = [satu(b) for b in (*gerakan.berpenyumbang, gerakan.lain)]
    return Tabel(kolom, baris, "ASN-PNS Peduli menurut OPD", satu(gerakan.total))


def tabel_beda(
    daftar: Sequence[Beda], lama: str = "Laporan lalu", baru: str = "Laporan ini"
) -> Tabel:
    """Which figures differ from the report before, by name; they are of different kinds: no sum."""
    kolom = [
        Kolom("Angka", lebar=46, kunci=True),
        orang(lama, 18),
        orang(baru, 18),
        orang("Selisih", 18),
    ]
    return Tabel(kolom, [_beda(b) for b in daftar], "Dibanding laporan sebelumnya")


def _beda(b: Beda) -> list[Sel]:
    return [b.nama, b.lama, b.baru, b.selisih]


def tabel_koreksi(daftar: Sequence[Koreksi]) -> Tabel:
    """Later facts about months closed before."""
    kolom = [
        Kolom("Bulan", lebar=18, kunci=True),
        Kolom("Angka", lebar=40, kunci=True),
        orang("Dilaporkan", 14),
        orang("Kini", 14),
        orang("Selisih", 14),
    ]
    baris = [[nama_bulan(k.bulan), *_beda(k.beda)] for k in daftar]
    return Tabel(kolom, baris, "Koreksi atas laporan sebelumnya")


def tabel_risiko(isi: IsiLaporan) -> Tabel:
    """Today's risks, and what became of those of the report before."""
    kolom = [
        Kolom("Risiko", lebar=56, kunci=True),
        Kolom("Harus bertindak", lebar=28),
        Kolom("Keadaan", lebar=16),
    ]
    return Tabel(kolom, [[r["kalimat"], r["oleh"], r["nasib"]] for r in isi.risiko], "Risiko")


def tabel_titik(isi: IsiLaporan) -> Tabel:
    """What was open when the report was proposed."""
    kolom = [
        Kolom("Yang masih terbuka", lebar=60, kunci=True),
        orang("Jumlah", 15),
        uang("Rupiah"),
    ]
    baris: list[list[Sel]] = [[t.label, t.jumlah, t.rupiah] for t in isi.titik]
    return Tabel(kolom, baris, "Masih terbuka saat diusulkan")
