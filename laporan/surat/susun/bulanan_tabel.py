"""The tables of the monthly report: one definition for the screen, the paper and its Excel.

A table whose rows can be summed has a last row that equals the headline figure.
"""

from collections.abc import Iterable, Sequence

from iuran.gerakan import BarisGerakan, Gerakan
from laporan.angka import Angka, BarisKelompok
from laporan.beku import IsiLaporan
from laporan.ringkasan import Beda, berupa_rupiah, ringkasan
from laporan.surat.isi import JenisKolom, Kolom, Sel, Tabel
from pijar.bulan import nama_bulan

ORANG, RUPIAH = JenisKolom.ANGKA, JenisKolom.RUPIAH
RINGKASAN = "Ringkasan"
OPD = (
    ("pegawai", "ASN"),
    ("penyumbang", "Penyumbang"),
    ("dijanji", "Dijanjikan"),
    ("lunas", "Dibayar"),
    ("tenggang", "Tenggang"),
    ("putus", "Terputus"),
)


def daftar_tabel(isi: IsiLaporan) -> list[Tabel]:
    """Every table that has rows, in the order of the paper."""
    angka = isi.angka
    semua = [
        tabel_ringkasan(angka),
        tabel_uang(angka),
        tabel_sumber(angka),
        tabel_kelompok("Kecamatan", "Dibayar kota menurut kecamatan", angka.per_kecamatan),
        tabel_kelompok("Pekerjaan", "Dibayar kota menurut pekerjaan", angka.per_pekerjaan),
        tabel_kelompok("Tahap", "Menurut tahap", angka.per_status),
        tabel_berakhir(angka),
        *([tabel_gerakan(angka.gerakan)] if angka.gerakan else []),
        tabel_beda(isi.dibanding_lalu),
        tabel_koreksi(isi),
        tabel_risiko(isi),
        tabel_titik(isi),
    ]
    return [t for t in semua if t.baris]


def tabel_ringkasan(angka: Angka) -> Tabel:
    """The headline figures by name; people and rupiah are never added, so there is no sum."""
    baris: list[list[Sel]] = [
        [nama, None, nilai] if berupa_rupiah(nama) else [nama, nilai, None]
        for nama, nilai in ringkasan(angka)
    ]
    kolom = [Kolom("Angka", lebar=60, kunci=True), _orang("Orang", 18), _uang("Rupiah", 22)]
    return Tabel(kolom, baris, RINGKASAN)


def tabel_uang(angka: Angka) -> Tabel:
    """The city's own money of the month; what others paid stands in the summary, apart."""
    bagian = (
        ("Sudah dibayar (SP2D)", angka.dibayar_orang, angka.dibayar_rupiah),
        ("Ditagih, belum dibayar", angka.ditagih_orang, angka.ditagih_rupiah),
        ("Belum ditagih", angka.belum_ditagih_orang, angka.belum_ditagih_rupiah),
    )
    kolom = [Kolom("Keadaan", lebar=50, kunci=True), _orang("Orang", 22), _uang("Rupiah", 28)]
    return _berjumlah(
        Tabel(kolom, [list(b) for b in bagian], f"Iuran {nama_bulan(angka.bulan)}, uang kota")
    )


def tabel_sumber(angka: Angka) -> Tabel:
    """Protected people by kind of source; the sum is everybody, whoever pays."""
    kolom = [Kolom("Sumber dana", lebar=50, kunci=True), _orang("Orang", 25), _orang("Target", 25)]
    baris: list[list[Sel]] = [[b.nama, b.orang, b.target] for b in angka.per_sumber]
    return _berjumlah(Tabel(kolom, baris, "Terlindungi menurut sumber dana"))


def tabel_kelompok(nama: str, judul: str, daftar: Iterable[BarisKelompok]) -> Tabel:
    kolom = [Kolom(nama, lebar=70, kunci=True), _orang("Orang", 30)]
    return _berjumlah(Tabel(kolom, [[b.nama, b.orang] for b in daftar], judul))


def tabel_berakhir(angka: Angka) -> Tabel:
    kolom = [Kolom("Bulan terakhir dibiayai", lebar=70, kunci=True), _orang("Orang", 30)]
    baris: list[list[Sel]] = [[nama_bulan(b.bulan), b.orang] for b in angka.akan_berakhir]
    return _berjumlah(Tabel(kolom, baris, "Akan kehilangan perlindungan"))


def tabel_gerakan(gerakan: Gerakan) -> Tabel:
    """Offices with donors, and all others in one line, so that the sums are those of the page."""
    kolom = [
        Kolom("OPD", lebar=34, kunci=True),
        *(_orang(judul, 13) for _, judul in OPD),
        _uang(f"Dibayar {gerakan.bulan.year}", 24),
    ]

    def satu(b: BarisGerakan) -> list[Sel]:
        return [b.nama, *(getattr(b, n) for n, _ in OPD), b.rupiah_tahun]

    baris = [satu(b) for b in (*gerakan.berpenyumbang, gerakan.lain)]
    return Tabel(kolom, baris, "ASN-PNS Peduli menurut OPD", satu(gerakan.total))


def tabel_beda(
    daftar: Sequence[Beda], lama: str = "Laporan lalu", baru: str = "Laporan ini"
) -> Tabel:
    """Which figures differ from the report before, by name; they are of different kinds: no sum."""
    kolom = [
        Kolom("Angka", lebar=46, kunci=True),
        _orang(lama, 18),
        _orang(baru, 18),
        _orang("Selisih", 18),
    ]
    return Tabel(kolom, [_beda(b) for b in daftar], "Dibanding laporan sebelumnya")


def _beda(b: Beda) -> list[Sel]:
    return [b.nama, b.lama, b.baru, b.selisih]


def tabel_koreksi(isi: IsiLaporan) -> Tabel:
    """Later facts about months closed before."""
    kolom = [
        Kolom("Bulan", lebar=18, kunci=True),
        Kolom("Angka", lebar=40, kunci=True),
        _orang("Dilaporkan", 14),
        _orang("Kini", 14),
        _orang("Selisih", 14),
    ]
    baris = [[nama_bulan(k.bulan), *_beda(k.beda)] for k in isi.koreksi]
    return Tabel(kolom, baris, "Koreksi atas laporan sebelumnya")


def tabel_risiko(isi: IsiLaporan) -> Tabel:
    """Today's risks, and what became of those of the report before."""
    kolom = [Kolom("Risiko", lebar=80, kunci=True), Kolom("Keadaan", lebar=20)]
    return Tabel(kolom, [[r["kalimat"], r["nasib"]] for r in isi.risiko], "Risiko")


def tabel_titik(isi: IsiLaporan) -> Tabel:
    """What was open when the report was proposed."""
    kolom = [
        Kolom("Yang masih terbuka", lebar=60, kunci=True),
        _orang("Jumlah", 15),
        _uang("Rupiah"),
    ]
    baris: list[list[Sel]] = [[t.label, t.jumlah, t.rupiah] for t in isi.titik]
    return Tabel(kolom, baris, "Masih terbuka saat diusulkan")


def _orang(judul: str, lebar: int = 20) -> Kolom:
    return Kolom(judul, ORANG, lebar)


def _uang(judul: str, lebar: int = 25) -> Kolom:
    return Kolom(judul, RUPIAH, lebar)


def _berjumlah(tabel: Tabel) -> Tabel:
    """The same with the sum of each column of figures; a table without rows stays empty."""
    if not tabel.baris:
        return tabel
    jumlah = [
        sum(nilai for b in tabel.baris if isinstance(nilai := b[n], int))
        for n in range(1, len(tabel.kolom))
    ]
    return Tabel(tabel.kolom, tabel.baris, tabel.judul, ["Jumlah", *jumlah])
