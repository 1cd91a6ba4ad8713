"""Tables of the kept measures: path, money by source, movement, coverage; none where not kept."""

from dataclasses import replace

from laporan.cakupan import Cakupan, FaktaCakupan
from laporan.jalur import Jalur
from laporan.keluarga import BarisKeluarga, Keluarga
from laporan.pergerakan import Pergerakan
from laporan.serapan import JumlahSerapan, Serapan, SerapanSumber
from laporan.surat.gambaran import GERAK, JALUR, KECAMATAN
from laporan.surat.gambaran import UANG as UANG_SUMBER
from laporan.surat.isi import JenisKolom, Kolom, Sel, Tabel
from laporan.wilayah import BarisWilayah, Wilayah
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.rupiah import ribuan

UANG = (("Pagu", 20), ("Komitmen", 20), ("Realisasi (SP2D)", 20))


def orang(judul: str, lebar: int = 20) -> Kolom:
    """A column of people."""
    return Kolom(judul, JenisKolom.ANGKA, lebar)


def uang(judul: str, lebar: int = 25) -> Kolom:
    """A column of rupiah."""
    return Kolom(judul, JenisKolom.RUPIAH, lebar)


def berjumlah(tabel: Tabel) -> Tabel:
    """The same with the sum of each column of figures; a table without rows stays empty."""
    if not tabel.baris:
        return tabel
    jumlah = [
        sum(nilai for b in tabel.baris if isinstance(nilai := b[n], int))
        for n in range(1, len(tabel.kolom))
    ]
    return Tabel(tabel.kolom, tabel.baris, tabel.judul, ["Jumlah", *jumlah])


def tabel_gerak(p: Pergerakan | None) -> list[Tabel]:
    """Who came and who left; the people at the end are the sum of all rows above."""
    if p is None:
        return []
    kolom = [Kolom("Pergerakan, dibayar kota", lebar=70, kunci=True), orang("Orang", 30)]
    baris: list[list[Sel]] = [[f"Awal, {tanggal_panjang(p.per_awal)}", p.awal]]
    baris += [[b.nama, b.orang] for b in p.baris]
    akhir: list[Sel] = [f"Akhir, {tanggal_panjang(p.pada)}", p.akhir]
    return [Tabel(kolom, baris, f"{GERAK} {p.label}", akhir)]


def tabel_jalur(j: Jalur | None) -> list[Tabel]:
    """The path of the year by month against the plan; people of several days are never added."""
    if j is None:
        return []
    kolom = [Kolom("Akhir bulan", lebar=40, kunci=True), orang("Orang", 30), orang("Rencana", 30)]
    baris: list[list[Sel]] = [[nama_bulan(t.bulan), t.orang, t.rencana] for t in j.titik]
    if any(t.orang is None for t in j.titik):
        baris.append([f"Perkiraan 31 Desember {j.tahun}", j.ramalan, j.target or None])
    return [Tabel(kolom, baris, f"{JALUR} {j.tahun}")]


def tabel_serapan(s: Serapan | None) -> list[Tabel]:
    """The city's sources with their sum; others' apart; the city's money month by month."""
    if s is None:
        return []
    kota = _sumber(f"{UANG_SUMBER} {s.tahun}", s.sumber_kota, s.kota)
    lain = _sumber(f"Uang pihak lain {s.tahun}", s.sumber_lain, s.lain)
    kolom = [Kolom("Iuran bulan", lebar=40, kunci=True), uang("Komitmen", 30), uang("Dibayar", 30)]
    baris: list[list[Sel]] = [[nama_bulan(b.bulan), b.rencana, b.realisasi] for b in s.kota.bulan]
    return [kota, lain, berjumlah(Tabel(kolom, baris, f"Uang kota menurut bulan {s.tahun}"))]


def _sumber(judul: str, daftar: tuple[SerapanSumber, ...], jumlah: JumlahSerapan) -> Tabel:
    kolom = [
        Kolom("Sumber dana", lebar=22, kunci=True),
        *(uang(nama, lebar) for nama, lebar in UANG),
        Kolom("Serapan", JenisKolom.ANGKA, 10),
        uang("Perkiraan SILPA", 20),
    ]
    return Tabel(kolom, [_uang(s.nama, s) for s in daftar], judul, _uang("Jumlah", jumlah))


def _uang(nama: str, s: JumlahSerapan) -> list[Sel]:
    serapan = "–" if s.persen is None else f"{s.persen}%".replace(".", ",")
    return [nama, s.pagu, s.komitmen, s.realisasi, serapan, s.silpa]


def tabel_wilayah(w: Wilayah) -> Tabel:
    """The kecamatan, the least covered first; the sum of people is the headline."""
    kolom = [
        Kolom("Kecamatan", lebar=40, kunci=True),
        orang("Orang"),
        orang("Terdata"),
        Kolom("Cakupan", JenisKolom.ANGKA, 20),
    ]
    jumlah = _tempat(replace(w.total, nama="Jumlah"))
    return Tabel(kolom, [_tempat(b) for b in w.baris], KECAMATAN, jumlah)


def _tempat(b: BarisWilayah) -> list[Sel]:
    bagian = "–" if b.persen is None else f"{b.persen}%".replace(".", ",")
    return [b.nama, b.orang, b.terdata, bagian]


def tabel_keluarga(k: Keluarga | None) -> list[Tabel]:
    """Claims that BPJS paid by year, with the median of days; the money is BPJS's."""
    if k is None:
        return []
    kolom = [
        Kolom("Tahun dibayar BPJS", lebar=34, kunci=True),
        orang("Klaim", 16),
        uang("Rupiah", 30),
        Kolom("Median hari", JenisKolom.ANGKA, 20),
    ]
    semua = [_klaim(str(b.tahun), b) for b in k.tahun]
    judul = f"Klaim dibayar; {ribuan(k.berjalan)} berjalan"
    return [Tabel(kolom, semua, judul, _klaim("Jumlah", k.total))]


def _klaim(nama: str, b: BarisKeluarga) -> list[Sel]:
    hari = "–" if b.hari is None else f"{b.hari}".replace(".", ",")
    return [nama, b.klaim, b.rupiah, hari]


def tabel_cakupan(c: Cakupan | None) -> list[Tabel]:
    """Published facts, each with its day and source, then what we add to them; no sum."""
    if c is None or not c.data:
        return []
    kolom = [
        Kolom("Cakupan pekerja", lebar=34, kunci=True),
        Kolom("Per", lebar=18, kunci=True),
        Kolom("Nilai", JenisKolom.ANGKA, 14),
        Kolom("Sumber", lebar=34),
    ]
    baris = [_fakta(f) for f in c.data]
    for nama, n, bagian in (
        ("Terlindungi, dibayar kota", c.kota, c.persen_kota),
        ("Terlindungi, siapa pun pembayarnya", c.orang, c.persen_orang),
    ):
        baris.append([nama, tanggal_panjang(c.pada), _bagian(n, bagian), "buku iuran"])
    return [Tabel(kolom, baris, "Cakupan pekerja informal")]


def _fakta(f: FaktaCakupan) -> list[Sel]:
    nilai = f"{f.nilai.normalize():f}%".replace(".", ",") if f.persen else ribuan(f.orang)
    return [f.nama, f.tanggal, nilai, f.sumber]


def _bagian(n: int, bagian: object) -> str:
    """People, and their share of the informal workers where that number is known."""
    persen = "" if bagian is None else f" ({bagian}%)".replace(".", ",")
    return f"{ribuan(n)}{persen}"
