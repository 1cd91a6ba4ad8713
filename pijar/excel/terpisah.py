"""Read an uploaded list through a process with limits. The only way in for lists from outside."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

from django.conf import settings

from pijar.anak import Anak, AnakGagalError, AnakMenolakError, Batas, Sebab
from pijar.errors import BerkasDitolakError
from pijar.excel.lembar import Baris, Lembar
from pijar.excel.letak import Gabungan, NomorBaris
from pijar.excel.periksa import RUSAK, TAK_TERSIMPAN, periksa_ukuran
from pijar.excel.sel import Sel
from pijar.excel.takaran import BAGI
from pijar.excel.tuang import waktu

PROGRAM = "pijar.excel.tuang"
BATAS = Batas(memori=480 << 20)
SEDIKIT, BANYAK = 64, 500  # rows of the first answer, and of the others
MEMORI = (
    f"Berkas ini memerlukan memori lebih dari {BATAS.memori >> 20} MB untuk dibuka: isinya jauh "
    "lebih besar daripada daftar yang wajar, atau berkasnya rusak. Salin daftarnya ke buku kerja "
    "baru, simpan sebagai .xlsx, lalu unggah lagi."
)
LAMA = (
    f"Berkas ini belum selesai dibaca setelah {BATAS.detik} detik, jauh lebih lama daripada daftar "
    f"yang wajar. {BAGI}"
)
DIBUNUH = (
    "Pembacaan berkas ini dihentikan sebelum selesai, misalnya karena server kehabisan memori. "
    f"Tidak ada yang masuk. Coba lagi sebentar lagi; bila berulang: {BAGI[0].lower()}{BAGI[1:]}"
)
KALIMAT = {
    Sebab.MEMORI: MEMORI,
    Sebab.LAMA: LAMA,
    Sebab.KELUARAN: MEMORI,
    Sebab.MATI: RUSAK,
    Sebab.DIBUNUH: DIBUNUH,
}


def baca_lembar(path: Path) -> Iterator[Lembar]:
    """The sheets of a workbook or the one sheet of a CSV, in the file's order.

    Raises BerkasDitolakError at once for a file that cannot be read safely, and while reading for
    what only reading shows. One sheet is in memory at a time, if the caller reads one after the
    other. The process ends when nobody holds a sheet any more.
    """
    periksa_ukuran(path, settings.BATAS_BERKAS_MB)
    buku = _Buku(path)
    return iter([_lembar(buku, ke, sifat) for ke, sifat in enumerate(buku.terima())])


class _Buku:
    """One file in its process. Of two sheets read by turns each gets its own rows."""

    def __init__(self, path: Path) -> None:
        try:
            folder = mkdtemp(prefix="pijar-")
            self._buang = finalize(self, rmtree, folder, ignore_errors=True)
            self._anak = Anak(PROGRAM, [str(path.absolute()), folder], BATAS)
        except OSError as galat:
            raise BerkasDitolakError(TAK_TERSIMPAN) from galat
        self._tiba: dict[int, list[Any]] = {}

    def terima(self) -> Any:
        """The next answer. Raises BerkasDitolakError where there is none."""
        try:
            return json.loads(self._anak.terima())
        except (AnakMenolakError, AnakGagalError, ValueError, RecursionError) as galat:
            self._anak.tutup()
            self._buang()
            raise _penolakan(galat) from galat

    def minta(self, ke: int, banyak: int) -> None:
        self._anak.minta(f"{ke} {banyak}")

    def sekali(self, ke: int) -> list[tuple[int, list[Sel]]]:
        """The rows asked for of sheet ``ke``; answers to other sheets wait for them."""
        while ke not in self._tiba:
            dari, *isi = self.terima()
            self._tiba[dari] = isi
        baris, tanggal = self._tiba.pop(ke)
        for i, j, tulisan in tanggal:
            baris[i][1][j] = waktu(tulisan)
        return [(nomor, sel) for nomor, sel in baris]


def _penolakan(galat: Exception) -> BerkasDitolakError:
    if isinstance(galat, AnakMenolakError):
        return BerkasDitolakError(galat.kata)
    return BerkasDitolakError(KALIMAT[galat.sebab] if isinstance(galat, AnakGagalError) else RUSAK)


def _lembar(buku: _Buku, ke: int, sifat: dict[str, Any]) -> Lembar:
    sembunyi = NomorBaris()
    for dari, sampai in sifat.pop("sembunyi"):
        sembunyi.tambah(dari, sampai)
    gabungan = [Gabungan(*satu) for satu in sifat.pop("gabungan")]
    return Lembar(baris=_baris(buku, ke), sembunyi=sembunyi, gabungan=gabungan, **sifat)


def _baris(buku: _Buku, ke: int) -> Baris:
    """Ask for the next rows before the last ones are given: both processes work at once."""
    try:
        buku.minta(ke, SEDIKIT)
        while sekali := buku.sekali(ke):
            buku.minta(ke, BANYAK)
            yield from sekali
    finally:
        buku.minta(ke, 0)
