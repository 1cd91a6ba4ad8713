"""Open an uploaded file: choose the sheet, find the header, yield the rows with people."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from peserta.bersih.bidang import BIDANG_PER_KODE, TANDA, TANDA_LAMA
from peserta.bersih.judul import BARIS_DICARI, HasilJudul, cari_judul, diabaikan, sidik_judul
from pijar.errors import BerkasDitolakError
from pijar.excel import LEMBAR_PETUNJUK, Lembar, Sel, Tanda, baca_lembar, baca_tanda, teks
from pijar.samar import PANJANG_NIK, samarkan

Baris = Iterator[tuple[int, list[Sel]]]
Kepala = list[tuple[int, list[Sel]]]
KEPALA = BARIS_DICARI + 1  # one more: the last searched row may have a second header row
BARIS_AWAL, BARIS_CONTOH = 15, 4  # stored rows: the first of the sheet, and below the header
KOLOM_AWAL, PANJANG_JUDUL = 100, 80
NOMOR_ORANG = re.compile(r"[0-9](?:[ .'-]?[0-9]){9,}")  # NIK, KK, KPJ, phone: masked in samples
TANPA_JUDUL = (
    "Baris judul kolom tidak dikenali. Pilih di bawah ini baris mana yang berisi judul dan kolom "
    "mana berisi apa."
)
TANPA_ORANG = "Di bawah judul kolom tidak ada satu orang pun. Isi daftarnya, lalu unggah lagi."
TANPA_ORANG_DIPILIH = (
    "Dengan baris judul dan kolom yang dipilih tidak ada satu orang pun. Periksa pilihannya."
)


class JudulDitemukan(NamedTuple):
    """A header found; ``asal`` names the officer who chose its columns, if there is one.

    ``catatan`` is a sentence about an unused correction. ``saran`` maps its titles (in the form of
    :func:`padanan_judul`) to fields.
    """

    judul: HasilJudul | None
    asal: dict[str, str] = {}
    catatan: str = ""
    saran: dict[str, str] = {}

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


@dataclass
class Daftar:
    """The list of one sheet; ``baris`` is an iterator over the rows below the header.

    ``masalah`` says why an officer must choose its columns first; empty if none must.
    """

    lembar: str
    ditemukan: JudulDitemukan
    judul: HasilJudul
    awal: list[list[Any]]
    baris: Baris
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
            "awal": self.awal,
            "asal": self.ditemukan.asal,
            "catatan": self.ditemukan.catatan,
            "saran": self.ditemukan.saran,
            "lembar_lain": self.lembar_lain,
            "lembar_asing": self.lembar_asing,
            "versi_templat": self.tanda.versi if self.tanda else None,
            "rumus_tanpa_nilai": self.rumus_tanpa_nilai,
            "ada_galat": self.ada_galat,
        }


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
    sisa = [(nomor, sel) for nomor, sel in kepala if nomor > judul.nomor]
    return Daftar(
        lembar=lembar.nama,
        ditemukan=ditemukan,
        judul=judul,
        awal=_awal(kepala, judul.nomor),
        baris=_orang(judul, chain(sisa, lembar.baris)),
        masalah=_masalah(ditemukan.judul),
        rumus_tanpa_nilai=lembar.rumus_tanpa_nilai,
        ada_galat=lembar.ada_galat,
    )


def _masalah(judul: HasilJudul | None) -> str:
    if judul is None:
        return TANPA_JUDUL
    if not (kurang := judul.kurang()):
        return ""
    kolom = ", ".join(b.judul for b in kurang)
    return (
        f"Kolom {kolom} tidak ditemukan di baris judul (baris {judul.nomor}). Tunjukkan di bawah "
        "ini kolom mana yang memuatnya; bila memang tidak ada, tambahkan di berkas lalu unggah "
        "lagi."
    )


def _awal(kepala: Kepala, nomor_judul: int) -> list[list[Any]]:
    """Rows to store, as [row number, texts]: the first ones and a few below the header."""
    contoh = [satu for satu in kepala if satu[0] > nomor_judul][:BARIS_CONTOH]
    judul = [satu for satu in kepala if satu[0] == nomor_judul]
    pilihan = dict(chain(kepala[:BARIS_AWAL], judul, contoh))
    return [
        [nomor, [sel_tersamar(satu) for satu in sel[:KOLOM_AWAL]]]
        for nomor, sel in sorted(pilihan.items())
    ]


def sel_tersamar(sel: Sel) -> str:
    """The text of a sample cell, with numbers of people masked."""
    return NOMOR_ORANG.sub(_samar, teks(sel))[:PANJANG_JUDUL]


def _samar(cocok: re.Match[str]) -> str:
    angka = re.sub("[^0-9]", "", cocok[0])
    return samarkan(angka) if len(angka) == PANJANG_NIK else f"{angka[:2]}{'•' * (len(angka) - 2)}"


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
