"""Program that reads an uploaded list for :mod:`pijar.excel.terpisah`, in a process with limits.

Its arguments are the file and a folder of its own. It first tells of every sheet. Then each line
of its input, "sheet rows", asks for the next rows of a sheet; 0 means that the sheet is done with.
JSON and not pickle: whoever takes over this process must not be believed with more than text.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from pijar.anak.jawab import jawab, tolak
from pijar.errors import BerkasDitolakError
from pijar.excel.baca import baca_langsung
from pijar.excel.lembar import Baris, Lembar
from pijar.excel.takaran import Takaran, periksa_lembar

POLOS = frozenset({str, int, float, bool, type(None)})
HURUF_SEKALI = 1 << 20  # characters of one answer; one long row may be more


def utama(argumen: list[str]) -> None:
    """Serve one file until the parent has no more questions."""
    path, folder = argumen
    tempfile.tempdir = folder
    try:
        semua = [*baca_langsung(Path(path))]
        periksa_lembar(len(semua))
        _kirim([_sifat(lembar) for lembar in semua])
        _layani(semua)
    except BerkasDitolakError as penolakan:
        tolak(penolakan.kalimat)


def _layani(semua: list[Lembar]) -> None:
    takaran, nama = Takaran(), [lembar.nama for lembar in semua]
    isi: dict[int, Baris] = {ke: iter(lembar.baris) for ke, lembar in enumerate(semua)}
    semua.clear()  # a sheet leaves memory with its rows
    for perintah in sys.stdin.buffer:
        ke, banyak = map(int, perintah.split())
        if not banyak:
            isi.pop(ke, None)
            continue
        sekali = [*_sekali(isi.get(ke, iter(())), banyak, takaran, nama[ke])]
        if not sekali:
            isi.pop(ke, None)
        _kirim([ke, sekali, _waktu(sekali)])


def _sekali(
    baris: Baris, banyak: int, takaran: Takaran, lembar: str
) -> Iterator[tuple[int, list[Any]]]:
    """The next ``banyak`` rows, or fewer if they are long."""
    batas = takaran.huruf + HURUF_SEKALI
    for nomor, sel in islice(baris, banyak):
        takaran.catat(lembar, nomor, sel)
        yield nomor, sel
        if takaran.huruf > batas:
            return


def _waktu(sekali: list[tuple[int, list[Any]]]) -> list[tuple[int, int, str]]:
    """Take dates out of the rows, which JSON does not know: row, column, ISO text."""
    hasil = []
    for i, (_, sel) in enumerate(sekali):
        if not POLOS.issuperset(map(type, sel)):
            for j, nilai in enumerate(sel):
                if isinstance(nilai, date):
                    sel[j] = None
                    hasil.append((i, j, nilai.isoformat()))
    return hasil


def waktu(tulisan: str) -> date:
    """What :func:`_waktu` wrote."""
    return datetime.fromisoformat(tulisan) if "T" in tulisan else date.fromisoformat(tulisan)


def _sifat(lembar: Lembar) -> dict[str, Any]:
    return {
        "nama": lembar.nama,
        "tersembunyi": lembar.tersembunyi,
        "ada_rumus": lembar.ada_rumus,
        "rumus_tanpa_nilai": lembar.rumus_tanpa_nilai,
        "ada_galat": lembar.ada_galat,
        "sembunyi": lembar.sembunyi.rentang,
        "gabungan": lembar.gabungan,
    }


def _kirim(benda: Any) -> None:
    """Half a character, which damaged files hold, must not stop a list."""
    tulisan = json.dumps(benda, ensure_ascii=False, separators=(",", ":"))
    jawab(tulisan.encode("utf-8", "surrogatepass"))
