"""Program that reads an old .xls; :mod:`pijar.excel.berkas_xls` starts it as a process.

One damaged byte can make the reader ask for more memory than the machine has, which kills the
process (measured). So this program has a memory limit and imports nothing of the application. It
prints JSON lines: a sheet, then its rows.
"""

import json
import resource
import sys
from contextlib import suppress
from datetime import date, time
from typing import Any, TextIO

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

BATAS_MEMORI = 2 << 30
KELUAR_TERKUNCI, KELUAR_RUSAK = 3, 4


def tuang(path: str, keluaran: TextIO) -> None:
    """Print every worksheet of ``path``: {"nama", "tersembunyi"}, then [row number, cells] each."""
    buku = CalamineWorkbook.from_path(path)
    for urutan, sifat in enumerate(buku.sheets_metadata):
        if sifat.typ != SheetTypeEnum.WorkSheet:
            continue
        tersembunyi = sifat.visible != SheetVisibleEnum.Visible
        _cetak({"nama": sifat.name, "tersembunyi": tersembunyi}, keluaran)
        lembar = buku.get_sheet_by_index(urutan)
        if lembar.start is None:
            continue
        kiri = [""] * lembar.start[1]
        for nomor, isi in enumerate(lembar.iter_rows(), start=1):
            if isi.count("") < len(isi):
                _cetak([nomor, kiri + isi], keluaran)


def _cetak(benda: Any, keluaran: TextIO) -> None:
    keluaran.write(json.dumps(benda, default=_tanggal) + "\n")


def _tanggal(sel: Any) -> Any:
    """Dates as {"t": ISO}; times of day and durations as the same text as ``baca`` gives."""
    if isinstance(sel, date):
        return {"t": sel.isoformat()}
    if isinstance(sel, time):
        return f"{sel:%H.%M}"
    menit = int(sel.total_seconds()) // 60
    return f"{menit // 60:02}.{menit % 60:02}"


def utama(path: str) -> int:
    with suppress(ValueError, OSError):  # some systems lack this limit
        resource.setrlimit(resource.RLIMIT_AS, (BATAS_MEMORI, BATAS_MEMORI))
    try:
        tuang(path, sys.stdout)
    except PasswordError:
        return KELUAR_TERKUNCI
    except Exception:  # noqa: BLE001 - the parent process tells the officer
        return KELUAR_RUSAK
    return 0


if __name__ == "__main__":
    sys.exit(utama(sys.argv[1]))
