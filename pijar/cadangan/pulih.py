"""Bring a backup back into an empty database and an empty folder, and prove that it is the same."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.db import connection
from django.utils._os import safe_join

from pijar.cadangan.alat import Tersidik, bukakan, jalankan
from pijar.cadangan.hitung import daftar_tabel, hitung_tabel
from pijar.cadangan.isi import Berkas, Cadangan, Tempat
from pijar.errors import AturanDilanggarError

PULIHKAN = ("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner")


def pulihkan(
    tempat: Tempat,
    cadangan: Cadangan,
    kunci: list[Any],
    *,
    maju: Callable[[int, int], None] = lambda n, dari: None,
) -> None:
    """Write it where nothing is yet, files first, and compare it with its list.

    Raises AturanDilanggarError when something is there already, the key is another one, or what
    came back is not what was kept. Nothing is in the database unless all of it is.
    """
    _pastikan_kosong(tempat)
    for nomor, (nama, berkas) in enumerate(cadangan.berkas.items(), 1):
        _berkas(tempat, nama, berkas, kunci)
        maju(nomor, len(cadangan.berkas))
    with jalankan(*PULIHKAN, f"--dbname={_nama_basis()}", stdin=subprocess.PIPE) as proses:
        bukakan(tempat.basis(cadangan.nama), proses.stdin, kunci)
    if beda := perbedaan(cadangan):
        raise AturanDilanggarError(
            "Yang dipulihkan berbeda dari daftarnya: " + "; ".join(beda[:5]) + "."
        )


def perbedaan(cadangan: Cadangan) -> list[str]:
    """Tables of this database whose rows or contents differ from those of the backup."""
    kini, dulu, kosong = hitung_tabel(), cadangan.tabel, (0, "")
    beda = sorted(n for n in {*kini, *dulu} if kini.get(n) != dulu.get(n))
    return [
        f"{n}: {kini.get(n, kosong)[0]} baris, seharusnya {dulu.get(n, kosong)[0]}" for n in beda
    ]


def _nama_basis() -> str:
    return str(connection.settings_dict["NAME"])


def _pastikan_kosong(tempat: Tempat) -> None:
    if daftar_tabel():
        raise AturanDilanggarError(
            "Basis data tujuan sudah berisi. Buat yang kosong (createdb), arahkan DATABASE_URL "
            "ke sana, lalu ulangi. Tidak ada yang ditimpa."
        )
    if tempat.akar.exists() and any(tempat.akar.iterdir()):
        raise AturanDilanggarError(
            f"Folder berkas {tempat.akar} sudah berisi. Pindahkan isinya dahulu, atau arahkan "
            "BERKAS_DIR ke folder kosong. Tidak ada yang ditimpa."
        )


def _berkas(tempat: Tempat, nama: str, berkas: Berkas, kunci: list[Any]) -> None:
    try:
        path = Path(safe_join(tempat.akar, nama))
    except SuspiciousFileOperation as galat:
        raise AturanDilanggarError(
            f"Daftar cadangan menyebut berkas di luar {tempat.akar}."
        ) from galat
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    tanda = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(tanda, "wb") as isi:
        tertulis = Tersidik(isi)
        bukakan(tempat.isi(berkas.sidik), tertulis, kunci)
    if tertulis.sidik != berkas.sidik:
        raise AturanDilanggarError(f"Isi {nama} bukan yang dicadangkan.")
    os.utime(path, ns=(berkas.diubah, berkas.diubah))
