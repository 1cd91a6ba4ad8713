"""Read old .xls workbooks in a child process, so that a damaged file cannot end this one."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pijar.errors import BerkasDitolakError
from pijar.excel import pembaca_xls
from pijar.excel.lembar import Baris, Lembar
from pijar.excel.letak import Gabungan, NomorBaris
from pijar.excel.periksa import RUSAK, TANPA_DATA, TERKUNCI, bernama
from pijar.excel.sel import Sel, kosong

BATAS_DETIK = 120


def baca_xls(path: Path) -> Iterator[Lembar]:
    """The worksheets of ``path``. Raises BerkasDitolakError when locked, damaged or empty.

    Formulas and error cells of an .xls cannot be told from others.
    """
    with bernama(path, "xls") as berkas:
        keluaran = _tuang(berkas)
    lembar: list[Lembar] = []
    baris: list[bytes] = []
    for satu in keluaran.splitlines():
        if satu.startswith(b"{"):
            sifat = json.loads(satu)
            baris = []
            lembar.append(_lembar(sifat, baris))
        else:
            baris.append(satu)
    if b"\n[" not in keluaran:
        raise BerkasDitolakError(TANPA_DATA)
    return iter(lembar)


def _lembar(sifat: dict[str, Any], baris: list[bytes]) -> Lembar:
    sembunyi = NomorBaris()
    for nomor in sifat["sembunyi"]:
        sembunyi.tambah(nomor, nomor)
    gabungan = [Gabungan(*satu) for satu in sifat["gabungan"]]
    return Lembar(
        sifat["nama"],
        _baris(baris),
        sifat["tersembunyi"],
        sembunyi=sembunyi,
        gabungan=gabungan,
    )


def _tuang(berkas: Path) -> bytes:
    perintah = [sys.executable, "-I", pembaca_xls.__file__, str(berkas)]
    try:
        hasil = subprocess.run(  # noqa: S603 - our own program; the path is one we made
            perintah, capture_output=True, timeout=BATAS_DETIK, check=False
        )
    except subprocess.TimeoutExpired as galat:
        raise BerkasDitolakError(RUSAK) from galat
    if hasil.returncode:
        terkunci = hasil.returncode == pembaca_xls.KELUAR_TERKUNCI
        raise BerkasDitolakError(TERKUNCI if terkunci else RUSAK)
    return hasil.stdout


def _baris(daftar: list[bytes]) -> Baris:
    for satu in daftar:
        nomor, isi = json.loads(satu)
        sel = [_sel(nilai) for nilai in isi]
        if not all(map(kosong, sel)):
            yield nomor, sel


def _sel(satu: Any) -> Sel:
    if not isinstance(satu, dict):
        return None if satu == "" else satu
    tulisan: str = satu["t"]
    return datetime.fromisoformat(tulisan) if "T" in tulisan else date.fromisoformat(tulisan)
