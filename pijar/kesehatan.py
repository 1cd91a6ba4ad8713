"""What must always be true of this installation, looked at when somebody or the night asks.

An app adds its own in a module ``kesehatan``. A check yields one Indonesian sentence for each thing
that is wrong, without a name or a number of anybody; nothing when all is well.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pgtrigger
import redis
from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import autodiscover_modules

from pijar.cadangan.buat import periksa as periksa_cadangan
from pijar.cadangan.hitung import nama_berkas
from pijar.cadangan.isi import tempat
from pijar.errors import AturanDilanggarError
from pijar.giliran import pemilik_penuh
from pijar.jejak.ringkas import tertinggal
from pijar.models import StatusTugas, Tugas
from pijar.rupiah import ribuan
from pijar.yatim import UMUR_YATIM, berkas_yatim

PEMILIK = """
    SELECT count(*) FROM pg_class WHERE oid = 'pijar_pengguna'::regclass
    AND pg_has_role(current_user, relowner, 'MEMBER')
"""
# What Django's own checks of a server find, in our words.
DARI_DJANGO = {
    "DEBUG hidup: galat memperlihatkan isi program.": {"security.W018"},
    "HTTPS mati: kata sandi dan data lewat tanpa sandi.": {
        *("security.W004", "security.W008", "security.W012", "security.W016"),
    },
    "SECRET_KEY terlalu pendek atau mudah ditebak.": {"security.W009"},
    "ALLOWED_HOSTS kosong.": {"security.W020"},
}
Pemeriksaan = Callable[[datetime], Iterable[str]]
CADANGAN_TERTUA = timedelta(hours=26)  # made every night
TUGAS_TERLAMA = timedelta(minutes=10)
RUANG_TERSISA = 10  # per cent of a disk
DISEBUT = 3  # of many, so many by name

_semua: dict[str, Pemeriksaan] = {}


class Temuan(NamedTuple):
    """One check, and what it found."""

    judul: str
    masalah: list[str]


def pemeriksaan(judul: str) -> Callable[[Pemeriksaan], Pemeriksaan]:
    """Register a check under what it looks at."""

    def hias(fungsi: Pemeriksaan) -> Pemeriksaan:
        _semua[judul] = fungsi
        return fungsi

    return hias


def periksa(kini: datetime) -> list[Temuan]:
    """Every check, in order of their registration; it writes nothing."""
    autodiscover_modules("kesehatan")
    return [Temuan(judul, list(fungsi(kini))) for judul, fungsi in _semua.items()]


def hitung(sql: str) -> int:
    """A number that the database counts."""
    with connection.cursor() as kursor:
        kursor.execute(sql)
        return int(kursor.fetchone()[0])


@pemeriksaan("Setelan")
def setelan(kini: datetime) -> Iterator[str]:
    """Django's own checks of a server, and ours."""
    semua = run_checks(include_deployment_checks=True)
    sebab = {str(s.id) for s in semua if s.level >= WARNING and not s.is_silenced()}
    for kalimat, milik in DARI_DJANGO.items():
        if bernomor := sorted(sebab & milik):
            yield f"{kalimat} ({', '.join(bernomor)})"
    if lain := sorted(sebab.difference(*DARI_DJANGO.values())):
        yield f"Django menolak setelannya: {', '.join(lain)} (manage.py check --deploy)."
    if not settings.ALAMAT_SITUS.startswith("https://"):
        yield "ALAMAT_SITUS bukan alamat https; QR pada surat menunjuk ke sana."
    if hitung(PEMILIK):
        yield (
            "Aplikasi memakai peran pemilik tabel, yang dapat mematikan penjaga: DATABASE_URL "
            "harus menyebut pijar_app (docs/operasi.md)."
        )


@pemeriksaan("Skema basis data")
def skema(kini: datetime) -> Iterator[str]:
    """Every migration ran, and every trigger stands and is on."""
    pelaksana = MigrationExecutor(connection)
    belum = pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes())
    if belum:
        yield f"{len(belum)} migrasi belum dijalankan (manage.py migrate)."
        return
    seharusnya = {
        (model._meta.db_table, pemicu.get_pgid(model))  # noqa: SLF001 - public API
        for model, pemicu in pgtrigger.registered()
    }
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
        hilang = sorted(seharusnya - set(kursor.fetchall()))
    if hilang:
        nama = ", ".join(f"{p} ({t})" for t, p in hilang[:DISEBUT])
        yield f"{len(hilang)} pemicu tidak ada atau dimatikan: {nama}."


@pemeriksaan("Berkas")
def berkas(kini: datetime) -> Iterator[str]:
    """Whatever a row names lies on the disk, and whatever lies there is named by a row."""
    akar = Path(settings.MEDIA_ROOT)
    hilang = sorted(n for n in nama_berkas() if not (akar / n).is_file())
    if hilang:
        folder = ", ".join(sorted({n.split("/")[0] for n in hilang}))
        banyak = ribuan(len(hilang))
        yield f"{banyak} berkas disebut barisnya, tetapi tidak ada di server ({folder})."
    yatim = berkas_yatim(sebelum=kini - UMUR_YATIM - CADANGAN_TERTUA)  # the night erases them
    if yatim:
        folder = ", ".join(sorted({n.split("/")[0] for n in yatim}))
        yield f"{ribuan(len(yatim))} berkas tidak disebut baris mana pun ({folder})."


@pemeriksaan("Ruang cakram")
def ruang(kini: datetime) -> Iterator[str]:
    for arti, folder in (("berkas", settings.MEDIA_ROOT), ("cadangan", settings.CADANGAN_DIR)):
        ada = next((p for p in [Path(folder), *Path(folder).parents] if p.exists()), Path("/"))
        isi = shutil.disk_usage(ada)
        if isi.free * 100 < isi.total * RUANG_TERSISA:
            yield f"Cakram untuk {arti} tinggal {isi.free * 100 // isi.total}%."


@pemeriksaan("Antrean")
def antrean(kini: datetime) -> Iterator[str]:
    """The broker answers, and no job waits or beats too long."""
    try:
        redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
    except redis.RedisError as galat:
        yield f"Antrean (Redis) tidak menjawab: {type(galat).__name__}."
    lama = Tugas.objects.hidup().filter(dibuat_pada__lt=kini - TUGAS_TERLAMA)
    antre = lama.filter(status=StatusTugas.ANTRE)
    tunggu = antre.exclude(oleh__in=pemilik_penuh()).count()  # those wait for their owner's turn
    if tunggu:
        yield f"{tunggu} proses menunggu lebih dari sepuluh menit; apakah worker berjalan?"
    diam = lama.filter(status=StatusTugas.BERJALAN, detak_pada__lt=kini - TUGAS_TERLAMA).count()
    if diam:
        yield f"{diam} proses berjalan tanpa kabar; apakah beat berjalan?"


@pemeriksaan("Cadangan")
def cadangan(kini: datetime) -> Iterator[str]:
    """One of this night, whose parts are all there (``cadangan --periksa`` reads them)."""
    if not settings.CADANGAN_PENERIMA:
        yield "Cadangan belum diatur (CADANGAN_PENERIMA, docs/operasi.md)."
        return
    di = tempat()
    try:
        semua = di.semua()
    except AturanDilanggarError as galat:
        yield galat.kalimat
        return
    if not semua:
        yield f"Belum ada cadangan di {di.folder}."
        return
    if kini - semua[-1].pada > CADANGAN_TERTUA:
        yield f"Cadangan terakhir, {semua[-1].nama}, lebih tua dari satu malam."
    if kurang := periksa_cadangan(di, semua[-1], baca=False):
        yield f"{len(kurang)} bagian cadangan terakhir tidak ada."


@pemeriksaan("Jejak akses")
def jejak(kini: datetime) -> Iterator[str]:
    """Each day before yesterday has its signed digest."""
    if not settings.JEJAK_RAHASIA:
        yield "Ringkasan jejak akses belum diatur (JEJAK_RAHASIA, docs/operasi.md)."
    elif hari := tertinggal(kini):
        yield f"{ribuan(hari)} hari jejak akses belum diringkas (manage.py jejak --ringkas)."
