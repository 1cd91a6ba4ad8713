"""Make a backup, look at it again, throw old ones away."""

import errno
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection

from pijar.cadangan.alat import jalankan, sandikan, sidik_berkas
from pijar.cadangan.hitung import hitung_tabel, nama_berkas
from pijar.cadangan.isi import AWALAN, SELAGI, Berkas, Cadangan, Jumlah, Tempat, penerima, tulis
from pijar.errors import AturanDilanggarError
from pijar.keadaan import satu_keadaan
from pijar.kunci import Kunci

TERTINGGAL = timedelta(days=1)  # what an interrupted backup left may be thrown away then
Maju = Callable[[int, int], None]


def buat(tempat: Tempat, *, kini: datetime, maju: Maju = lambda n, dari: None) -> Cadangan:
    """One backup of the database and of all files, as they are in one moment.

    Files are copied before the database is read and those that came meanwhile after it, so that
    each file which a row names was met once. Raises AturanDilanggarError with what is in the way.
    """
    kunci = penerima()
    with _sendirian(), _ruang(tempat):
        tempat.siapkan()
        semua = tempat.semua()
        nama = f"{AWALAN}{kini.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        if tempat.daftar(nama).exists():
            raise AturanDilanggarError(f"Cadangan {nama} sudah ada.")
        berkas = _salin(tempat, semua[-1].berkas if semua else {}, kunci, maju)
        sidik, tabel, dinamai = _basis(tempat.basis(nama), kunci)
        berkas |= _salin(tempat, berkas, kunci, maju)
        hilang = tuple(sorted(dinamai - berkas.keys()))
        cadangan = Cadangan(nama, kini, sidik, tabel, berkas, hilang)
        if sidik_berkas(tempat.basis(nama)) != sidik:
            raise AturanDilanggarError(f"{nama} berubah sesudah ditulis. Periksa cakramnya.")
        tulis(tempat, cadangan)
        return cadangan


def periksa(tempat: Tempat, cadangan: Cadangan, *, baca: bool = True) -> list[str]:
    """Which of its parts are missing or not as they were written; the key is not needed.

    Without ``baca`` the parts are only looked for.
    """
    rusak = []
    for path, sandi in tempat.bagian(cadangan).items():
        if not path.is_file():
            rusak.append(f"{path.name} tidak ada")
        elif baca and sidik_berkas(path) != sandi:
            rusak.append(f"{path.name} berubah sesudah ditulis")
    return rusak


def pangkas(tempat: Tempat, *, kini: datetime) -> int:
    """Throw away backups older than CADANGAN_HARI days, never the newest; return how many.

    The list goes first: a backup is either whole or not one.
    """
    semua = tempat.semua()
    batas = kini - timedelta(days=settings.CADANGAN_HARI)
    lama = [c for c in semua[:-1] if c.pada < batas]
    for cadangan in lama:
        tempat.daftar(cadangan.nama).unlink(missing_ok=True)
    dipakai = {path for c in semua if c not in lama for path in tempat.bagian(c)}
    for path in [*tempat.folder.rglob("*.age"), *tempat.folder.rglob(f"*{SELAGI}")]:
        if path not in dipakai and _umur(path, kini) > TERTINGGAL:
            path.unlink(missing_ok=True)
    return len(lama)


def _umur(path: Path, kini: datetime) -> timedelta:
    return kini - datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _sendirian() -> Iterator[None]:
    """One backup at a time."""
    if not Kunci.CADANGAN.coba(0):
        raise AturanDilanggarError("Cadangan lain sedang dibuat. Tunggu sampai selesai.")
    try:
        yield
    finally:
        Kunci.CADANGAN.lepas(0)


@contextmanager
def _ruang(tempat: Tempat) -> Iterator[None]:
    """What the disk refuses as a sentence; what is half written is no backup and goes later."""
    try:
        yield
    except OSError as galat:
        sebab = "penuh" if galat.errno == errno.ENOSPC else f"menolak ({galat.strerror})"
        raise AturanDilanggarError(
            f"Cadangan tidak selesai: {tempat.folder} {sebab}. Cadangan sebelumnya tetap utuh."
        ) from galat


def _basis(tujuan: Path, kunci: list[Any]) -> tuple[str, Jumlah, set[str]]:
    """The database, and what it holds, in one state of it."""
    with satu_keadaan(), connection.cursor() as kursor:
        kursor.execute("SELECT pg_export_snapshot()")
        perintah = ("pg_dump", "--format=custom", f"--snapshot={kursor.fetchone()[0]}")
        with jalankan(*perintah, stdout=subprocess.PIPE) as proses:
            _, tertulis = sandikan(proses.stdout, tujuan, kunci)  # type: ignore[arg-type]
        return tertulis.sidik, hitung_tabel(), nama_berkas()


def _salin(
    tempat: Tempat, dikenal: Mapping[str, Berkas], kunci: list[Any], maju: Maju
) -> dict[str, Berkas]:
    """Every file that is there now; those that changed since they were met are kept anew."""
    ada = sorted(p for p in tempat.akar.rglob("*") if p.is_file() and not p.is_symlink())
    hasil: dict[str, Berkas] = {}
    for nomor, path in enumerate(ada, 1):
        nama = path.relative_to(tempat.akar).as_posix()
        try:
            hasil[nama] = _satu(tempat, path, dikenal.get(nama), kunci)
        except FileNotFoundError:
            continue  # deleted meanwhile
        maju(nomor, len(ada))
    return hasil


def _satu(tempat: Tempat, path: Path, lama: Berkas | None, kunci: list[Any]) -> Berkas:
    keadaan = path.stat()
    ukuran, diubah = keadaan.st_size, keadaan.st_mtime_ns
    if lama and (lama.ukuran, lama.diubah) == (ukuran, diubah) and tempat.isi(lama.sidik).exists():
        return lama
    selagi = tempat.folder / "berkas" / f"{uuid4().hex}{SELAGI}"
    with path.open("rb") as sumber:
        terbaca, tertulis = sandikan(sumber, selagi, kunci)
    tujuan = tempat.isi(terbaca.sidik)
    if tujuan.exists():  # the same contents under another name
        selagi.unlink()
        return Berkas(terbaca.ukuran, diubah, terbaca.sidik, sidik_berkas(tujuan))
    tujuan.parent.mkdir(mode=0o700, exist_ok=True)
    selagi.replace(tujuan)
    return Berkas(terbaca.ukuran, diubah, terbaca.sidik, tertulis.sidik)
