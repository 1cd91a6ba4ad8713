"""A bill's list of people as Excel, from the same rows as its letter."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import IO, Any

from iuran.models import JenisIuran, StatusTagihan, Tagihan
from iuran.tagihan.angka import BarisTagihan, RincianTagihan, daftar_orang, rincian
from iuran.tagihan.jejak import Jejak
from peserta.models import Peserta
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_besar, tulis_kecil
from pijar.rupiah import ribuan, rupiah

LEMBAR = "Tagihan"
BATAS_KECIL = 2_000  # up to here the slower writer with borders and a bold total
MAJU_SETIAP = 1_000
Maju = Callable[[int, int], None]


def nama_berkas(tagihan: Tagihan) -> str:
    return f"{tagihan.nomor}.xlsx"


def rincian_sah(tagihan: Tagihan) -> RincianTagihan:
    """The breakdown. Raises AturanDilanggarError when the rows differ from the billed sums."""
    isi = rincian(tagihan)
    _pastikan(tagihan, isi.orang, isi.total)
    return isi


def _pastikan(tagihan: Tagihan, orang: int, total: int) -> None:
    """Raise AturanDilanggarError when the rows differ from the billed sums."""
    if (orang, total) != (tagihan.jumlah_orang, tagihan.total):
        raise AturanDilanggarError(
            f"Isi {tagihan.nomor} sekarang {ribuan(orang)} orang dan {rupiah(total)}, padahal "
            f"ditagih {ribuan(tagihan.jumlah_orang)} orang dan {rupiah(tagihan.total)}. "
            "Batalkan tagihan ini lalu susun lagi."
        )


def tulis_jejak(tujuan: IO[bytes], peserta: Peserta, bulan: date, jejak: Sequence[Jejak]) -> None:
    """Write one month of one person for an auditor, with the full numbers."""
    kolom = [
        Kolom("Baris buku", Jenis.TEKS, 28),
        Kolom("Iuran", Jenis.RUPIAH),
        Kolom("Tahap", Jenis.TEKS, 28),
        Kolom("Bukti", Jenis.TEKS, 34),
        Kolom("Tanggal", Jenis.TANGGAL),
        Kolom("Keterangan", Jenis.TEKS, 50),
    ]
    baris = [(j.judul, j.iuran.nominal, *tahap) for j in jejak for tahap in j.tahap]
    judul = (
        f"Jejak iuran {nama_bulan(bulan)}: {peserta.nama}",
        f"NIK {peserta.nik}, KPJ {peserta.kpj or 'belum ada'}",
    )
    tulis_kecil(tujuan, [LembarTulis("Jejak", kolom, baris, judul)])


def kolom_daftar(*, ada_jht: bool, dibagi: bool = False) -> list[Kolom]:
    """Columns of the list; JHT only where somebody has it, the part only of a divided bill."""
    teks = [("NIK", 20), ("KPJ", 16), ("Nama", 32), ("Kelurahan", 22), ("Kecamatan", 22)]
    uang = ["JKK", "JKM", *(["JHT"] if ada_jht else []), "Nominal"]
    return [
        Kolom("No.", Jenis.ANGKA),
        *(Kolom(judul, Jenis.TEKS, lebar) for judul, lebar in teks),
        *(Kolom(judul, Jenis.RUPIAH) for judul in uang),
        *([Kolom("Bagian", Jenis.TEKS, 24)] if dibagi else []),
    ]


def tulis_daftar(tagihan: Tagihan, folder: Path, maju: Maju) -> Path:
    """Write the list of people with its total row; streamed, so any length fits."""
    isi = rincian_sah(tagihan)
    dibagi = tagihan.status == StatusTagihan.DIBAGI
    kolom = kolom_daftar(ada_jht=isi.ada_jht, dibagi=dibagi)
    hitung = _Penghitung(daftar_orang(tagihan), isi, maju, dibagi=dibagi)
    judul = judul_daftar(tagihan, isi)
    berkas = folder / nama_berkas(tagihan)
    if isi.orang <= BATAS_KECIL:
        baris = list(hitung)
        lembar = LembarTulis(LEMBAR, kolom, baris, judul, total=hitung.total())
        tulis_kecil(berkas, [lembar])
    else:
        tulis_besar(berkas, LEMBAR, kolom, chain(hitung, hitung.baris_total()), judul)
    _pastikan(tagihan, hitung.orang, hitung.rupiah)
    return berkas


def judul_daftar(tagihan: Tagihan, isi: RincianTagihan) -> tuple[str, ...]:
    """The lines above the list: the bill, its sums, and the codes that are known."""
    bagian = f", bagian {tagihan.nama_bagian}" if tagihan.nama_bagian else ""
    kode = [
        f"{nama} {nilai}"
        for nama, nilai in (
            ("Kode iuran", tagihan.kode_iuran),
            ("NPP", tagihan.npp),
            ("Kode rekening", tagihan.kode_rekening),
        )
        if nilai
    ]
    balik = isi.kompensasi
    kompensasi = (
        f", sesudah kompensasi {ribuan(balik.bulan)} bulan {rupiah(balik.jumlah)}"
        if balik.bulan
        else ""
    )
    return (
        f"Tagihan iuran {nama_bulan(tagihan.bulan)}, {tagihan.sumber}{bagian}",
        f"Nomor {tagihan.nomor}: {ribuan(isi.orang)} orang, {rupiah(isi.total)}{kompensasi}",
        *([", ".join(kode)] if kode else []),
        *([f"KPJ {ribuan(isi.tanpa_kpj)} orang menyusul dari BPJS"] if isi.tanpa_kpj else []),
    )


class _Penghitung:
    """Turns the lines of the list into cells, and numbers and sums them on the way."""

    def __init__(
        self, orang: Iterable[BarisTagihan], isi: RincianTagihan, maju: Maju, *, dibagi: bool
    ) -> None:
        self._dibagi = dibagi
        self._sumber = orang
        self._ada_jht = isi.ada_jht
        self._dari = isi.orang
        self._maju = maju
        self.orang = self.jkk = self.jkm = self.jht = self.rupiah = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for satu in self._sumber:
            balik = satu.jenis == JenisIuran.PEMBALIK
            self.orang += not balik
            self.jkk += satu.jkk
            self.jkm += satu.jkm
            self.jht += satu.jht
            self.rupiah += satu.nominal
            uang = self._uang(satu.jkk, satu.jkm, satu.jht, satu.nominal)
            bagian = [satu.bagian] if self._dibagi else []
            if balik:
                nama = f"Kompensasi {nama_bulan(satu.bulan)}: {satu.nama}"
                yield (None, satu.nik, satu.kpj, nama, *satu[3:5], *uang, *bagian)
                continue
            yield (self.orang, *satu[:5], *uang, *bagian)
            if self.orang % MAJU_SETIAP == 0:
                self._maju(self.orang, self._dari)
        self._maju(self.orang, self._dari)

    def _uang(self, jkk: int, jkm: int, jht: int, nominal: int) -> tuple[int, ...]:
        return (jkk, jkm, jht, nominal) if self._ada_jht else (jkk, jkm, nominal)

    def total(self) -> Sequence[Any]:
        """The last row; right only after all others went through."""
        uang = self._uang(self.jkk, self.jkm, self.jht, self.rupiah)
        return (None, "Jumlah", "", "", "", "", *uang, *([""] if self._dibagi else []))

    def baris_total(self) -> Iterator[Sequence[Any]]:
        """The last row, made when the writer asks for it."""
        yield self.total()
