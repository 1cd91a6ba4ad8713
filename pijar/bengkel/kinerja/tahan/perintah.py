"""The command: a set of its own in a folder of its own, rounds until they are done, one table."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from peserta.models import Peserta
from pijar.bengkel.kinerja.tahan.jalan import CARA, Sel, Ujian
from pijar.bengkel.kinerja.tahan.kantor import Kantor
from pijar.bengkel.kinerja.tahan.mesin import ANAK, DASAR, KORBAN, Mesin
from pijar.bengkel.kinerja.tahan.petugas import DitolakError, TerputusError
from pijar.lokal.environment import OWNER, running
from pijar.lokal.place import FOLDER
from pijar.models import StatusTugas, Tugas

ORANG = 150
LEBAR_JENIS, LEBAR = 36, 16
MILIK_LAIN = (
    "DATABASE_URL", "REDIS_URL", OWNER, "BERKAS_DIR", "STATIC_ROOT", "BEAT_BERKAS", "CADANGAN_DIR",
    "CADANGAN_PENERIMA",
)  # fmt: skip
Tulis = Callable[[str], object]
Hasil = dict[tuple[str, str], Sel]


@dataclass(frozen=True)
class Permintaan:
    """What is asked: how often each kind under each victim, which of them, and for how long."""

    kali: int
    jenis: tuple[str, ...]
    korban: tuple[str, ...]
    benih: int
    menit: float
    sidik: str

    @property
    def argumen(self) -> list[str]:
        pilihan = [f"--jenis={j}" for j in self.jenis] + [f"--korban={k}" for k in self.korban]
        angka = [f"--kali={self.kali}", f"--benih={self.benih}", f"--menit={self.menit}"]
        return ["kinerja", "tahan", "--langkah", "ukur", *angka, *pilihan]


def di_folder_sendiri(minta: Permintaan, tulis: Tulis) -> int:
    """Run it in a process with servers of its own; the sample data of today is kept for the next.

    Whoever stops this one stops that one, and its servers with it.
    """
    if asing := {*minta.jenis} - CARA.keys() | {*minta.korban} - {*KORBAN}:
        raise CommandError(f"Tidak dikenal: {', '.join(sorted(asing))}.")
    tempat = FOLDER / "tahan"
    for usang in tempat.glob("*"):
        if usang.name != minta.sidik:
            shutil.rmtree(usang, ignore_errors=True)
    lingkungan = {k: v for k, v in os.environ.items() if k not in MILIK_LAIN}
    lingkungan["PIJAR_LOKAL_DIR"] = str(tempat / minta.sidik)
    proses = subprocess.Popen(  # noqa: S603 - our own command with our own words
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *minta.argumen], env=lingkungan
    )
    try:
        return proses.wait()
    finally:
        proses.send_signal(signal.SIGTERM)
        proses.wait()


def ukur(minta: Permintaan, tulis: Tulis) -> int:
    """Prepare, kill, judge; how many rounds were not good."""
    mesin = Mesin(running())
    siapkan_data(mesin)
    mesin.nyalakan()
    kantor = Kantor(mesin.alamat)
    kantor.masuk()
    ujian = Ujian(mesin, kantor, minta.benih)
    daftar, korban = minta.jenis or tuple(CARA), minta.korban or KORBAN
    gagal = ujian.siapkan(daftar)
    tulis(kepala(korban))
    sampai = time.monotonic() + minta.menit * 60
    for jenis in (j for j in daftar if j not in gagal):
        if time.monotonic() > sampai:
            tulis(f"{jenis:{LEBAR_JENIS}}  belum: waktunya habis (--menit)")
            continue
        gagal |= satu_jenis(ujian, jenis, korban * minta.kali, sampai)
        tulis(baris(jenis, ujian.hasil, korban))
    return laporkan(ujian.hasil, gagal, tulis)


def satu_jenis(ujian: Ujian, jenis: str, korban: Sequence[str], sampai: float) -> dict[str, str]:
    """The undisturbed run, then one after another; says why it could not begin.

    A kind that reads no file is tried once for that.
    """
    try:
        patokan = ujian.patok(jenis)
        for satu in korban:
            tanpa = satu == ANAK and ujian.hasil.get((jenis, ANAK)) == Sel()
            if time.monotonic() < sampai and not tanpa:
                ujian.putaran(jenis, satu, patokan)
    except (DitolakError, TerputusError) as galat:
        return {jenis: str(galat)}
    return {}


def laporkan(hasil: Hasil, gagal: dict[str, str], tulis: Tulis) -> int:
    """The sum, and a sentence for whatever was not good; returns how many."""
    jalan, baik = (sum(getattr(s, n) for s in hasil.values()) for n in ("jalan", "baik"))
    tulis(f"{baik} dari {jalan} kali baik.")
    salah = [kalimat for sel in hasil.values() for kalimat in sel.salah]
    salah += [f"{jenis} tidak dapat dimulai: {kata}" for jenis, kata in gagal.items()]
    for kalimat in salah:
        tulis(kalimat)
    return len(salah)


def siapkan_data(mesin: Mesin) -> None:
    """People of the sample, once; each run begins with the same."""
    if mesin.ada(DASAR):
        mesin.mulai_dari_dasar()
        return
    call_command("migrate", verbosity=0)
    if not Peserta.objects.exists():
        call_command("contoh", peserta=ORANG, bulan=12, benih=1, verbosity=0)
    Tugas.objects.hidup().update(status=StatusTugas.SELESAI)  # papers that the sample ordered
    connections.close_all()
    mesin.jadikan_dasar()


def kepala(korban: Sequence[str]) -> str:
    return f"{'pekerjaan':{LEBAR_JENIS}}" + "".join(f"{k:>{LEBAR}}" for k in korban)


def baris(jenis: str, hasil: Hasil, korban: Sequence[str]) -> str:
    """One kind under each victim: good of how many, and the slowest in seconds."""
    sel = (hasil.get((jenis, k), Sel()) for k in korban)
    isi = (f"{s.baik}/{s.jalan} {s.terlama:.1f} s" if s.jalan else "-" for s in sel)
    return f"{jenis:{LEBAR_JENIS}}" + "".join(f"{kata:>{LEBAR}}" for kata in isi)
