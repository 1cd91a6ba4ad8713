"""From an uploaded file to its list: the right sheet, the header, the rows with people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from peserta.bidang import BIDANG_PER_KODE
from peserta.kolom import BARIS_DICARI, HasilJudul, cari_judul, diabaikan
from pijar.errors import BerkasDitolakError
from pijar.excel import Lembar, Sel, baca_lembar, teks

Baris = Iterator[tuple[int, list[Sel]]]
KEPALA = BARIS_DICARI + 1  # the header may be the last row that is searched, and have a second one
TANPA_JUDUL = (
    "Baris judul kolom tidak ditemukan. Pastikan ada satu baris berisi nama kolom, sedikitnya NIK "
    "dan Nama, di atas daftar orangnya, lalu unggah lagi."
)
TANPA_ORANG = "Di bawah judul kolom tidak ada satu orang pun. Isi daftarnya, lalu unggah lagi."


@dataclass
class Daftar:
    """The list of one sheet; ``baris`` gives the rows below the header once."""

    lembar: str
    judul: HasilJudul
    nama_kolom: list[str]
    baris: Baris
    lembar_lain: list[str] = field(default_factory=list)
    rumus_tanpa_nilai: bool = False

    @property
    def pemetaan(self) -> dict[str, object]:
        """What the review page tells about the columns, as JSON."""
        return {
            "judul": self.nama_kolom,
            "bidang": {str(i): kode for i, kode in self.judul.pemetaan.items()},
            "ganda": list(self.judul.ganda.values()),
            "asing": list(self.judul.asing.values()),
            "lembar_lain": self.lembar_lain,
            "rumus_tanpa_nilai": self.rumus_tanpa_nilai,
        }


def buka_daftar(path: Path, lembar: str = "") -> Daftar:
    """The list in ``path``: of the sheet called ``lembar``, else of the one that looks most so.

    Raises BerkasDitolakError for a file that cannot be read or holds no list of people.
    """
    semua = [satu for satu in baca_lembar(path) if not satu.tersembunyi]
    if len(semua) == 1:
        return _daftar(semua[0])
    nilai = {satu.nama: _nilai(satu) for satu in semua}
    berisi = [nama for nama, skor in nilai.items() if skor]
    if not berisi:
        raise BerkasDitolakError(TANPA_JUDUL)
    terpilih = lembar if lembar in berisi else max(berisi, key=lambda nama: nilai[nama])
    daftar = _daftar(next(satu for satu in baca_lembar(path) if satu.nama == terpilih))
    daftar.lembar_lain = [nama for nama in berisi if nama != terpilih]
    return daftar


def _nilai(lembar: Lembar) -> int:
    """How much the header of a sheet looks like a list of people; reading it uses it up."""
    judul = cari_judul(islice(lembar.baris, KEPALA))
    return judul.skor if judul and not judul.kurang() else 0


def _daftar(lembar: Lembar) -> Daftar:
    kepala = [*islice(lembar.baris, KEPALA)]
    judul = cari_judul(kepala)
    if judul is None:
        raise BerkasDitolakError(TANPA_JUDUL)
    _periksa_lengkap(judul)
    sisa = [(nomor, sel) for nomor, sel in kepala if nomor > judul.nomor]
    isi_judul = next(sel for nomor, sel in kepala if nomor == judul.nomor)
    return Daftar(
        lembar=lembar.nama,
        judul=judul,
        nama_kolom=_nama_kolom(judul, isi_judul),
        baris=_orang(judul, chain(sisa, lembar.baris)),
        rumus_tanpa_nilai=lembar.rumus_tanpa_nilai,
    )


def _periksa_lengkap(judul: HasilJudul) -> None:
    if kurang := judul.kurang():
        kolom = ", ".join(b.judul for b in kurang)
        raise BerkasDitolakError(
            f"Kolom {kolom} tidak ditemukan di baris judul (baris {judul.nomor}). "
            "Tambahkan kolomnya atau betulkan judulnya, lalu unggah lagi."
        )


def _nama_kolom(judul: HasilJudul, sel: list[Sel]) -> list[str]:
    """A title for every column, none twice: the sheet's own, else the field's, else its place."""
    lebar = max([len(sel), *(i + 1 for i in judul.pemetaan)])
    hasil: list[str] = []
    for i in range(lebar):
        nama = teks(sel[i]) if i < len(sel) else ""
        if not nama and i in judul.pemetaan:
            nama = BIDANG_PER_KODE[judul.pemetaan[i]].judul
        nama = nama[:80] or f"Kolom {i + 1}"
        hasil.append(nama if nama not in hasil else f"{nama} ({i + 1})")
    return hasil


def _orang(judul: HasilJudul, baris: Baris) -> Baris:
    kolom_nik = judul.kolom("nik")
    for nomor, sel in baris:
        if not diabaikan(sel, judul.pemetaan, kolom_nik):
            yield nomor, sel
