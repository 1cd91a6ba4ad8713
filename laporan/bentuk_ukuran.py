"""What a figure is: its name, meaning and origin, how it is counted, and from what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from laporan.himpunan import Himpunan, himpunan
from laporan.kelompok import Isi
from laporan.pergerakan import daftar_masa
from laporan.serapan import Serapan, serapan

MENURUT: Mapping[str, str] = {
    "sumber": "Sumber dana",
    "kecamatan": "Kecamatan",
    "kelurahan": "Kelurahan",
    "pekerjaan": "Pekerjaan",
    "bulan": "Bulan",
    "cabang": "Cabang BPJS",
}
TEMPAT = ("kecamatan", "kelurahan", "pekerjaan")
SEMUA = ("sumber", *TEMPAT, "bulan")
BUKU = "Buku iuran: penetapan, jawaban BPJS, tagihan dan SP2D yang dicatat Disnaker."
MULAI = "Bulan mulai bantuan"


@dataclass(frozen=True)
class Bahan:
    """What a figure is counted from: the month, its day, and the first month of a movement.

    ``bagian`` is the part that is asked for, empty for the whole figure.
    """

    bulan: date
    hari: date
    dari: date
    bagian: str = ""

    @cached_property
    def himpunan(self) -> Himpunan:
        return himpunan(self.hari, semua=True)

    @cached_property
    def serapan(self) -> Serapan:
        return serapan(self.bulan.year, pada=self.hari)

    @cached_property
    def masa(self) -> list[tuple[date, Himpunan, Himpunan]]:
        return daftar_masa(self.dari, self.bulan, self.hari)


@dataclass(frozen=True)
class Ukuran:
    """One figure. ``daftar`` narrows the list of people to the same ones, where it can.

    ``satuan`` is orang, orang-bulan or rupiah; ``rupiah`` says whether money stands beside people.
    A figure may be opened for one of its parts (one due day, one source): ``bagian`` gives its
    words, and raises AturanDilanggarError for what is none.
    """

    kode: str
    nama: str
    arti: str
    hitung: Callable[[Bahan, str], Isi]
    sumber: str = BUKU
    satuan: str = "orang"
    rupiah: bool = False
    menurut: tuple[str, ...] = SEMUA
    arti_bulan: str = MULAI
    daftar: str = ""
    bagian: Callable[[str], str] | None = None

    def bernama(self, bagian: str) -> str:
        """The name with the words of a part. Raises AturanDilanggarError for what is none."""
        return f"{self.nama}: {self.bagian(bagian)}" if self.bagian and bagian else self.nama
