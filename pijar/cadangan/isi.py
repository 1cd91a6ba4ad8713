"""The list of a backup: when, what the tables held, which files."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from pijar.cadangan.alat import baca_penerima
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan

AWALAN, SELAGI = "pijar-", ".selagi"
Jumlah = Mapping[str, tuple[int, str]]
"""Of each table the rows, and a sum over the contents of all of them."""


@dataclass(frozen=True)
class Berkas:
    """A file as it was: size in bytes, time of its last change, hashes open and closed."""

    ukuran: int
    diubah: int
    sidik: str
    sandi: str


@dataclass(frozen=True)
class Cadangan:
    """``hilang``: files that a row names and no disk had."""

    nama: str
    pada: datetime
    sidik_basis: str
    tabel: Jumlah
    berkas: Mapping[str, Berkas]
    hilang: tuple[str, ...]

    @property
    def baris(self) -> int:
        return sum(jumlah for jumlah, _ in self.tabel.values())


@dataclass(frozen=True)
class Tempat:
    """The folder of the backups, and the folder of the files that they keep."""

    folder: Path
    akar: Path

    def siapkan(self) -> None:
        for folder in (self.folder, self.folder / "berkas"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def basis(self, nama: str) -> Path:
        return self.folder / f"{nama}.dump.age"

    def daftar(self, nama: str) -> Path:
        return self.folder / f"{nama}.json"

    def isi(self, sidik: str) -> Path:
        """Where the contents with this hash lie."""
        return self.folder / "berkas" / sidik[:2] / f"{sidik}.age"

    def bagian(self, cadangan: Cadangan) -> dict[Path, str]:
        """The encrypted files of this backup, and what they hash to."""
        berkas = {self.isi(b.sidik): b.sandi for b in cadangan.berkas.values()}
        return {self.basis(cadangan.nama): cadangan.sidik_basis, **berkas}

    def semua(self) -> list[Cadangan]:
        """Every backup, the oldest first. Raises AturanDilanggarError for an unreadable list."""
        return [baca(path) for path in sorted(self.folder.glob(f"{AWALAN}*.json"))]


def tempat() -> Tempat:
    return Tempat(Path(settings.CADANGAN_DIR), Path(settings.MEDIA_ROOT))


def penerima() -> list[Any]:
    """Who can open a backup. Raises AturanDilanggarError when nobody is named."""
    if not settings.CADANGAN_PENERIMA:
        raise AturanDilanggarError(
            "Cadangan belum diatur: isi CADANGAN_PENERIMA dengan kunci umum dari "
            "manage.py cadangan --buat-kunci BERKAS."
        )
    return baca_penerima(settings.CADANGAN_PENERIMA)


def baca(path: Path) -> Cadangan:
    try:
        isi = json.loads(path.read_text())
        return Cadangan(
            nama=isi["nama"],
            pada=datetime.fromisoformat(isi["pada"]),
            sidik_basis=isi["sidik_basis"],
            tabel={nama: (baris, sidik) for nama, (baris, sidik) in isi["tabel"].items()},
            berkas={nama: Berkas(**b) for nama, b in isi["berkas"].items()},
            hilang=tuple(isi["hilang"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as galat:
        raise AturanDilanggarError(f"{path.name} bukan daftar cadangan yang utuh.") from galat


def tulis(tempat: Tempat, cadangan: Cadangan) -> None:
    """Whole or not at all: with its list a backup is one."""
    path = tempat.daftar(cadangan.nama)
    selagi = path.with_suffix(SELAGI)
    tanda = os.open(selagi, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(tanda, "w") as berkas:
        json.dump(asdict(cadangan) | {"pada": cadangan.pada.isoformat()}, berkas, indent=1)
        berkas.flush()
        os.fsync(berkas.fileno())
    selagi.replace(path)


def kalimat(cadangan: Cadangan) -> str:
    """What a backup holds, for whoever reads the list of jobs or the terminal."""
    hilang = len(cadangan.hilang)
    return (
        f"{cadangan.nama}: {ribuan(cadangan.baris)} baris dalam {len(cadangan.tabel)} tabel, "
        f"{ribuan(len(cadangan.berkas))} berkas."
        + (f" {hilang} berkas disebut barisnya, tetapi tidak ada di server." if hilang else "")
    )
