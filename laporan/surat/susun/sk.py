"""What the papers of a decree have in common: who decides, its bases, its people and money."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from iuran.models import SumberDana
from laporan.models import Surat
from laporan.surat.bahan import Bahan
from laporan.surat.isi import JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import dasar
from pijar.bulan import nama_bulan, tambah_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import Kop, Penandatangan
from pijar.rupiah import ribuan
from verifikasi.isi_sk import BarisSK
from verifikasi.models import (
    KODE_KEPUTUSAN,
    BarisPenetapan,
    Penetapan,
    PerubahanPenetapan,
    StatusPenetapan,
)

KODE = "keputusan"
KODE_PERUBAHAN = "keputusan_perubahan"
KODE_BERITA_ACARA = "berita_acara"
KODE_NOTA = "nota_penetapan"
# A perihal that begins so is the whole subject of the decree, in the office's own words.
JUDUL_SENDIRI = ("penetapan", "perpanjangan", "pengaktifan", "pemberian")
HURUF = "abcdefghijklmnopqrstuvwxyz"
DUA = 2  # letters are joined by "dan"; more are a range
PANJANG_KECAMATAN, PANJANG_KELURAHAN = len("33.74.01"), len("33.74.01.1001")


class Golongan(NamedTuple):
    """The lines of a decree by why their people are decreed; an incidental one stands twice."""

    baru: list[BarisSK]
    lanjut: list[BarisSK]
    kembali: list[BarisSK]
    insidental: list[BarisSK]


def golongkan(baris: Sequence[BarisSK]) -> Golongan:
    """Sort the lines: new people, an extension, those who come back, hard times."""
    hasil = Golongan([], [], [], [])
    for b in baris:
        if b.baris.pernyataan:
            hasil.kembali.append(b)
        elif b.lanjut:
            hasil.lanjut.append(b)
        else:
            hasil.baru.append(b)
        if b.baris.kondisi:
            hasil.insidental.append(b)
    return hasil


def masa(awal: date, lama: int, nama: Callable[[date], str] = nama_bulan) -> str:
    """``Januari–Desember 2026``, or over two years ``Juli 2026–Juni 2027``."""
    akhir = tambah_bulan(awal, lama - 1)
    if lama == 1:
        return nama(awal)
    if awal.year == akhir.year:
        return f"{nama(awal).split()[0]}–{nama(akhir)}"
    return f"{nama(awal)}–{nama(akhir)}"


def masa_singkat(awal: date, lama: int) -> str:
    """``Jan–Des 2026``: on one line of an annex, so that a page holds more people."""
    return masa(awal, lama, lambda b: f"{nama_bulan(b)[:3]} {b.year}")


def pastikan_bukan_batal(penetapan: Penetapan) -> None:
    """Raise AturanDilanggarError for a draft that was given up."""
    if penetapan.status == StatusPenetapan.DIBATALKAN:
        raise AturanDilanggarError(
            "Draf penetapan ini sudah dibatalkan, jadi tidak ada suratnya. Susun penetapan lain."
        )


def penetap(tanggal: date, kode: str = KODE) -> str:
    """The office that decides: the mayor, or the head of the office where it is delegated to them.

    Delegated is what an admin says by making somebody else than the mayor the signatory of just
    this kind of paper, without "a.n." of the mayor.
    """
    tanda = Penandatangan.objects.untuk(kode, tanggal, khusus=True)
    jabatan = (tanda.atas_nama or tanda.jabatan) if tanda else ""
    if jabatan and "wali kota" not in jabatan.lower() and "walikota" not in jabatan.lower():
        return jabatan
    kop = Kop.objects.pada(tanggal)
    return f"Wali Kota {kop.kota}" if kop else "Wali Kota Semarang"


def tentang(penetapan: Penetapan, baris: Sequence[BarisSK]) -> str:
    """The subject of a decree, by the people in it, or the office's own words for it."""
    if penetapan.perihal.lower().startswith(JUDUL_SENDIRI):
        return penetapan.perihal
    if all(b.baris.pernyataan for b in baris):
        apa = "Pengaktifan Kembali"
    elif all(b.lanjut for b in baris):
        apa = "Perpanjangan"
    else:
        apa = "Penetapan"
    tahun = sorted({biaya.sumber.tahun for b in baris for biaya in b.biaya})
    insidental = " secara Insidental" if all(b.baris.jenis == "insidental" for b in baris) else ""
    return (
        f"{apa} Peserta Program Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan"
        f"{insidental} Tahun {' dan '.join(map(str, tahun))}"
    )


def mengingat(tanggal: date, baris: Sequence[BarisSK]) -> list[str]:
    """The legal bases in force, the highest first; one whose number is unknown is not cited."""
    return dasar(
        tanggal,
        KODE_KEPUTUSAN,
        jht=any(b.baris.jht for b in baris),
        sumber={biaya.sumber for b in baris for biaya in b.biaya},
    )


def memperhatikan(penetapan: Penetapan) -> list[str]:
    """The numbered papers by which the decree was proposed."""
    nama = {KODE_BERITA_ACARA: "Berita Acara Verifikasi", KODE_NOTA: "Nota Dinas"}
    surat = Surat.objects.berlaku().filter(jenis__in=nama, objek=penetapan.pk).exclude(nomor="")
    return [
        f"{nama[s.jenis]} Nomor {s.nomor} tanggal {tanggal_panjang(s.tanggal)}"
        for s in surat.order_by("tanggal", "pk")
    ]


def singkat(sumber: SumberDana) -> str:
    """``APBD 2026``; the sums by source say its whole name."""
    return f"{sumber.kode} {sumber.tahun}"


def daftar_orang(baris: Sequence[BarisSK], judul: str) -> Tabel:
    """The annex of names, with whole NIK."""
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Nama", lebar=25, kunci=True),
        Kolom("NIK", lebar=24, kunci=True),
        Kolom("Alamat", lebar=30),
        Kolom("Kelurahan", lebar=17),
        Kolom("Kecamatan", lebar=17),
        Kolom("Pekerjaan", lebar=18),
        Kolom("Sumber", lebar=15),
        Kolom("Masa", lebar=20),
    ]
    isi: list[list[Sel]] = [
        [n, *b.orang, singkat(b.baris.sumber), masa_singkat(b.baris.bulan_awal, b.lama)]
        for n, b in enumerate(baris, 1)
    ]
    kosong: list[Sel] = [None] * (len(kolom) - 2)
    return Tabel(kolom, isi, judul, [None, f"Jumlah {ribuan(len(baris))} orang", *kosong])


class BarisRekap(NamedTuple):
    """One source: people and rupiah a month count with the source that pays first."""

    sumber: SumberDana
    lanjutan: bool
    orang: int
    bulan: int
    sebulan: int
    rupiah: int

    @property
    def nama(self) -> str:
        return f"{self.sumber} (lanjutan)" if self.lanjutan else str(self.sumber)


def rekap(baris: Sequence[BarisSK]) -> list[BarisRekap]:
    """People and money by source; months after New Year stand with the source that pays them."""
    hasil: dict[tuple[bool, SumberDana], BarisRekap] = {}
    for satu in (biaya for b in baris for biaya in b.biaya):
        lalu = hasil.get((satu.lanjutan, satu.sumber))
        _, _, n, bulan, sebulan, jumlah = lalu or (None, None, 0, 0, 0, 0)
        hasil[satu.lanjutan, satu.sumber] = BarisRekap(
            satu.sumber,
            satu.lanjutan,
            n + (not satu.lanjutan),
            bulan + satu.bulan,
            sebulan + (0 if satu.lanjutan else satu.nominal),
            jumlah + satu.rupiah,
        )
    return sorted(
        hasil.values(),
        key=lambda r: (r.sumber.tahun, r.lanjutan, r.sumber.urutan, r.sumber.kode),
    )


def rekapitulasi(daftar: Sequence[BarisRekap], judul: str = "") -> Tabel:
    """The sums by source, as a table whose columns add up."""
    isi: list[list[Sel]] = [
        [no, r.nama, r.orang or None, r.bulan, r.sebulan or None, r.rupiah]
        for no, r in enumerate(daftar, 1)
    ]
    total: list[Sel] = [
        sum(r.orang for r in daftar),
        sum(r.bulan for r in daftar),
        sum(r.sebulan for r in daftar),
        sum(r.rupiah for r in daftar),
    ]
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 8),
        Kolom("Sumber dana", lebar=34, kunci=True),
        Kolom("Orang", JenisKolom.ANGKA, 12),
        Kolom("Orang-bulan", JenisKolom.ANGKA, 14),
        Kolom("Iuran sebulan", JenisKolom.RUPIAH, 20),
        Kolom("Jumlah", JenisKolom.RUPIAH, 22),
    ]
    return Tabel(kolom, isi, judul, [None, "Jumlah", *total])


def konsideran(bagian: Sequence[str], oleh: str, hal: str) -> list[str]:
    """The considerations, and as the last the one that asks for the decree."""
    sampai = f"huruf a sampai dengan huruf {HURUF[len(bagian) - 1]}"
    if len(bagian) <= DUA:
        sampai = " dan ".join(f"huruf {HURUF[n]}" for n in range(len(bagian)))
    akhir = (
        f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam {sampai}, perlu menetapkan "
        f"Keputusan {oleh} tentang {hal}"
    )
    return [*bagian, akhir]


def wilayah_sk(penetapan: Penetapan) -> str:
    """The code of the kelurahan or kecamatan in which all its people live; empty for more."""
    baris = BarisPenetapan.objects.filter(penetapan=penetapan).order_by()
    kode = set(baris.values_list("peserta__kelurahan", flat=True).distinct())
    for panjang in (PANJANG_KELURAHAN, PANJANG_KECAMATAN):
        if len(awal := {k[:panjang] for k in kode}) == 1:
            return awal.pop()
    return ""


def wilayah(bahan: Bahan) -> str:
    """The area of a paper about a decree or about its amendment."""
    objek: Penetapan | PerubahanPenetapan = bahan.objek
    return wilayah_sk(objek if isinstance(objek, Penetapan) else objek.penetapan)


def kepala_dinas(kop: Kop | None) -> str:
    """The addressee of a nota dinas."""
    return f"Kepala {kop.instansi}" if kop else "Kepala Dinas"
