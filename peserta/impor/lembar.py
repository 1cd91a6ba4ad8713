"""Open an uploaded file: choose the sheet, find the header, yield the rows with people."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from peserta.bersih.alasan import INFO, PERINGATAN, Alasan, Temuan
from peserta.bersih.bidang import BIDANG_PER_KODE, TANDA, TANDA_LAMA
from peserta.bersih.judul import BARIS_DICARI, HasilJudul, cari_judul, diabaikan, sidik_judul
from peserta.bersih.kamus import Kamus
from peserta.impor.contoh import Kepala, contoh_awal
from peserta.impor.seluruh import yang_kurang
from peserta.impor.warisan import Warisan
from pijar.errors import BerkasDitolakError
from pijar.excel import (
    LEMBAR_PETUNJUK,
    Lembar,
    NomorBaris,
    Sel,
    Tanda,
    baca_lembar,
    baca_tanda,
    teks,
)

Baris = Iterator[tuple[int, list[Sel]]]
PANJANG_JUDUL = 80
KEPALA = BARIS_DICARI + 1  # one more: the last searched row may have a second header row
TANPA_JUDUL = (
    "Baris judul kolom tidak dikenali. Pilih di bawah ini baris mana yang berisi judul dan kolom "
    "mana berisi apa."
)
TANPA_ORANG = "Di bawah judul kolom tidak ada satu orang pun. Isi daftarnya, lalu unggah lagi."
KODE_SEMBUNYI = "baris_sembunyi"
SEMBUNYI = Alasan(
    INFO, KODE_SEMBUNYI, "Baris", "", "Baris ini tersembunyi atau tersaring di berkas.", ""
)
TANPA_ORANG_DIPILIH = (
    "Dengan baris judul dan kolom yang dipilih tidak ada satu orang pun. Periksa pilihannya."
)


class JudulDitemukan(NamedTuple):
    """A header found; ``asal`` names the officer who chose its columns, if there is one.

    ``catatan`` is a sentence about an unused correction. ``saran`` maps its titles (in the form of
    :func:`padanan_judul`) to fields. ``seluruh`` maps a field to its value in every row.
    """

    judul: HasilJudul | None
    asal: dict[str, str] = {}
    catatan: str = ""
    saran: dict[str, str] = {}
    seluruh: dict[str, str] = {}

    @property
    def nilai(self) -> tuple[bool, int]:
        """Rank of the header: complete ones first, then the higher score."""
        if self.judul is None:
            return False, 0
        return not self.judul.kurang(), self.judul.skor


Pencari = Callable[[Kepala], JudulDitemukan]


def otomatis(kepala: Kepala) -> JudulDitemukan:
    """Find the header by its titles."""
    return JudulDitemukan(cari_judul(kepala))


def menurut_judul(kamus: Kamus, cari: Pencari = otomatis) -> Pencari:
    """The search ``cari``, which also takes from the title above what all rows share."""

    def dengan_judul(kepala: Kepala) -> JudulDitemukan:
        ditemukan = cari(kepala)
        if ditemukan.judul is None:
            return ditemukan
        return ditemukan._replace(seluruh=yang_kurang(kepala, ditemukan.judul, kamus))

    return dengan_judul


@dataclass
class Daftar:
    """The list of one sheet; ``baris`` is an iterator over the rows below the header.

    ``masalah`` says why an officer must choose its columns first; empty if none must. ``kepala``:
    the first rows of the sheet, as they are.
    """

    lembar: str
    ditemukan: JudulDitemukan
    judul: HasilJudul
    kepala: Kepala
    baris: Baris
    sembunyi: NomorBaris
    warisan: Warisan
    masalah: str = ""
    lembar_lain: list[str] = field(default_factory=list)
    lembar_asing: list[str] = field(default_factory=list)
    tanda: Tanda | None = None
    rumus_tanpa_nilai: bool = False
    ada_galat: bool = False

    @property
    def pemetaan(self) -> dict[str, object]:
        """The columns and their origin as JSON, for the review page."""
        return {
            "judul": _nama_kolom(self.judul),
            "bidang": {str(i): kode for i, kode in self.judul.pemetaan.items()},
            "ganda": list(self.judul.ganda.values()),
            "asing": list(self.judul.asing.values()),
            "sidik": sidik_judul(self.judul.judul),
            "awal": contoh_awal(self.kepala, self.judul.nomor),
            "asal": self.ditemukan.asal,
            "catatan": self.ditemukan.catatan,
            "saran": self.ditemukan.saran,
            "seluruh": self.ditemukan.seluruh,
            "lembar_lain": self.lembar_lain,
            "lembar_asing": self.lembar_asing,
            "versi_templat": self.tanda.versi if self.tanda else None,
            "rumus_tanpa_nilai": self.rumus_tanpa_nilai,
            "ada_galat": self.ada_galat,
        }

    def catatan(self, nomor: int) -> Temuan:
        """What is to be said of row ``nomor`` before its cells are looked at."""
        temuan = self.warisan.ambil_catatan(nomor)
        if temuan:
            temuan = tuple(a for a in temuan if a.kolom in BIDANG_PER_KODE)
        return (*temuan, SEMBUNYI) if nomor in self.sembunyi else temuan


def buka_daftar(
    path: Path, lembar: str = "", *, cari: Pencari = otomatis, untuk: Tanda = TANDA
) -> Daftar:
    """Open the list in ``path``: sheet ``lembar``, else the sheet with the best header.

    ``untuk`` is the mark of the expected template. Raises BerkasDitolakError for an unreadable
    file or a template with another purpose.
    """
    dibaca = _yang_dibaca(path)
    if len(dibaca) == 1 and dibaca[0].nama != LEMBAR_PETUNJUK:
        return _daftar(dibaca[0], cari)
    kepala = {satu.nama: satu.awal(KEPALA) for satu in dibaca}
    tanda = _tanda(kepala.get(LEMBAR_PETUNJUK, []), untuk)
    tampak = [satu.nama for satu in dibaca if not satu.tersembunyi]
    nilai = {nama: cari(kepala[nama]).nilai for nama in tampak if kepala[nama]}
    if not nilai:
        raise BerkasDitolakError(TANPA_ORANG)
    daftar = _daftar_terbaik(path, lembar, nilai, cari)
    daftar.tanda = tanda
    return daftar


def _yang_dibaca(path: Path) -> list[Lembar]:
    """The sheets that an officer sees, and the template's instructions even if hidden."""
    return [s for s in baca_lembar(path) if not s.tersembunyi or s.nama == LEMBAR_PETUNJUK]


def _daftar_terbaik(
    path: Path, lembar: str, nilai: dict[str, tuple[bool, int]], cari: Pencari
) -> Daftar:
    """The list of sheet ``lembar``, else of the one with the highest rank; names the others."""
    terpilih = lembar if lembar in nilai else max(nilai, key=lambda nama: nilai[nama])
    daftar = _daftar(next(satu for satu in baca_lembar(path) if satu.nama == terpilih), cari)
    lain = [nama for nama in nilai if nama != terpilih]
    daftar.lembar_lain = [nama for nama in lain if nilai[nama][0]]
    daftar.lembar_asing = [nama for nama in lain if not nilai[nama][0]]
    return daftar


def _tanda(petunjuk: Kepala, untuk: Tanda) -> Tanda | None:
    """The template's mark. Raises BerkasDitolakError if the template has another purpose."""
    tanda = baca_tanda(petunjuk)
    if tanda is None and any(TANDA_LAMA in map(teks, sel) for _, sel in petunjuk):
        tanda = TANDA._replace(versi=1)
    if tanda and tanda.tujuan != untuk.tujuan:
        raise BerkasDitolakError(
            f"Berkas ini memakai templat untuk {_kata(tanda)}, bukan untuk daftar {_kata(untuk)}. "
            "Unggah di halaman yang sesuai, atau unduh templat dari halaman ini."
        )
    return tanda


def _kata(tanda: Tanda) -> str:
    return tanda.tujuan.replace("_", " ")


def perlu_dilihat(catatan: Temuan) -> Temuan:
    """The notes on a row, with a warning for one that is hidden: for lists that pass over none."""
    perbaikan = "Centang hanya bila orangnya memang ikut."
    return tuple(
        a._replace(tingkat=PERINGATAN, perbaikan=perbaikan) if a.kode == KODE_SEMBUNYI else a
        for a in catatan
    )


def templat_lama(versi: int | None) -> bool:
    """Whether the file's template has a newer version now."""
    return versi is not None and versi < TANDA.versi


def _daftar(lembar: Lembar, cari: Pencari) -> Daftar:
    kepala = [*islice(lembar.baris, KEPALA)]
    if not kepala:
        raise BerkasDitolakError(TANPA_ORANG)
    ditemukan = cari(kepala)
    judul = ditemukan.judul or HasilJudul(0, {}, 0, {}, {})
    if not judul.judul:  # a list without titles: every column has a place
        judul = replace(judul, judul=("",) * max(len(sel) for _, sel in kepala))
    sisa = [(nomor, [*sel]) for nomor, sel in kepala if nomor > judul.nomor]
    warisan = Warisan({**dict(enumerate(judul.judul)), **judul.pemetaan}, lembar.gabungan)
    baris = _orang(judul, warisan.isi(chain(sisa, lembar.baris)))
    if ditemukan.seluruh:
        baris = _bernilai_sama(len(judul.judul), [*ditemukan.seluruh.values()], baris)
        judul = _berkolom_sama(judul, ditemukan.seluruh)
    return Daftar(
        lembar=lembar.nama,
        ditemukan=ditemukan,
        judul=judul,
        kepala=kepala,
        baris=baris,
        sembunyi=lembar.sembunyi,
        warisan=warisan,
        masalah=_masalah(ditemukan.judul and judul),
        rumus_tanpa_nilai=lembar.rumus_tanpa_nilai,
        ada_galat=lembar.ada_galat,
    )


def _berkolom_sama(judul: HasilJudul, seluruh: dict[str, str]) -> HasilJudul:
    """The header with a column more for each value of the whole list."""
    lebar = len(judul.judul)
    tambahan = {lebar + i: kode for i, kode in enumerate(seluruh)}
    nama = (f"{BIDANG_PER_KODE[k].judul} seluruh daftar: {v}" for k, v in seluruh.items())
    return replace(judul, pemetaan=judul.pemetaan | tambahan, judul=(*judul.judul, *nama))


def _bernilai_sama(lebar: int, nilai: list[Sel], baris: Baris) -> Baris:
    """The rows with these values after their own ``lebar`` cells."""
    for nomor, sel in baris:
        yield nomor, [*sel[:lebar], *nilai]


def _masalah(judul: HasilJudul | None) -> str:
    if judul is None:
        return TANPA_JUDUL
    if not (kurang := judul.kurang()):
        return ""
    kolom = ", ".join(b.judul for b in kurang)
    return (
        f"Kolom {kolom} tidak ditemukan di baris judul (baris {judul.nomor}). Tunjukkan di bawah "
        "ini kolom mana yang memuatnya; kelurahan, kecamatan atau pekerjaan yang sama untuk semua "
        "orang cukup diisi sekali."
    )


def _nama_kolom(judul: HasilJudul) -> list[str]:
    """A unique title for every column: the sheet's own, else the field's, else its number."""
    hasil: list[str] = []
    for i in range(max([len(judul.judul), *(i + 1 for i in judul.pemetaan)])):
        nama = judul.judul[i] if i < len(judul.judul) else ""
        if not nama and i in judul.pemetaan:
            nama = BIDANG_PER_KODE[judul.pemetaan[i]].judul
        nama = nama[:PANJANG_JUDUL] or f"Kolom {i + 1}"
        hasil.append(nama if nama not in hasil else f"{nama} ({i + 1})")
    return hasil


def _orang(judul: HasilJudul, baris: Iterable[tuple[int, list[Sel]]]) -> Baris:
    """The rows with people, padded to the width of the header, so that officers can fill cells."""
    kolom_nik, lebar = judul.kolom("nik"), len(judul.judul)
    for nomor, sel in baris:
        if not diabaikan(sel, judul.pemetaan, kolom_nik):
            yield nomor, sel if len(sel) >= lebar else [*sel, *[None] * (lebar - len(sel))]
