"""Limits of one uploaded book as a whole, counted while it is read, sheet after sheet."""

from collections.abc import Sequence

from pijar.errors import BerkasDitolakError
from pijar.excel.pindai import Kisi
from pijar.excel.sel import Sel

BATAS_LEMBAR = 100
BATAS_KOLOM = 1_000
BATAS_BARIS = 300_000  # a city has 60.000 of these people
BATAS_SEL = 6_000_000  # 215.000 rows of 27 columns
BATAS_HURUF = 200_000_000
BAGI = "Bagi daftarnya menjadi beberapa berkas, lalu unggah satu per satu."


def titik(angka: int) -> str:
    """A number as Indonesians write it: 300.000."""
    return f"{angka:,}".replace(",", ".")


def periksa_lembar(banyak: int) -> None:
    """Raise BerkasDitolakError for a book of too many sheets."""
    if banyak > BATAS_LEMBAR:
        raise BerkasDitolakError(
            f"Berkas ini berisi {titik(banyak)} lembar, sedangkan batasnya {BATAS_LEMBAR}. Salin "
            "lembar yang berisi daftar ke buku kerja baru, simpan sebagai .xlsx, lalu unggah lagi."
        )


class Takaran:
    """What was read so far. ``catat`` raises BerkasDitolakError at the first thing too many."""

    def __init__(self) -> None:
        self.baris = self.sel = self.huruf = 0

    def catat(self, lembar: str, nomor: int, baris: Sequence[Sel]) -> None:
        """Count row ``nomor`` of the sheet named ``lembar``."""
        if len(baris) > BATAS_KOLOM and (terisi := _terisi(baris)) > BATAS_KOLOM:
            raise BerkasDitolakError(
                f"Lembar {lembar} terisi sampai sel {Kisi(nomor, terisi).ujung}, lebih dari "
                f"{titik(BATAS_KOLOM)} kolom. Hapus kolom yang bukan bagian daftar, simpan, lalu "
                "unggah lagi."
            )
        self.baris += 1
        self.sel += len(baris)
        self.huruf += sum([len(sel) for sel in baris if isinstance(sel, str)])
        for banyak, batas, kata in (
            (self.baris, BATAS_BARIS, "baris berisi"),
            (self.sel, BATAS_SEL, "sel"),
            (self.huruf, BATAS_HURUF, "huruf"),
        ):
            if banyak > batas:
                raise BerkasDitolakError(
                    f"Berkas ini berisi lebih dari {titik(batas)} {kata} (terlampaui di lembar "
                    f"{lembar}, baris {titik(nomor)}). {BAGI}"
                )


def _terisi(baris: Sequence[Sel]) -> int:
    """The number of the last column that holds something."""
    return next((n for n in range(len(baris), 0, -1) if baris[n - 1] not in (None, "")), 0)
