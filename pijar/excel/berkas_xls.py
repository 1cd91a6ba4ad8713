"""Old .xls workbooks: read by a child process, so that damage there cannot end this one."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from pijar.errors import BerkasDitolakError
from pijar.excel import pembaca_xls
from pijar.excel.periksa import RUSAK, TANPA_DATA, TERKUNCI, bernama
from pijar.excel.sel import Sel, kosong

BATAS_DETIK = 120


@dataclass(frozen=True)
class LembarXls:
    """A sheet of an .xls; formulas and error cells in it cannot be told from others."""

    nama: str
    tersembunyi: bool
    baris: Iterator[tuple[int, list[Sel]]]


def baca_xls(path: Path) -> list[LembarXls]:
    """The worksheets of ``path``. Raises BerkasDitolakError when locked, damaged or empty."""
    hasil = TemporaryFile()  # noqa: SIM115 - the sheets read from it until they are forgotten
    with bernama(path, "xls") as berkas:
        _tuang(berkas, hasil)
    lembar = []
    letak, berisi = 0, False
    hasil.seek(0)
    for baris in hasil:
        letak += len(baris)
        berisi = berisi or baris.startswith(b"[")
        if baris.startswith(b"{"):
            sifat = json.loads(baris)
            lembar.append(LembarXls(sifat["nama"], sifat["tersembunyi"], _baris(hasil, letak)))
    if not berisi:
        raise BerkasDitolakError(TANPA_DATA)
    return lembar


def _tuang(berkas: Path, hasil: IO[bytes]) -> None:
    perintah = [sys.executable, "-I", pembaca_xls.__file__, str(berkas)]
    try:
        keluar = subprocess.run(  # noqa: S603 - our own program; the path is one we made
            perintah, stdout=hasil, stderr=subprocess.DEVNULL, timeout=BATAS_DETIK, check=False
        ).returncode
    except subprocess.TimeoutExpired as galat:
        raise BerkasDitolakError(RUSAK) from galat
    if keluar:
        terkunci = keluar == pembaca_xls.KELUAR_TERKUNCI
        raise BerkasDitolakError(TERKUNCI if terkunci else RUSAK)


def _baris(hasil: IO[bytes], letak: int) -> Iterator[tuple[int, list[Sel]]]:
    """The rows from ``letak`` to the next sheet; sheets may be read in any order."""
    while True:
        hasil.seek(letak)
        baris = hasil.readline()
        if not baris.startswith(b"["):
            return
        letak = hasil.tell()
        nomor, isi = json.loads(baris)
        sel = [_sel(satu) for satu in isi]
        if not all(map(kosong, sel)):
            yield nomor, sel


def _sel(satu: Any) -> Sel:
    if not isinstance(satu, dict):
        return None if satu == "" else satu
    tulisan: str = satu["t"]
    return datetime.fromisoformat(tulisan) if "T" in tulisan else date.fromisoformat(tulisan)
